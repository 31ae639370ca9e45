"""The project's own lists, as data: clauses, rules on wording, jargon with plain words."""
