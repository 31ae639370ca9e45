"""Somebody's standing among ten million credit records: look-ups a second, beside a bare query."""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import connection
from django.utils import timezone

from bench import trace
from bench.effort import Effort, share, taken
from bench.report import Report, milliseconds
from nuozheng.catalogue.actions.build import build_catalogue
from nuozheng.credit.standing import standing_of
from nuozheng.evidence.encryption import keys
from nuozheng.parties.models import Agency, Party

SLUG = "lianyungang-2019"
AIM_SECONDS = 0.005
_EACH, _BREACHES = 5, 20
"""Records of a party on average; one in so many is adverse."""
_BARE = "SELECT kind, status FROM credit_creditrecord WHERE party_id = %s AND kind = %s"


@dataclass(frozen=True, slots=True)
class Size:
    """How many records there are, and how many look-ups are measured."""

    records: int
    lookups: int


FULL = Size(records=10_000_000, lookups=5_000)
QUICK = Size(records=20_000, lookups=300)


def measure(size: Size) -> Report:
    first, count = make(size.records)
    chance = random.Random(1)
    chosen = [first + chance.randrange(count) for _ in range(size.lookups)]
    report = Report(
        f"信用状况：{size.records:,} 条信用记录，{count:,} 个信用主体",
        columns=("", "p50", "p95", "每秒", "处理器/次"),
    )
    parties, today = [Party(pk=key) for key in chosen], timezone.localdate()
    effort, looked = _each([lambda one=one: standing_of(one, today) for one in parties])  # type: ignore[misc]
    least, bare = _each([lambda key=key: _bare(key) for key in chosen])  # type: ignore[misc]
    _row(report, "查一个人的信用状况（一条语句，连同规则）", looked, effort)
    _row(report, "下限：按索引取一个人的记录", bare, least)
    report.ratio("查信用状况 / 按索引取记录（处理器）", effort.processor, least.processor)
    slow = share(looked, 0.95)
    report.aim(f"p95 低于 {milliseconds(AIM_SECONDS)}", milliseconds(slow), slow < AIM_SECONDS)
    report.note(f"执行计划：\n{_plan(parties[0])}")
    return report


def make(records: int) -> tuple[int, int]:
    """Parties and records by INSERT … SELECT; the first party's key and how many there are.

    Foreign keys are not looked at row by row, and indexes are there from the beginning.
    """
    build_catalogue(SLUG, timezone.localdate())
    agency = Agency.objects.filter(items__catalogue__slug=SLUG).order_by("pk")[0]
    count, sealed = max(1, records // _EACH), keys().seal("示例".encode())
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) + 1 FROM parties_party")
        (first,) = cursor.fetchone()
        values = {"first": first, "parties": count, "records": records, "sealed": sealed,
                  "breaches": _BREACHES, "agency": agency.pk,
                  "place": agency.jurisdiction_id}  # fmt: skip
        cursor.execute(_PARTIES, values)
        cursor.execute(_REFERENCES)
        references = cursor.fetchall()
        for name, _definition in references:
            cursor.execute(f'ALTER TABLE credit_creditrecord DROP CONSTRAINT "{name}"')
        cursor.execute(_RECORDS, values)
        for name, definition in references:
            cursor.execute(
                f'ALTER TABLE credit_creditrecord ADD CONSTRAINT "{name}" {definition} NOT VALID'
            )
        # As the database does by itself in the days after a restore; a test can't.
        vacuum = "" if connection.in_atomic_block else "VACUUM "
        cursor.execute(f"{vacuum}ANALYZE parties_party, credit_creditrecord")
    return first, count


_REFERENCES = """
    SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE contype = 'f' AND conrelid = 'credit_creditrecord'::regclass
"""
_PARTIES = """
    INSERT INTO parties_party (id, kind, name, identifier, identifier_index, created_at)
    SELECT %(first)s + n, 'person', %(sealed)s, %(sealed)s, 'bench-' || n, now()
    FROM generate_series(0, %(parties)s - 1) AS n
"""
_RECORDS = """
    INSERT INTO credit_creditrecord (party_id, jurisdiction_id, agency_id, policy_key, kind,
        severity, behaviour, information, document_kind, impact, promise, case_number,
        document_number, document_on, status, basis, proposed_at, recorded_at, ends_on)
    SELECT %(first)s + (n::bigint * 7919) %% %(parties)s, %(place)s, %(agency)s, 'lianyungang-2019',
        CASE WHEN adverse THEN 'untrue' ELSE 'kept' END,
        CASE WHEN adverse THEN 'serious' ELSE '' END, '', '', '', '',
        '办理示例事项，承诺代替示例证明',
        'bench-' || n, CASE WHEN adverse THEN '示例认〔2026〕' || n || '号' ELSE '' END,
        CASE WHEN adverse THEN current_date - 30 END, 'in_force', '{}', now(),
        now() - interval '30 days',
        CASE WHEN adverse THEN current_date + 300 END
    FROM (SELECT n, n %% %(breaches)s = 0 AS adverse
          FROM generate_series(0, %(records)s - 1) AS n) AS numbered
"""


def _each(acts: Sequence[Callable[[], object]]) -> tuple[Effort, list[float]]:
    """What all took together, and the seconds of each; a tenth of them runs before, to warm up."""
    for act in acts[: len(acts) // 10]:
        act()
    return taken(lambda: [_seconds(act) for act in acts])


def _seconds(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def _bare(party: int) -> object:
    with connection.cursor() as cursor:
        cursor.execute(_BARE, [party, "untrue"])
        return cursor.fetchall()


def _row(report: Report, what: str, seconds: Sequence[float], effort: Effort) -> None:
    report.row(
        what,
        milliseconds(share(seconds, 0.5)),
        milliseconds(share(seconds, 0.95)),
        f"{len(seconds) / sum(seconds):,.0f}",
        f"{effort.processor / len(seconds) * 1000:,.2f} ms",
    )


def _plan(party: Party) -> str:
    """How the database finds one file, with what it takes."""
    with trace.traced() as traced:
        standing_of(party, timezone.localdate())
    (statement,) = traced.statements
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE) {statement}")
        return "\n".join(line for (line,) in cursor.fetchall())
