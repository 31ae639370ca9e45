"""The examples of docs/api.md run as they stand, against a real server."""

import os
import re
import subprocess
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from nuozheng.applications.jobs import set_signed_letter
from nuozheng.applications.models import Application, Commitment, CommitmentStatus
from nuozheng.catalogue.revision.models import Revision
from nuozheng.law.vocabulary import Role
from nuozheng.parties import tokens
from tests.revisions import Desk
from tests.world import World

TEXT = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(sh|python)\n(.*?)^```$", TEXT, re.M | re.S)
WRITTEN_FOR = "http://127.0.0.1:8000"


class Quiet(WSGIRequestHandler):
    """Says nothing on the terminal."""

    def log_message(self, format: str, *args: Any) -> None:
        return


class Program:
    """The real program inside the test's transaction; its worker sets a letter when asked twice."""

    def __init__(self, shared: BaseDatabaseWrapper) -> None:
        self._shared = shared
        self._program = WSGIHandler()
        self._asked: set[str] = set()

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        connections[self._shared.alias] = self._shared
        path = environ["PATH_INFO"]
        if path in self._asked:
            signed = Commitment.objects.filter(status=CommitmentStatus.SIGNED, letter=None)
            for pk in list(signed.values_list("pk", flat=True)):
                set_signed_letter(pk)
        if path.endswith("/letter"):
            self._asked.add(path)
        return self._program(environ, start)


@pytest.fixture
def server(db: None) -> Iterator[str]:
    """A server in a thread, over the connection that holds the test's transaction."""
    shared = connections["default"]
    shared.inc_thread_sharing()
    # As the test client does: the end of a request must not end the transaction.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    with make_server("127.0.0.1", 0, Program(shared), handler_class=Quiet) as httpd:
        thread = threading.Thread(target=httpd.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{httpd.server_port}"
        httpd.shutdown()
        thread.join()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
    shared.dec_thread_sharing()


def test_the_examples_run(
    server: str,
    world: Callable[[str], World],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    ordos, maoji = world("ordos-2021"), Desk(world("huainan-maoji-2021"))
    for name, account in (
        ("NUOZHENG_TOKEN", ordos.citizen),
        ("NUOZHENG_OFFICER_TOKEN", ordos.staff(Role.OFFICER)),
        ("NUOZHENG_KEEPER_TOKEN", maoji.keeper),
        ("NUOZHENG_LEGAL_TOKEN", maoji.reviewer(Role.LEGAL_REVIEWER)),
        ("NUOZHENG_JUSTICE_TOKEN", maoji.reviewer(Role.JUSTICE_REVIEWER)),
    ):
        monkeypatch.setenv(name, tokens.issue(account, name="docs", days=1)[1])
    maoji.hand_over_papers()
    names: dict[str, Any] = {}
    for language, written in BLOCKS:
        block = written.replace(WRITTEN_FOR, server)
        if language == "python":
            exec(compile(block, "docs/api.md", "exec"), names)
        else:
            ran = subprocess.run(
                ["bash", "-euc", block], env=os.environ, capture_output=True, timeout=60
            )
            assert ran.returncode == 0, ran.stderr
            assert "临时救助" in ran.stdout.decode()
    assert Application.objects.get().status == "granted"
    assert Revision.objects.get().status == "filed"
    said = capsys.readouterr().out
    assert "一致" in said and "只核对现在的情况。" in said


def test_every_kind_of_example_is_there() -> None:
    assert {language for language, _block in BLOCKS} == {"sh", "python"}
    assert len(BLOCKS) >= 8
