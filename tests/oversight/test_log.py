"""The log from the act to the proof in somebody's hand: read, sequenced, signed, witnessed."""

import base64
import re
import threading
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections
from django.test import Client
from django.utils import timezone
from pymerkle import InmemoryTree, verify_inclusion
from typer.testing import CliRunner

from nuozheng.applications.letter import letter_document
from nuozheng.cli.log import app
from nuozheng.documents.models import Document
from nuozheng.evidence import alarms
from nuozheng.evidence.log.models import LogCut, LogHead, LogLeaf
from nuozheng.evidence.log.notes import Checkpoint, Note
from nuozheng.evidence.log.proofs import Proof, check
from nuozheng.evidence.log.sequencer import Inconsistent
from nuozheng.evidence.log.settings import log_verifier
from nuozheng.evidence.log.tiles import unbundle
from nuozheng.evidence.models import Move
from nuozheng.law.alarms import AlarmKind
from nuozheng.oversight.jobs import audit_log, publish_log
from nuozheng.oversight.log.collecting import collect
from nuozheng.oversight.log.cosigning import PATIENCE
from nuozheng.sandbox.servers import Running
from nuozheng.sandbox.witness import NAME, witness_of, write_witnesses
from nuozheng.web.desk.alarms import standing_rows
from tests.oversight.logged import Log
from tests.world import Case, Worlds

MOVES = Move._meta.db_table


@pytest.fixture
def log(tmp_path: Path, settings: Any) -> Log:
    return Log(tmp_path / "log", settings)


@pytest.fixture
def case(world: Worlds) -> Case:
    """Signed, and its letter set."""
    signed = world("ordos-2021").opened().signed()
    letter_of(signed)
    return signed


def letter_of(case: Case) -> Document:
    return letter_document(case.application.commitment.pk)


def test_a_letter_is_proven_without_us_and_by_another_implementation(
    case: Case, log: Log, client: Client
) -> None:
    commitment = case.application.commitment
    page = f"/v/{commitment.letter_number}"
    assert "请过几分钟再看" in client.get(page).content.decode()
    assert client.get(f"{page}/proof").status_code == 404
    assert client.get("/log/checkpoint").status_code == 404
    assert "日志里还没有内容" in client.get("/log/").content.decode()
    publish_log(0)
    shown = client.get(page).content.decode()
    assert "没有被改过的证据" in shown and "下载证明" in shown
    assert case.application.applicant.name not in shown
    answer = client.get(f"{page}/proof")
    assert answer.headers["Content-Disposition"].endswith(".tlog-proof")
    text, letter = answer.content.decode(), bytes(letter_of(case).content)
    proven = check(text, letter, [log_verifier()])
    assert proven.kind == "letter" and proven.signers == (log_verifier().name,)
    _is_proven_by_pymerkle(client, Proof.read(text))
    given = client.get(f"/api/v1/log/proofs/{letter_of(case).sha256}").json()
    assert given["proof"] == text and given["kind"] == "letter"
    head = client.get("/api/v1/log").json()
    assert head["size"] == proven.checkpoint.size and head["vkey"] == log_verifier().vkey
    assert head["vkey"].replace("+", "&#x2B;") in client.get("/log/").content.decode() or (
        head["vkey"] in client.get("/log/").content.decode()
    )


def _is_proven_by_pymerkle(client: Client, proof: Proof) -> None:
    """From what is served alone: the head's root over the entries, and the path to the line."""
    answer = client.get("/log/checkpoint")
    assert answer.headers["Cache-Control"] == "no-cache"
    head = Checkpoint.of(Note.read(answer.content.decode()).text)
    tile = client.get(f"/log/tile/entries/000.p/{head.size}")
    assert "immutable" in tile.headers["Cache-Control"]
    tree = InmemoryTree(algorithm="sha256")
    for entry in unbundle(tile.content):
        tree.append_entry(entry)
    assert tree.get_root() == head.root
    theirs = tree.prove_inclusion(proof.index + 1)
    theirs.path = [theirs.path[0], *proof.path]
    verify_inclusion(tree.get_leaf(proof.index + 1), head.root, theirs)


@pytest.mark.parametrize(
    "path", ["../checkpoint", "0/../../x", "64/000", "0/000.p/0", "x/000", "0/0000", "0/999"]
)
def test_only_files_of_the_log_are_served(db: None, log: Log, client: Client, path: str) -> None:
    assert client.get(f"/log/tile/{path}").status_code == 404


def test_tiles_are_served_from_no_table(
    db: None, client: Client, log: Log, django_assert_num_queries: Any
) -> None:
    log.folder.mkdir()
    (log.folder / "tile" / "0").mkdir(parents=True)
    (log.folder / "tile" / "0" / "000").write_bytes(b"x" * 8192)
    with django_assert_num_queries(0):
        assert client.get("/log/tile/0/000").content == b"x" * 8192


def test_the_log_goes_on_only_from_what_was_signed(case: Case, log: Log) -> None:
    first = log.publish()
    assert log.publish() == first, "nothing new, nothing signed"
    leaf = LogLeaf.objects.get(position=0)
    kept = bytes(leaf.entry)
    for file in sorted((log.folder / "tile").rglob("*")):
        if file.is_file():
            file.unlink()
    LogLeaf.objects.filter(pk=leaf.pk).update(entry=kept.replace(b"Z", b"X"))
    with pytest.raises(Inconsistent):
        log.publish()
    (row,) = [one for one in standing_rows() if one.alarm.kind == AlarmKind.LOG]
    assert "透明日志和数据库对不上" in row.title
    LogLeaf.objects.filter(pk=leaf.pk).update(entry=kept)
    for file in sorted((log.folder / "tile").rglob("*")):
        if file.is_file():
            file.unlink()
    assert log.publish() == first and log.problems("none") == []
    assert not alarms.standing().filter(kind=AlarmKind.LOG).exists()


