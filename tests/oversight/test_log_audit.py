"""Whatever is changed in the database by hand, the audit of the log finds and names it."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from nuozheng.applications.letter import letter_document
from nuozheng.documents.models import Document
from nuozheng.evidence.alarms import standing
from nuozheng.evidence.log.adding import FORGOTTEN, forget
from nuozheng.evidence.log.models import LogLeaf
from nuozheng.evidence.models import Move
from nuozheng.law.alarms import AlarmKind
from nuozheng.law.procedure import TABLES
from nuozheng.law.vocabulary import Role, Severity
from nuozheng.oversight.log.audit import audit_nightly
from nuozheng.oversight.log.audit_status import records
from nuozheng.verification.draws.actions.draw import publish
from tests.oversight.logged import Log
from tests.revisions import Desk
from tests.verification.draws.conftest import drawing as drawing  # a fixture
from tests.verification.draws.drawing import Drawing

FORGED = (
    ("evidence_move", "UPDATE evidence_move SET reason = reason || '。' WHERE id = {}"),
    ("evidence_move", "UPDATE evidence_move SET at = at - interval '9 days' WHERE id = {}"),
    ("evidence_move", "DELETE FROM evidence_move WHERE id = {}"),
    ("evidence_accessreceipt", "UPDATE evidence_accessreceipt SET purpose = '别的' WHERE id = {}"),
    ("evidence_accessreceipt", "DELETE FROM evidence_accessreceipt WHERE id = {}"),
    ("catalogue_entryversion", "UPDATE catalogue_entryversion SET mandatory = true WHERE id = {}"),
    (
        "catalogue_lettertemplate",
        "UPDATE catalogue_lettertemplate SET content = '[]' WHERE id = {}",
    ),
    ("documents_document", "UPDATE documents_document SET content = '\\x00' WHERE id = {}"),
    (
        "documents_document",
        "UPDATE documents_document SET sha256 = md5('') || md5('') WHERE id = {}",
    ),
    ("documents_document", "DELETE FROM documents_document WHERE id = {}"),
    (
        "applications_application",
        "UPDATE applications_application SET decided_at = decided_at - interval '9 days' "
        "WHERE id = {} ",
    ),
    (
        "applications_application",
        "UPDATE applications_application SET status = 'withdrawn' WHERE id = {}",
    ),
    (
        "verification_verificationtask",
        "UPDATE verification_verificationtask SET status = 'confirmed' WHERE id = {}",
    ),
    (
        "verification_untruthfinding",
        "UPDATE verification_untruthfinding SET outcome = 'untrue' WHERE id = {}",
    ),
    ("verification_draw", "UPDATE verification_draw SET number = '1 2 3' WHERE id = {}"),
    ("verification_draw", "UPDATE verification_draw SET due_by = '2030-01-01' WHERE id = {}"),
    (
        "catalogue_revision",
        "UPDATE catalogue_revision SET effective_from = '2020-01-01' WHERE id = {}",
    ),
    (
        "credit_creditrecord",
        "UPDATE credit_creditrecord SET document_on = '2020-01-01' WHERE id = {}",
    ),
    ("evidence_logleaf", "UPDATE evidence_logleaf SET sha256 = sm3 WHERE id = {}"),
    ("evidence_logleaf", "UPDATE evidence_logleaf SET salt = NULL, sha256 = '' WHERE id = {}"),
    ("evidence_logleaf", "DELETE FROM evidence_logleaf WHERE id = {}"),
    ("evidence_logsegment", "UPDATE evidence_logsegment SET marks = '' WHERE id = {}"),
    ("evidence_logsegment", "DELETE FROM evidence_logsegment WHERE id = {}"),
    ("evidence_loghead", "UPDATE evidence_loghead SET root = repeat('0', 64) WHERE id = {}"),
    (
        "evidence_loghead",
        "UPDATE evidence_loghead SET note = replace(note, '— ', '— x') WHERE id = {}",
    ),
)
"""Table, and what a forger does to one of its rows."""
NO_TABLE = "none"
"""Only the log itself is audited."""
SLIPPED_IN = (
    "INSERT INTO evidence_move"
    " (id, kind, record_id, act, old, new, role, at, reason, basis, detail)"
    " SELECT {}, kind, record_id, act, old, new, role, at, reason, basis, detail"
    " FROM evidence_move WHERE id = (SELECT min(id) FROM evidence_move)"
)
"""A move under a key that was skipped."""


@pytest.fixture
def log(tmp_path: Path, settings: Any) -> Log:
    return Log(tmp_path / "log", settings)


def _everything(drawing: Drawing) -> None:
    """A case that was decided, found false and recorded; a draw; a published list."""
    world = drawing.world
    publish(draw=drawing.drawn(), by=drawing.verifier)
    case = world.opened("false_representative").granted()
    letter_document(case.application.commitment.pk)
    case.found()
    world.on_record("wronged", Severity.SERIOUS)
    desk = Desk(world)
    desk.published(desk.submitted())


def test_a_forged_row_in_any_table_is_found_and_named(drawing: Drawing, log: Log) -> None:
    _everything(drawing)
    log.publish()
    assert log.problems() == []
    for table, statement in FORGED:
        key = _row(table)
        with log.forged(table, statement.format(key)) as found:
            assert found, statement
            name = table if not table.startswith("evidence_log") else "evidence_log"
            assert any(one.startswith(name) for one in found), (statement, found)
            if not table.startswith("evidence_log"):
                assert any(one.startswith(f"{table} {key}：") for one in found), (statement, found)


def _row(table: str) -> int:
    """A row of the table that says something: one that was decided, published, filed by us."""
    which = {
        "documents_document": "kind IN ('letter', 'official')",
        "applications_application": "decided_at IS NOT NULL",
        "catalogue_entryversion": "NOT mandatory",
        "catalogue_revision": "effective_from IS NOT NULL",
        "credit_creditrecord": "kind <> 'kept'",
        "evidence_logleaf": "kind <> 'moves'",
    }
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT max(id) FROM {table} WHERE {which.get(table, 'true')}")
        (key,) = cursor.fetchone()
    assert key, f"no row in {table}"
    return int(key)


def _skip_a_move() -> int:
    """A key that a transaction took and gave up."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('evidence_move', 'id'))")
        (key,) = cursor.fetchone()
    return int(key)


