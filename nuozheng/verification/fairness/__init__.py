"""不得歧视: inspections apart from promises, and the test made of them."""
