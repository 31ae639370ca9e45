"""Bulk verification: the join beside a bare one, the writing back, and ways that are not taken."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

import duckdb
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from bench import bulk_cases, bulk_join
from bench.effort import Effort, taken
from bench.report import Report
from bench.stack import Stack
from nuozheng.evidence.models import AccessReceipt
from nuozheng.evidence.moves import locked, move
from nuozheng.gateways.sources.registry import freshness_days
from nuozheng.law.conditions import AnswerStatus, SourceAnswer, evaluate, from_json
from nuozheng.law.procedure import VERIFICATION_TASK
from nuozheng.law.vocabulary import Role
from nuozheng.verification.bulk import engine, running
from nuozheng.verification.bulk.actions import open_batch
from nuozheng.verification.bulk.due import next_slice, of_batch
from nuozheng.verification.bulk.judging import judge
from nuozheng.verification.bulk.models import BatchResult, VerificationBatch
from nuozheng.verification.bulk.writing import write
from nuozheng.verification.models import VerificationTask

RATIO_AIM, MEMORY_AIM, RATE_AIM = 1.5, 3 * 10**9, 50_000


@dataclass(frozen=True, slots=True)
class Size:
    """Rows of the join, cases written, cases one by one; PostgreSQL joins one part in so many."""

    commitments: int
    evidence: int
    cases: int
    by_hand: int
    postgres_part: int


FULL = Size(5_000_000, 20_000_000, 80_000, 300, 10)
QUICK = Size(200_000, 800_000, 20_000, 30, 4)


def measure(stack: Stack, size: Size) -> Report:
    """All of it; the tables of PostgreSQL grow by the cases."""
    report = Report(
        f"批量核查：{size.commitments:,} 份承诺，{size.evidence:,} 条数据，三项比对",
        columns=("", "秒", "每秒", "说明"),
    )
    _join(report, stack, size)
    _batch(report, size)
    return report


def _join(report: Report, stack: Stack, size: Size) -> None:
    place = stack.home / "bulk"
    place.mkdir()
    found = bulk_join.in_own_process(place, size.commitments, size.evidence)
    seconds, cpu = found["seconds"], found["cpu"]
    names = {
        "bare": "DuckDB 直接连接，三个比较",
        "expression": "条件编译的关系式，结果、原因、重复记录都分清",
        "unique": "同上，数据源保证一人一条",
    }
    for key, name in names.items():
        rate = f"{size.commitments / seconds[key]:,.0f}"
        report.row(name, f"{seconds[key]:.2f}", rate, f"处理器 {cpu[key]:.1f} 秒")
    _plain_postgres(report, place, size)
    report.ratio("关系式 / 直接连接（钟表）", seconds["expression"], seconds["bare"])
    report.ratio("关系式 / 直接连接（处理器）", cpu["expression"], cpu["bare"])
    ratio = seconds["expression"] / seconds["bare"]
    report.aim(f"不超过直接连接的 {RATIO_AIM} 倍", f"{ratio:.2f}", ratio <= RATIO_AIM)
    peak = found["peak"]
    report.aim("内存峰值低于 3 GB", f"{peak / 10**9:.2f} GB", peak < MEMORY_AIM)


def _plain_postgres(report: Report, place: Path, size: Size) -> None:
    """The same join in PostgreSQL, on a part of the rows."""
    part = size.postgres_part
    with duckdb.connect() as reader, connection.cursor() as cursor:
        for table, limit in (("due", size.commitments), ("told", size.evidence)):
            rows = reader.execute(
                f"SELECT * FROM read_parquet('{place}/{table}.parquet') LIMIT {limit // part}"
            )
            columns = [str(one[0]) for one in rows.description or ()]
            kinds = ["text" if one == "subject" else "numeric" for one in columns]
            listed = ", ".join(f"{a} {b}" for a, b in zip(columns, kinds, strict=True))
            cursor.execute(f"CREATE UNLOGGED TABLE bulk_{table} ({listed})")
            with cursor.copy(f"COPY bulk_{table} FROM STDIN") as copy:
                while chunk := rows.fetchmany(20_000):
                    for row in chunk:
                        copy.write_row(row)
            cursor.execute(f"ANALYZE bulk_{table}")
        bare = bulk_join.BARE.replace("due", "bulk_due").replace("told", "bulk_told")
        effort, _ = taken(partial(cursor.execute, f"CREATE UNLOGGED TABLE bulk_r AS {bare}"))
        cursor.execute("DROP TABLE bulk_due, bulk_told, bulk_r")
    count = size.commitments // part
    note = f"{count:,} 份对 {size.evidence // part:,} 条"
    _effort(report, "PostgreSQL 同样的连接", effort, count, note)


def _batch(report: Report, size: Size) -> None:
    """A whole batch over real rows, step by step, beside the same done one by one."""
    agency = bulk_cases.make(size.cases)
    batch = running.begun(open_batch(agencies=[agency], by=None).pk)
    alone = _one_by_one(batch, size.by_hand)
    steps: dict[str, Effort] = {}
    with engine.opened(Path(settings.VAR) / "batches") as database:
        while True:
            effort, tasks = taken(lambda: next_slice(batch, running.SLICE))
            if not tasks:
                break
            _add(steps, "取出、解密", effort)
            effort, made = taken(partial(judge, database, tasks))
            _add(steps, "比对", effort)
            _add(steps, "写回", taken(partial(write, batch, made))[0])
    for step, effort in steps.items():
        _effort(report, f"整批：{step}", effort, batch.done)
    note = "，".join(f"{key} {count:,}" for key, count in batch.counts.items())
    whole = _sum(steps.values())
    _effort(report, "整批", whole, batch.done, note)
    _effort(report, "一件一件经 ORM", alone, size.by_hand, f"{size.by_hand} 件，其余推算")
    per = size.by_hand / alone.processor
    report.ratio("整批 / 一件一件，快（处理器）", batch.done / whole.processor, per)
    rate = batch.done / steps["写回"].clock
    report.aim(f"每秒写回 {RATE_AIM:,} 项", f"{rate:,.0f}", rate >= RATE_AIM)
    rate = batch.done / steps["写回"].processor
    report.note(f"一个处理器不被别人占用时每秒写回 {rate:,.0f} 项（按处理器时间）")
    report.note(
        "写回一项：一行结果、任务、一步留痕、一条查询留痕、办件上的核查标记，一次事务两万项"
    )
    assert BatchResult.objects.filter(batch=batch).count() == batch.done


def _add(steps: dict[str, Effort], step: str, effort: Effort) -> None:
    steps[step] = _sum((steps[step], effort)) if step in steps else effort


def _sum(efforts: Iterable[Effort]) -> Effort:
    held = list(efforts)
    return Effort(
        sum(one.clock for one in held),
        sum(one.python for one in held),
        sum(one.database for one in held),
    )


def _effort(report: Report, name: str, effort: Effort, count: int, note: str = "") -> None:
    used = f"处理器 {effort.processor:.1f} 秒（数据库 {effort.database:.1f}）"
    said = f"{used}；{note}" if note else used
    report.row(name, f"{effort.clock:.2f}", f"{count / effort.clock:,.0f}", said)


class _Undone(Exception):
    """Rolls back what was only measured."""


def _one_by_one(batch: VerificationBatch, count: int) -> Effort:
    """As without batches: each task read, evaluated and written by itself."""
    rows = list(of_batch(batch)[:count])
    answer = SourceAnswer(
        bulk_cases.SOURCE,
        AnswerStatus.FOUND,
        date.today(),
        {"monthly_income_per_head_yuan": 1000, "vehicle_count": 0, "savings_yuan": 1000},
    )

    def each() -> None:
        for row in rows:
            with transaction.atomic():
                _one(batch, row, answer)

    with suppress(_Undone), transaction.atomic():
        effort, _ = taken(each)
        raise _Undone
    return effort


def _one(batch: VerificationBatch, row: VerificationTask, answer: SourceAnswer) -> None:
    task = locked(VerificationTask, row.pk)
    commitment = task.application.commitment
    conditions = task.proof.version.condition_set
    said = commitment.declared[str(task.proof_id)]
    (outcome,) = evaluate(
        conditions,
        from_json(conditions, said),
        {answer.source: answer},
        timezone.localdate(),
        freshness_days(),
    )
    now = timezone.now()
    task.checked_at = now
    move(task, VERIFICATION_TASK, "confirm", by=None, role=Role.SYSTEM, at=now,
         basis=task.basis, changed=("checked_at",))  # fmt: skip
    AccessReceipt.objects.create(
        party=task.application.applicant,
        source=answer.source,
        purpose="批量核查",
        case_number=task.application.number,
        result="found",
        asked_at=now,
    )
    BatchResult.objects.create(batch=batch, task=task, result=outcome.result, at=now)