def test_a_move_slipped_in_later_is_named(drawing: Drawing, log: Log) -> None:
    key = _skip_a_move()
    drawing.frozen()
    log.publish()
    with log.forged("evidence_move", SLIPPED_IN.format(key)) as found:
        assert f"evidence_move {key}：是后来插进去的" in found


def test_files_that_are_changed_or_lost_are_named(drawing: Drawing, log: Log) -> None:
    head = log.publish()
    for path in ("tile/0/000.p", "tile/entries/000.p"):
        file = log.folder / path / str(head.size)
        content = file.read_bytes()
        file.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
        found = log.problems(NO_TABLE)
        assert any(one.startswith(f"{path}/{head.size}") for one in found)
        file.write_bytes(content)
    shutil.rmtree(log.folder)
    assert any(one.endswith("文件不见了") for one in log.problems(NO_TABLE))
    letter_document(drawing.case.application.commitment.pk)
    assert log.publish().size > head.size, "lost files are written anew"
    assert log.problems() == []


def test_a_deleted_record_leaves_every_proof_whole(drawing: Drawing, log: Log) -> None:
    letter = letter_document(drawing.case.application.commitment.pk)
    log.publish()
    drawing.case.application.commitment.letter = None
    drawing.case.application.commitment.save(update_fields=["letter"])
    Document.objects.filter(pk=letter.pk).delete()
    assert log.problems("documents_document") == [
        f"documents_document {letter.pk}：进过日志，现在没有了"
    ]
    assert [_forget(letter.pk), _forget(letter.pk)] == [1, 0]
    line = LogLeaf.objects.get(kind="letter", record=str(letter.pk))
    assert (line.salt, line.sha256, line.sm3) == (None, "", "")
    assert Move.objects.filter(kind=FORGOTTEN, act="forget", record_id=line.pk).count() == 1
    log.publish()
    assert log.problems("documents_document") == []


def _forget(pk: int) -> int:
    now = timezone.now()
    return forget("letter", str(pk), by=None, role=Role.SYSTEM, at=now, reason="保存期满")


def test_the_nightly_audit_raises_an_alarm_and_ends_it(drawing: Drawing, log: Log) -> None:
    log.publish()
    assert audit_nightly(timezone.now()) == []
    line = LogLeaf.objects.latest("pk")
    LogLeaf.objects.filter(pk=line.pk).update(sm3="")
    assert audit_nightly(timezone.now())
    alarm = standing().get(kind=AlarmKind.LOG)
    assert alarm.detail["count"] == 1 and str(line) in alarm.detail["first"][0]
    LogLeaf.objects.filter(pk=line.pk).update(sm3=line.sm3)
    assert audit_nightly(timezone.now()) == []
    assert not standing().filter(kind=AlarmKind.LOG).exists()


def test_what_stays_out_of_the_log_for_an_hour_is_named(drawing: Drawing, log: Log) -> None:
    log.publish()
    drawing.clock.shift(3700)
    assert "evidence_move ：一个多小时了还没有进日志" in log.problems("evidence_move")


def test_every_kind_of_record_that_moves_is_audited() -> None:
    by_their_days = {"post"}
    assert set(records()) == {*TABLES, "revision"} - by_their_days
