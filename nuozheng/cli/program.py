"""Django set up, with a database to talk to, for commands that need the whole program."""

from collections.abc import Iterator
from contextlib import contextmanager

import django

from config.embedded import serving


@contextmanager
def program_ready() -> Iterator[None]:
    """For the length of a block; an embedded server that was not running stops afterwards."""
    with serving():
        django.setup()
        yield
