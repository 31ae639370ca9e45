"""A pytest plugin, loaded before settings are: one throw-away database server for the whole run."""

import os
import shutil
import signal
import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest

from config.embedded import Cluster
from config.embedded.programs import reachable, server_account

# What the caller's shell says must not decide how tests end.
for _name in [name for name in os.environ if name.startswith("NUOZHENG_")]:
    if "PYTEST_XDIST_WORKER" not in os.environ:
        del os.environ[_name]


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, None, None]:
    """Start it in the process that leads; workers of xdist inherit its address."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        _world(early_config)
    yield


def _world(config: pytest.Config) -> None:
    home = temporary_home()
    config.add_cleanup(lambda: shutil.rmtree(home, ignore_errors=True))
    (home / "static").mkdir()
    os.environ["NUOZHENG_VAR"] = str(home)
    if os.environ.get("DATABASE_URL"):
        return
    cluster = Cluster(home / "postgresql", durable=False)
    server = cluster.start()
    if server:
        config.add_cleanup(lambda: Cluster.end(server))
    os.environ["DATABASE_URL"] = cluster.url()
    # A run that is told to stop still ends its server and removes its files.
    signal.signal(signal.SIGTERM, _told_to_stop)


def temporary_home() -> Path:
    """A new folder that the server's account can reach, which pytest's own can't be for root."""
    home = Path(tempfile.mkdtemp(prefix="nuozheng-test-"))
    account = server_account(home)
    if not reachable(home / "data", account):
        shutil.rmtree(home)
        home = Path(tempfile.mkdtemp(prefix="nuozheng-test-", dir="/tmp"))
    home.chmod(0o711)
    return home


def _told_to_stop(_sign: int, _frame: object) -> None:
    raise KeyboardInterrupt
