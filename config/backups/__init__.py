"""Encrypted backups of the database and of the files beside it; the keys are never inside."""
