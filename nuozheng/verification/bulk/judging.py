"""One slice of a batch: staged, compared set by set, and where it matters case by case as well."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

import duckdb
from django.db.models.expressions import RawSQL

from nuozheng.catalogue.models import EntryVersion
from nuozheng.gateways.sources.registry import attribute_types, freshness_days, registry
from nuozheng.law.conditions import (
    Condition,
    ConditionResult,
    Reason,
    Result,
    evaluate,
    required_attributes,
)
from nuozheng.law.data_sources import CorrectionStatus
from nuozheng.parties.models import Party
from nuozheng.verification.bulk import engine, evidence
from nuozheng.verification.bulk.answers import answer_of
from nuozheng.verification.bulk.codes import BY_HAND
from nuozheng.verification.bulk.codes import read as read_code
from nuozheng.verification.bulk.declared import Unstageable, staged_row
from nuozheng.verification.bulk.due import DueTask
from nuozheng.verification.bulk.evidence import SUBJECTS, Feed, Taken
from nuozheng.verification.bulk.expression import DUE, expression
from nuozheng.verification.bulk.program import ByHand, Kinds, Program, program_of
from nuozheng.verification.sources.models import SourceCorrection

Wanted = dict[str, set[str]]
Contested = dict[str, frozenset[str]]
_NOT_FOUND, _FOUND, _AMBIGUOUS = "not_found", "found", "ambiguous"


@dataclass(frozen=True, slots=True)
class Judged:
    """What a task came to; `outcome` with the values only where a person must look at them."""

    task: DueTask
    result: Result
    reason: Reason
    outcome: ConditionResult | None = None


@dataclass
class Group:
    """Tasks of one condition and one kind of subject; no program where it goes by hand."""

    condition: Condition
    asked: frozenset[str]
    program: Program | None
    tasks: list[DueTask] = field(default_factory=list)
    contested: dict[int, Contested] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Look:
    """A look at one source in one case: which attributes, what came of it, for which task."""

    application: int
    task: int
    source: str
    attributes: tuple[str, ...]
    result: str


@dataclass
class Slice:
    """What a slice came to. `differed` counts tasks of which the two ways said different things."""

    judged: list[Judged]
    looks: list[Look]
    taken: list[Taken]
    by_hand: int = 0
    differed: int = 0


def judge(database: duckdb.DuckDBPyConnection, tasks: Sequence[DueTask]) -> Slice:
    """Compare a slice with what was delivered. Errors: evidence.Undeliverable."""
    feeds = evidence.feeds(database)
    groups = _groups(tasks, frozenset(feeds))
    wanted: Wanted = {}
    for group in groups:
        for source, names in _asked(group.condition, group.asked).items():
            wanted.setdefault(source, set()).update(names)
    _stage_subjects(database, tasks, [feeds[source] for source in wanted])
    taken = {
        source: evidence.take(database, feeds[source], names) for source, names in wanted.items()
    }
    _leave_contested(groups)
    made = Slice([], _looks(database, groups, taken), list(taken.values()))
    for group in groups:
        _judge_group(database, group, made, feeds, taken)
    return made


def _groups(tasks: Iterable[DueTask], delivered: frozenset[str]) -> list[Group]:
    conditions = _conditions({task.version for task in tasks})
    groups: dict[tuple[str, str], Group] = {}
    for task in tasks:
        condition, text = conditions[task.version, task.condition_key]
        group = groups.get((text, task.kind))
        if group is None:
            group = groups[text, task.kind] = _group(condition, task.kind, delivered)
        group.tasks.append(task)
    return list(groups.values())


def _conditions(versions: set[int]) -> dict[tuple[int, str], tuple[Condition, str]]:
    """By entry version and key, with a text that is the same for the same condition."""
    return {
        (pk, condition.key): (condition, condition.model_dump_json())
        for pk, version in EntryVersion.objects.in_bulk(versions).items()
        for condition in version.condition_set.conditions
    }


def _group(condition: Condition, kind: str, delivered: frozenset[str]) -> Group:
    served = {name for name, source in registry().items() if kind in source.subjects}
    asked = frozenset(required_attributes([condition])) & served & delivered
    try:
        program = program_of(condition, _kinds(), asked, freshness_days())
    except ByHand:
        program = None
    return Group(condition, asked, program)


@lru_cache(maxsize=1)
def _kinds() -> Kinds:
    return {
        source: {name: one.kind for name, one in attributes.items()}
        for source, attributes in attribute_types().items()
    }


def _asked(condition: Condition, asked: frozenset[str]) -> Wanted:
    return {s: names for s, names in required_attributes([condition]).items() if s in asked}


def _leave_contested(groups: Iterable[Group]) -> None:
    """Data that somebody holds to be wrong: the case goes by hand, and nothing rests on them."""
    said: dict[tuple[str, str], Contested] = {}
    rows = SourceCorrection.objects.filter(status=CorrectionStatus.OPEN).values_list(
        "party__kind", "party__identifier_index", "source", "attribute"
    )
    for kind, index, source, attribute in rows:
        held = said.setdefault((kind, index), {})
        held[source] = held.get(source, frozenset()) | {attribute}
    for group in groups if said else ():
        wanted = _asked(group.condition, group.asked)
        for task in group.tasks:
            own = said.get((task.kind, task.subject), {})
            if any(names & wanted.get(source, set()) for source, names in own.items()):
                group.contested[task.pk] = own


def _stage_subjects(
    database: duckdb.DuckDBPyConnection, tasks: Sequence[DueTask], feeds: Iterable[Feed]
) -> None:
    """Whose data may be read. Numbers are opened only for a source that knows no blind index."""
    indexes = {task.subject for task in tasks}
    rows: Iterable[tuple[str, str | None]] = ((index, None) for index in indexes)
    if any(feed.by_identifier for feed in feeds):
        every = RawSQL("SELECT unnest(%s::text[])", [list(indexes)])
        known = Party.objects.filter(identifier_index__in=every)
        pairs = known.values_list("identifier_index", "identifier").iterator(chunk_size=20_000)
        rows = {(index, str(identifier).strip().upper()) for index, identifier in pairs}
    engine.stage(database, SUBJECTS, {"subject": "VARCHAR", "identifier": "VARCHAR"}, rows)


def _judge_group(
    database: duckdb.DuckDBPyConnection,
    group: Group,
    made: Slice,
    feeds: Mapping[str, Feed],
    taken: Mapping[str, Taken],
) -> None:
    """By the database first; then by hand what it left, and again whatever it contradicted."""
    said, again = _by_set(database, group, taken) if group.program else ({}, group.tasks)
    made.by_hand += len(again)
    for task in group.tasks:
        result, reason = said.get(task.pk, (Result.UNKNOWN, Reason.NONE))
        if task.pk in said and result is not Result.CONTRADICTED:
            made.judged.append(Judged(task, result, reason))
        elif task.pk in said:
            again.append(task)
    for task, outcome in _one_by_one(database, group, again, feeds):
        earlier = said.get(task.pk)
        agrees = earlier is None or earlier == (outcome.result, outcome.reason)
        made.differed += not agrees
        contradicted = outcome.result is Result.CONTRADICTED
        if contradicted and not agrees:
            # Where the two ways part, nobody is contradicted.
            made.judged.append(Judged(task, Result.UNKNOWN, Reason.UNREADABLE))
            continue
        kept = outcome if contradicted else None
        made.judged.append(Judged(task, outcome.result, outcome.reason, kept))


def _by_set(
    database: duckdb.DuckDBPyConnection, group: Group, taken: Mapping[str, Taken]
) -> tuple[dict[int, tuple[Result, Reason]], list[DueTask]]:
    """Results by task, and the tasks that go by hand."""
    program = group.program
    assert program is not None
    rows, by_hand = [], []
    for task in group.tasks:
        if task.pk in group.contested:
            by_hand.append(task)
            continue
        try:
            declared = staged_row(program, task.values, task.committed_on)
            rows.append((task.pk, task.subject, *declared))
        except Unstageable:
            by_hand.append(task)
    columns = {column.name: engine.SQL_TYPES[column.kind] for column in program.declared}
    fixed = {"id": "BIGINT", "subject": "VARCHAR", "on_day": "INTEGER"}
    engine.stage(database, DUE, fixed | columns, rows)
    shapes = {source: taken[source].shape for source in program.evidence}
    sql = engine.as_sql(expression(program, shapes))
    found = dict(database.execute(f"SELECT id, verdict FROM ({sql})").fetchall())
    by_hand += [task for task in group.tasks if found.get(task.pk) == BY_HAND]
    return {pk: read_code(verdict) for pk, verdict in found.items() if verdict != BY_HAND}, by_hand


def _one_by_one(
    database: duckdb.DuckDBPyConnection,
    group: Group,
    tasks: Sequence[DueTask],
    feeds: Mapping[str, Feed],
) -> Iterable[tuple[DueTask, ConditionResult]]:
    """`evaluate` on the rows as they were delivered."""
    if not tasks:
        return
    asked = _asked(group.condition, group.asked)
    indexes = {task.subject for task in tasks}
    engine.stage(database, "few", {"subject": "VARCHAR"}, ((one,) for one in indexes))
    database.execute(
        f"CREATE OR REPLACE TABLE few AS FROM {SUBJECTS} SEMI JOIN few USING (subject)"
    )
    rows = {
        source: evidence.raw_rows(database, feeds[source], names, "few")
        for source, names in asked.items()
    }
    for task in tasks:
        answers = {
            source: answer_of(registry()[source], rows[source].get(task.subject, ()), names)
            for source, names in asked.items()
        }
        for source, names in group.contested.get(task.pk, {}).items():
            if source in answers:
                answers[source] = replace(answers[source], contested=names)
        (outcome,) = evaluate(
            [group.condition], task.values, answers, task.committed_on, freshness_days()
        )
        yield task, outcome


def _looks(
    database: duckdb.DuckDBPyConnection, groups: Iterable[Group], taken: Mapping[str, Taken]
) -> list[Look]:
    """One look for each case and source, whatever number of its conditions asked."""
    asked: dict[tuple[int, str], set[str]] = {}
    first: dict[int, DueTask] = {}
    for group in groups:
        wanted = _asked(group.condition, group.asked)
        for task in group.tasks:
            first.setdefault(task.application, task)
            for source, names in wanted.items():
                asked.setdefault((task.application, source), set()).update(names)
    answered = {source: _answered(database, one) for source, one in taken.items()}
    return [
        Look(
            case,
            first[case].pk,
            source,
            tuple(sorted(names)),
            answered[source].get(first[case].subject, _NOT_FOUND),
        )
        for (case, source), names in asked.items()
    ]


def _answered(database: duckdb.DuckDBPyConnection, one: Taken) -> dict[str, str]:
    """Subject → whether one record was there or several that differ."""
    rows = database.execute(
        "SELECT subject, count(DISTINCT record) FROM (SELECT subject, hash(said) AS record FROM "
        f'(SELECT * EXCLUDE (as_of) FROM "{one.shape.table}") AS said) GROUP BY subject'
    ).fetchall()
    return {subject: _FOUND if count == 1 else _AMBIGUOUS for subject, count in rows}
