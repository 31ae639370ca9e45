"""Assistance between installations: who the partners are, and signed messages to and from them."""
