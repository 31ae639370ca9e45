"""A batch over real cases: it confirms what data confirm, marks what they contradict, no more."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import duckdb
import pytest
from django.conf import settings as configured
from django.db import connection
from django.utils import timezone

from nuozheng.applications.actions.decide import decide
from nuozheng.applications.models import Application, Commitment
from nuozheng.credit.models import CreditRecord
from nuozheng.evidence.models import AccessReceipt, Move
from nuozheng.evidence.moves import history
from nuozheng.law.bulk import BatchStatus
from nuozheng.law.conditions import Result
from nuozheng.law.procedure import TaskStatus
from nuozheng.law.vocabulary import Role
from nuozheng.sandbox.cast import cast
from nuozheng.sandbox.city import City
from nuozheng.sandbox.exchange import deliver
from nuozheng.sandbox.faults import EVERY_SOURCE, Mode
from nuozheng.sandbox.servers import Running
from nuozheng.verification.actions.check import Observation, record_result
from nuozheng.verification.afterwards.correct import correct
from nuozheng.verification.bulk import access, engine, evidence, running
from nuozheng.verification.bulk.actions import open_batch, pause, resume
from nuozheng.verification.bulk.models import BatchResult, VerificationBatch
from nuozheng.verification.models import UntruthFinding, VerificationTask
from tests.refusing import refused
from tests.world import Case, Worlds

clause = pytest.mark.clause
ORDOS, MAOJI = "ordos-2021", "huainan-maoji-2021"


@pytest.fixture
def delivered(settings: Any, tmp_path: Path) -> Path:
    """Every source handed over what it has about the cast."""
    settings.VAR = tmp_path
    members = [one for place in (ORDOS, MAOJI) for one in cast(place).values()]
    deliver(City(people=0, companies=0), members, timezone.localdate(), evidence.folder())
    return tmp_path


def unanswered(world: Worlds, sources: Running, slug: str, who: str, **more: str) -> Case:
    """A case signed while the property register was down: what it would tell is a task."""
    sources.faults.set("property", Mode.DOWN)
    case = world(slug).opened(who).signed(**more)
    sources.faults.set("property", Mode.OK)
    return case


def run(case: Case, **more: Any) -> VerificationBatch:
    agency = case.application.agency
    return running.run(open_batch(agencies=[agency], by=case.verifier, **more).pk)


@pytest.mark.django_db
@clause("ORD21-4.6b", "MJ21-2.3.7k")
def test_what_data_bear_out_is_confirmed_and_the_rest_says_why(
    world: Worlds, sources: Running, delivered: Path
) -> None:
    case = unanswered(world, sources, MAOJI, "honest_company")
    tasks = {task.condition_key: task for task in case.tasks()}
    batch = run(case)
    assert batch.basis == list(case.application.policy.verification.methods.clause)
    assert (batch.status, batch.done, batch.total) == (BatchStatus.DONE, len(tasks), len(tasks))
    results = {row.task_id: row for row in batch.results.all()}
    assert set(results) == {task.pk for task in tasks.values()}, "none is left out"
    area = VerificationTask.objects.get(pk=tasks["area"].pk)
    assert (area.status, area.checked_by) == (TaskStatus.CONFIRMED, case.verifier)
    assert results[area.pk].result == Result.CONFIRMED
    move = history("verification_task", area.pk).get()
    assert (move.act, move.role, move.by) == ("confirm", Role.VERIFIER, case.verifier)
    assert (move.basis, move.detail) == (area.basis, {"batch": batch.pk})
    for row in results.values():
        still = VerificationTask.objects.get(pk=row.task_id)
        if row.result != Result.CONFIRMED:
            assert still.status == TaskStatus.OPEN and row.reason
    assert sum(batch.counts.values()) == len(tasks)
    (told,) = [one for one in batch.sources if one["source"] == "property"]
    assert (told["rows"], told["looks"]) == (1, 1) and told["until"]
    receipts = AccessReceipt.objects.filter(
        case_number=case.application.number, purpose__startswith="批量核查"
    )
    looked = receipts.get(source="property")
    assert (looked.result, looked.asked_by) == ("found", case.verifier)
    assert "premises_area_m2" in looked.attributes and looked.basis == area.basis
    assert case.refresh().snapshot["check_started"] is True


@pytest.mark.django_db
def test_a_letter_corrected_meanwhile_waits_for_the_next_batch(
    world: Worlds, sources: Running, delivered: Path
) -> None:
    case = unanswered(world, sources, MAOJI, "honest_company")
    batch = open_batch(agencies=[case.application.agency], by=case.verifier)
    task = next(one for one in case.tasks() if one.condition_key == "area")
    conditions = task.proof.version.condition_set.conditions
    (fact,) = next(one for one in conditions if one.key == "area").facts
    sources.faults.set(EVERY_SOURCE, Mode.DOWN)
    correct(
        application=case.application,
        by=case.by,
        typed={str(task.proof_id): {fact.key: "77"}},
        why="看错了",
    )
    ended = running.run(batch.pk)
    assert ended.status == BatchStatus.DONE and ended.counts
    task.refresh_from_db()
    assert task.status == TaskStatus.OPEN and not task.seen, "judged for a letter that is replaced"
    assert not case.refresh().tasks.filter(status=TaskStatus.CONFIRMED).exists()
    assert ended.results.filter(task=task).exists(), "and still in the next one's reach"


@pytest.mark.django_db
def test_a_contradiction_is_only_shown_to_an_officer(
    world: Worlds, sources: Running, delivered: Path
) -> None:
    case = world(ORDOS).opened("wronged").signed(insists="登记有误")
    batch = run(case)
    assert batch.basis == ["ORD21-4.6b"]
    contradicted = batch.results.get(result=Result.CONTRADICTED)
    task = VerificationTask.objects.get(pk=contradicted.task_id)
    assert task.status == TaskStatus.OPEN and not UntruthFinding.objects.exists()
    assert task.seen["data"]["result"] == "contradicted"
    assert task.seen["data"]["comparisons"][-1]["source"] == "property"
    today = timezone.localdate()
    assert list(access.to_look_at(batch, case.verifier, today)) == [task]
    assert not access.to_look_at(batch, case.world.elsewhere(Role.VERIFIER), today).exists()
    assert not access.visible_to(case.world.stranger(), today).exists()
    assert list(access.visible_to(case.supervisor, today)) == [batch]
    assert "wronged" not in str(batch.counts) and case.member.identifier not in str(batch.sources)


@pytest.mark.django_db
def test_who_may_open_and_stop_a_batch(world: Worlds, sources: Running, delivered: Path) -> None:
    case = unanswered(world, sources, MAOJI, "honest_company")
    agency = case.application.agency
    for stranger in (case.supervisor, case.officer, case.world.elsewhere(Role.VERIFIER)):
        with refused("not_your_move"):
            open_batch(agencies=[agency], by=stranger)
    with refused("source_unknown"):
        open_batch(agencies=[agency], by=case.verifier, source="rumour")
    with refused("nothing_due"):
        open_batch(agencies=[agency], by=case.verifier, source="vehicle")
    batch = open_batch(agencies=[agency], by=case.verifier, source="property")
    with refused("not_your_move"):
        pause(batch=batch, by=case.officer)
    pause(batch=batch, by=case.verifier)
    assert running.run(batch.pk).status == BatchStatus.PAUSED
    assert not BatchResult.objects.exists()
    resume(batch=batch, by=case.verifier)
    done = running.run(batch.pk)
    assert (done.status, done.counts) == (BatchStatus.DONE, {"confirmed": done.total})
    assert running.run(batch.pk).done == done.done, "twice does nothing more"
    with refused("move_not_possible"):
        resume(batch=batch, by=case.verifier)


@pytest.mark.django_db
def test_a_delivery_that_can_t_be_read_stops_the_batch_and_harms_nobody(
    world: Worlds, sources: Running, delivered: Path
) -> None:
    case = unanswered(world, sources, MAOJI, "honest_company")
    (evidence.folder() / "property.parquet").write_bytes(b"not a parquet file")
    batch = run(case)
    assert batch.status == BatchStatus.FAILED and not BatchResult.objects.exists()
    *_, begun, failed = history("verification_batch", batch.pk)
    assert (begun.act, failed.act) == ("begin", "fail")
    reason = failed.reason
    assert reason.startswith("不动产登记信息") and str(delivered) not in reason
    assert all(task.status == TaskStatus.OPEN for task in case.tasks())


@pytest.mark.django_db
def test_a_promise_that_a_batch_finds_kept_goes_on_the_file_once(
    world: Worlds, sources: Running, delivered: Path
) -> None:
    """As where a verifier confirms the last task: where the place records promises kept."""
    case = unanswered(world, sources, MAOJI, "honest_company").accepted_now()
    decide(application=case.application, by=case.officer, grant=True)
    for task in case.tasks():
        if task.condition_key != "area":
            record_result(
                task=task,
                by=case.verifier,
                result=TaskStatus.CONFIRMED,
                observation=Observation(""),
            )
    assert not CreditRecord.objects.exists()
    run(case, source="property")
    kept = CreditRecord.objects.get()
    assert (kept.kind, kept.case_number) == ("kept", case.application.number)
    assert kept.promise.startswith("办理") and "承诺代替" in kept.promise
    assert history("credit_record", kept.pk).get().act == "record_kept"


@pytest.mark.django_db
def test_every_follower_of_one_confirmation_has_its_fellow_for_many() -> None:
    """Who adds a follower of `confirm` also says what follows where a batch confirms many."""
    followers = configured.FOLLOWERS
    assert followers["verification_task.confirm"] == [
        "nuozheng.verification.follow.record_promise_of_task",
        "nuozheng.verification.feedback.follow.tell_confirmed",
    ]
    assert followers["verification_task.confirm_many"] == [
        "nuozheng.verification.bulk.follow.record_promises",
        "nuozheng.verification.feedback.follow.tell_many",
    ]


CASES = 1500


def many(case: Case) -> None:
    """Copies of a signed case with its tasks, as if so many people had promised the same."""
    with connection.cursor() as cursor:
        for statement in _copies(case):
            cursor.execute(statement)
    ((key, said),) = case.application.commitment.declared.items()
    copies = list(Commitment.objects.exclude(application=case.application))
    for one in copies:
        # A copy's proof has another number, under which its values are declared.
        number = (one.application_id - case.application.pk) + int(key)
        one.declared = {str(number): said}
    Commitment.objects.bulk_update(copies, ["declared"], batch_size=500)


def _copies(case: Case) -> list[str]:
    """SQL that copies a case, its proofs, commitment and tasks under numbers far apart."""
    own, made = case.application.pk, []
    shifts = {
        "applications_application": ("id", {"number": "number || '-' || n",
                                            "opening_key": "opening_key || n"}),
        "applications_disposedproof": ("application_id", {}),
        "applications_commitment": ("application_id",
                                    {"letter_number": "left(letter_number, 12) || n"}),
        "verification_verificationtask": ("application_id", {}),
    }  # fmt: skip
    for table, (key, changed) in shifts.items():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT column_name FROM information_schema.columns WHERE table_name = %s", [table]
            )
            columns = [name for (name,) in cursor.fetchall()]
        moved = {"id", "application_id", "proof_id"} & set(columns)
        values = [
            changed.get(name) or (f"{name} + n * 10000" if name in moved else name)
            for name in columns
        ]
        made.append(
            f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(values)} FROM {table}, "
            f"generate_series(1, {CASES}) AS n WHERE {key} = {own}"
        )
    return made


@clause("ORD21-4.6b")
def test_a_kill_at_any_moment_resumes_without_a_double_result(
    committed_world: Worlds, sources: Running, delivered: Path
) -> None:
    case = unanswered(committed_world, sources, MAOJI, "honest_company")
    many(case)
    pending = VerificationTask.objects.count()
    batch = open_batch(agencies=[case.application.agency], by=None)
    dice, kills = random.Random(4), 0
    with _runners(batch.pk, delivered) as start:
        for _ in range(12):
            kills += _killed(start(), after=dice.uniform(0.1, 1.5))
            if VerificationBatch.objects.get(pk=batch.pk).status == BatchStatus.DONE:
                break
    ended = running.run(batch.pk)
    assert ended.status == BatchStatus.DONE and kills
    per_task = Counter(ended.results.values_list("task", flat=True))
    assert len(per_task) == pending == ended.done and set(per_task.values()) == {1}
    confirmed = ended.results.filter(result=Result.CONFIRMED).count()
    assert confirmed and ended.counts["confirmed"] == confirmed
    closing = Move.objects.filter(kind="verification_task", act="confirm")
    assert closing.count() == confirmed == closing.values("record_id").distinct().count()
    looks = AccessReceipt.objects.filter(purpose__startswith="批量核查", source="property")
    assert looks.count() == Application.objects.count() == CASES + 1
    assert not list((delivered / "batches").glob("batch-*")), "nothing of a killed one is left"


def _killed(pid: int, after: float) -> bool:
    """Whether it still ran when it was killed."""
    time.sleep(after)
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
        return True
    return False


@contextmanager
def _runners(pk: int, var: Path) -> Iterator[Callable[[], int]]:
    """Start the batch in a process of its own, in small transactions, as often as called.

    All are copies of one process that has read in the program, which takes seconds.
    """
    name = connection.settings_dict["NAME"]
    program = f"""
