"""A synthetic city and the servers that stand for its data sources; the core never imports it."""

from nuozheng.sandbox.cast import CastMember, cast
from nuozheng.sandbox.city import City
from nuozheng.sandbox.quality import Record, Share, Shares

__all__ = ["CastMember", "City", "Record", "Share", "Shares", "cast"]
