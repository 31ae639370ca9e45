"""Desk pages of what follows a promise: intended measures, third parties, penalty gaps."""