import os, sys, django
django.setup()
from pathlib import Path
from django.conf import settings
from nuozheng.verification.bulk import running, writing
settings.VAR = Path({str(var)!r})
writing.AT_ONCE = 50
for line in sys.stdin:
    pid = os.fork()
    if not pid:
        running.run({pk}, size=400)
        os._exit(0)
    print(pid, flush=True)
    os.waitpid(pid, 0)
"""
    url = os.environ["DATABASE_URL"].replace("/nuozheng?", f"/{name}?")
    with subprocess.Popen(
        [sys.executable, "-c", program],
        env={**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings_test"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        asking, telling = process.stdin, process.stdout
        assert asking and telling

        def start() -> int:
            print("again", file=asking, flush=True)
            return int(telling.readline())

        yield start
        asking.close()


def test_left_overs_of_a_killed_batch_go_at_the_next_start(tmp_path: Path) -> None:
    (tmp_path / "batch-old").mkdir()
    (tmp_path / "batch-old" / "spilled.tmp").write_bytes(b"x")
    with engine.opened(tmp_path) as database:
        assert not (tmp_path / "batch-old").exists()
        (own,) = tmp_path.glob("batch-*")
        assert own.stat().st_mode & 0o077 == 0
        with engine.opened(tmp_path):
            assert own.exists(), "a batch that still runs keeps its own"
        assert database.execute("SELECT 1").fetchone() == (1,)
    assert not list(tmp_path.glob("batch-*"))


def test_what_is_spilled_is_encrypted_and_nothing_is_fetched(tmp_path: Path) -> None:
    with engine.opened(tmp_path, memory="120MB") as database:
        database.execute(
            "CREATE TABLE t AS SELECT 'DECLARED' || i || md5(i::VARCHAR) AS s "
            "FROM range(3000000) AS t(i)"
        )
        spilled = list(tmp_path.rglob("*.tmp"))
        assert spilled and not any(b"DECLARED" in one.read_bytes() for one in spilled)
        with pytest.raises(duckdb.PermissionException):
            database.execute("FROM 'http://127.0.0.1:9/x.parquet'")
