"""Pages that anybody may read: the lists, the rules, the forms, the check of a letter."""
