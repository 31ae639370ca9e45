"""核查欠账: late agencies are reminded, then reported to the supervisor of the place."""
