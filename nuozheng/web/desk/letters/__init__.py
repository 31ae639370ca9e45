"""The letters of a revision: their texts, what the linter says, and their review."""
