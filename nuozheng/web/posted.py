"""What a hand-written form posted, read without trust: a record's key, a day."""

from datetime import date

from django.utils.dateparse import parse_date

_LONGEST = 18
"""Digits that any key of the database can have."""


def key_of(typed: str | None) -> int:
    """A record's key; 0, which no record has, for anything else."""
    return int(typed) if typed and typed.isdecimal() and len(typed) <= _LONGEST else 0


def day_of(typed: str | None) -> date | None:
    """A day as YYYY-MM-DD; None for anything else, the 30th of February among it."""
    try:
        return parse_date(typed or "")
    except ValueError:
        return None
