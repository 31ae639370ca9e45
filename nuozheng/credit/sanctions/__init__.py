"""失信惩戒 and 守信激励: measures from a closed list, decided by each unit in its own field."""
