"""Outside services: one folder each, with its protocol and its client."""
