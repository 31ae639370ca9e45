"""What follows a promise: its correction, intended measures, third parties, rectification."""