def test_a_witness_cosigns_what_only_grew(
    case: Case, log: Log, source_server: Running, tmp_path: Path, settings: Any
) -> None:
    key = settings.NUOZHENG_SOURCES_KEY
    file = write_witnesses(tmp_path / "witnesses.toml", source_server.url, key)
    settings.NUOZHENG_WITNESSES = str(file)
    witness = source_server.server.witness = witness_of(key)
    witness.logs = (log_verifier(),)
    first = log.publish()
    assert _cosigned(first)
    again = case.world.opened("wronged").signed(insists="登记有误")
    letter_of(again)
    second = log.publish()
    assert _cosigned(second) and second.size > first.size
    assert witness.seen[log_verifier().name].size == second.size
    served = (log.folder / "checkpoint").read_text("utf-8")
    assert served == second.note and NAME in served
    witness.seen.clear()  # it forgot everything, and is told from the beginning
    LogHead.objects.filter(pk=second.pk).update(note=first.note and _alone(second))
    assert _cosigned(log.publish())


def test_a_witness_that_is_silent_for_an_hour_is_an_alarm(
    case: Case, log: Log, tmp_path: Path, settings: Any
) -> None:
    file = write_witnesses(tmp_path / "witnesses.toml", "http://127.0.0.1:9", b"k" * 32)
    settings.NUOZHENG_WITNESSES = str(file)
    head = log.publish()
    assert not alarms.standing().filter(kind=AlarmKind.LOG).exists(), "not at once"
    LogHead.objects.filter(pk=head.pk).update(signed_at=head.signed_at - 2 * PATIENCE)
    log.publish()
    (row,) = [one for one in standing_rows() if one.alarm.kind == AlarmKind.LOG]
    assert "见证人sandbox" in row.title


def _cosigned(head: LogHead) -> bool:
    head.refresh_from_db()
    return [name for name, _ in Note.read(head.note).signatures] == [log_verifier().name, NAME]


def _alone(head: LogHead) -> str:
    note = Note.read(head.note)
    return str(Note(note.text, note.signatures[:1]))


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"old x\n\na\n1\n", 400),
        (
            b"old 0\n\nother\n1\n" + base64.b64encode(b"r" * 32) + b"\n\n\xe2\x80\x94 a AAAAAAAA\n",
            404,
        ),
    ],
)
def test_the_witness_signs_nothing_odd(body: bytes, status: int) -> None:
    witness = witness_of(b"k" * 32)
    witness.logs = (log_verifier(),)
    assert witness.take(body)[0] == status


def test_the_commands_tell_prove_and_audit(case: Case, log: Log) -> None:
    runner, letter = CliRunner(), letter_of(case)
    assert "还没有内容" in runner.invoke(app, ["status"]).output
    assert runner.invoke(app, ["prove", "letter", str(letter.pk)]).exit_code == 1
    assert "日志现在有" in runner.invoke(app, ["publish"]).output
    told = runner.invoke(app, ["status"]).output
    assert log_verifier().vkey in told and "承诺书" in told
    proof = runner.invoke(app, ["prove", "letter", str(letter.pk)]).output
    assert check(proof, bytes(letter.content), [log_verifier()]).kind == "letter"
    assert runner.invoke(app, ["audit"]).output == "都对得上。\n"
    audit_log(0)
    line = LogLeaf.objects.get(kind="letter")
    LogLeaf.objects.filter(pk=line.pk).update(sha256="0" * 64)
    wrong = runner.invoke(app, ["audit", "--share", "0", "--table", "documents_document"])
    assert wrong.exit_code == 1 and re.search(r"对不上的：\d+处", wrong.output)


def test_what_others_still_write_is_waited_for(
    committed_world: Worlds, log: Log, transactional_log: None
) -> None:
    """A transaction that took a smaller key and ends later is never passed over."""
    committed_world("ordos-2021").opened()
    begun, go_on = threading.Event(), threading.Event()

    def slow() -> None:
        try:
            with connections["default"].cursor() as cursor:
                cursor.execute("BEGIN")
                cursor.execute(
                    f"INSERT INTO {MOVES} (kind, record_id, act, old, new, role, at, reason, basis,"
                    " detail) SELECT 'log_test', 1, act, old, new, role, at, reason, basis, detail"
                    f" FROM {MOVES} LIMIT 1 RETURNING id"
                )
                begun.set()
                go_on.wait(30)
                cursor.execute("COMMIT")
        finally:
            connections.close_all()

    writer = threading.Thread(target=slow)
    writer.start()
    assert begun.wait(30)
    committed_world("ordos-2021").opened("wronged")
    collect(timezone.now())
    cut = LogCut.objects.get(table=MOVES)
    assert cut.done == 0 and cut.writers and cut.read_at is None
    go_on.set()
    writer.join(30)
    collect(timezone.now())
    late = Move.objects.get(kind="log_test")
    assert LogCut.objects.get(table=MOVES).done >= late.pk
    log.publish()
    assert log.problems(MOVES) == []


@pytest.fixture
def transactional_log() -> Any:
    """Lines of the log hang on nobody, so that they are emptied here."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE evidence_logleaf, evidence_loghead, evidence_logcut")
        cursor.execute("TRUNCATE evidence_logsegment")
