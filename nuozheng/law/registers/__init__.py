"""The project's own lists of clauses, as data."""
