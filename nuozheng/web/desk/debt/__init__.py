"""核查欠账: how old, whose, whether the pace holds; who is late was reminded and says why."""
