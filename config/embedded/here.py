"""The embedded server of this checkout, and the block of code during which it runs."""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from config import environment
from config.embedded.cluster import Cluster
from config.embedded.programs import reachable, server_account

_SYSTEM = Path("/var/lib/nuozheng")


def local_cluster() -> Cluster:
    """Under NUOZHENG_VAR; as root below a closed home, under /var/lib, where postgres may enter."""
    home = environment.VAR.path() / "postgresql"
    if not reachable(home / "data", server_account(home)):
        home = _SYSTEM / sha256(str(home).encode()).hexdigest()[:12]
    return Cluster(home)


@contextmanager
def serving() -> Iterator[None]:
    """With a database to talk to: DATABASE_URL's, one that runs already, or one for this block."""
    server = None if environment.DATABASE_URL.text() else local_cluster().start()
    try:
        yield
    finally:
        if server:
            Cluster.end(server)
