"""Screens of those who handle, check, find, record and watch over; a stranger gets 404."""
