"""Witnesses of the transparency log: which there are, and their cosignatures."""
