"""核查情况反馈: who is told what a check came to."""
