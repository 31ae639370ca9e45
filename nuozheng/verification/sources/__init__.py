"""Data sources at work: look-ups kept for later, the sharing list, corrections."""
