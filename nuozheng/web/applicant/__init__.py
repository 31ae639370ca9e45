"""Screens of those who apply: one thing per page, nothing typed is lost, a stranger gets 404."""
