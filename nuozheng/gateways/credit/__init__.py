"""Credit platforms: which there are, and records handed to them against a signed receipt."""
