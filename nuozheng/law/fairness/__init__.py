"""不得歧视: whether who committed is inspected or punished more than who brought the documents."""
