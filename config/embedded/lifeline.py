"""Processes that end when the one that started them ends, however that one ends."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable

_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def die_with_parent(sign: int = signal.SIGTERM) -> None:
    """Ask the kernel to send this process a signal when its parent is gone (Linux; prctl(2)).

    Must be called after any change of account, which clears it.
    """
    if _LIBC is not None:
        _LIBC.prctl(_PR_SET_PDEATHSIG, sign, 0, 0, 0)


def tied(sign: int) -> Callable[[], None]:
    """What a child does between fork and exec: take the signal, and end if already orphaned."""
    parent = os.getpid()

    def prepare() -> None:
        die_with_parent(sign)
        if os.getppid() != parent:
            os._exit(1)

    return prepare
