"""责任保险: cover of an item, claims on it, and what a premium would be."""
