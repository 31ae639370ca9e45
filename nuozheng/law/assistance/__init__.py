"""行政协助: its moves and its rules."""
