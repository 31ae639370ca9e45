"""The database of a long-running command: started, kept running, stopped at the end."""

import subprocess
import time

from config import environment
from config.embedded.cluster import Cluster
from config.embedded.here import local_cluster

_ADOPTED_LOOK_SECONDS = 2.0


class Database:
    """DATABASE_URL's, of which nothing is asked; or the embedded one, whoever started it."""

    def __init__(self) -> None:
        self._cluster = None if environment.DATABASE_URL.text() else local_cluster()
        self._server: subprocess.Popen[bytes] | None = None
        self._looked = 0.0

    @property
    def described(self) -> str:
        if self._cluster is None:
            return "DATABASE_URL 指定的 PostgreSQL"
        return f"内置 PostgreSQL，数据在 {self._cluster.data}"

    def start(self) -> None:
        if self._cluster:
            self._server = self._cluster.start()

    def look(self) -> None:
        """Start it again if it ended; one that somebody else started is asked now and then."""
        if self._cluster is None:
            return
        if self._server is not None:
            ended = self._server.poll() is not None
        elif time.monotonic() - self._looked > _ADOPTED_LOOK_SECONDS:
            self._looked = time.monotonic()
            ended = not self._cluster.running()
        else:
            return
        if ended:
            self.start()

    def stop(self) -> None:
        if self._server:
            Cluster.end(self._server)
