"""What can be measured."""

from enum import StrEnum


class Part(StrEnum):
    """The argument of `python -m bench`, in the order of a whole run."""

    SIGNING = "signing"
    LETTERS = "letters"
    SEARCH = "search"
    STANDING = "standing"
    LOG = "log"
    LISTS = "lists"
    BULK = "bulk"
