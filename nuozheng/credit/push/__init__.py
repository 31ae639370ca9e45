"""报送: credit platforms are told of every record, in order and once, and say that they have it."""
