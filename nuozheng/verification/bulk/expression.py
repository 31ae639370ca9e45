"""A program as one relational expression over what is due and what the sources delivered.

`due` has a row for each commitment: `id`, `subject` (blind index), `on_day` and the program's
declared columns. The evidence of a source has rows of `subject`, `as_of`, its attributes, and for
attributes that may hold what a database can't read, `<attribute>_odd`. Days are numbers
(`date.toordinal`), texts are folded, numbers have six places. The result has a row for each
commitment: `id`, `verdict` and one column for each comparison, as codes (`codes.read`).

The same expression runs on DuckDB and on Spark. It is held to `law.conditions.evaluate` by a
property test; what a database can't judge as that does comes out as `codes.BY_HAND`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from itertools import takewhile
from typing import Any

import ibis

from nuozheng.law.conditions import Reason, Result
from nuozheng.verification.bulk import comparing
from nuozheng.verification.bulk.codes import BY_HAND, at_place, code, rank
from nuozheng.verification.bulk.program import DECIMALS, DIGITS, Column, Fixed, Part, Program

NUMBER = f"decimal({DIGITS}, {DECIMALS})"
TYPES = {"number": NUMBER, "date": "int32", "text": "string", "yes_no": "boolean"}
DUE = "due"
_CODE = "int32"


@dataclass(frozen=True, slots=True)
class EvidenceShape:
    """A source's table: its name, which attributes may be odd, and whether subjects are unique."""

    table: str
    odd: frozenset[str] = frozenset()
    is_unique: bool = False


def expression(program: Program, evidence: Mapping[str, EvidenceShape]) -> Any:
    """The Ibis expression; `evidence` tells of every source that the program asks."""
    due = ibis.table(_due_columns(program), name=DUE)
    matched = _matched(program, due, evidence)
    judged = _judged(program, matched)
    several = [source for source in program.evidence if not evidence[source].is_unique]
    if not several:
        return judged
    results = [name for name in judged.columns if name != "id"]
    counted = judged.group_by("id").agg(
        rows=judged.count(), **{name: judged[name].min() for name in results}
    )
    clear = counted.filter(counted.rows == 1).select(*judged.columns)
    # A filter, not another join: so that the join is made once, for both branches.
    twice = counted.filter(counted.rows > 1)
    gathered = _gathered(program, matched.filter(matched.id.isin(twice.id)))
    return clear.union(_judged(program, gathered, frozenset(several)))


def _matched(program: Program, due: Any, evidence: Mapping[str, EvidenceShape]) -> Any:
    """What is due beside what each source has about its subject; several rows where it has."""
    matched = due
    for source, columns in program.evidence.items():
        table = _evidence(source, columns, evidence[source])
        matched = matched.left_join(table, [("subject", f"s_{source}")])
    own = [name for name in _due_columns(program) if name != "subject"]
    # Whether a source knows the subject, in a bit instead of the subject once more.
    here = {f"s_{source}": matched[f"s_{source}"].notnull() for source in program.evidence}
    return matched.select(*own, *_evidence_names(program), **here)


def _due_columns(program: Program) -> dict[str, str]:
    own = {column.name: TYPES[column.kind] for column in program.declared}
    return {"id": "int64", "subject": "string", "on_day": "int32", **own}


def _evidence_names(program: Program) -> list[str]:
    return [
        name
        for source, columns in program.evidence.items()
        for name in (f"as_of_{source}", f"odd_{source}", *(c.name for c in columns))
    ]


def _evidence(source: str, columns: Iterable[Column], shape: EvidenceShape) -> Any:
    """What is asked of a source, under names that no other source has."""
    types = {column.attribute: TYPES[column.kind] for column in columns}
    odd = [name for name in ("as_of", *types) if name in shape.odd]
    table = ibis.table(
        {
            "subject": "string",
            "as_of": "int32",
            **types,
            **{f"{one}_odd": "boolean" for one in odd},
        },
        name=shape.table,
    )
    is_odd = reduce(lambda a, b: a | b, (table[f"{one}_odd"] for one in odd), ibis.literal(False))
    return table.select(
        **{f"s_{source}": table.subject, f"as_of_{source}": table.as_of, f"odd_{source}": is_odd},
        **{column.name: table[column.attribute] for column in columns},
    )


def _gathered(program: Program, rows: Any) -> Any:
    """One row for each commitment about whose subject a source has several.

    Values are those of any row, as they count only where all rows agree.
    """
    own = [column.name for column in program.declared]
    made = {name: rows[name].max() for name in ("on_day", *own)}
    for source, columns in program.evidence.items():
        differs = [
            (rows[c.name].min() != rows[c.name].max()).fill_null(False)
            | ((rows[c.name].count() > 0) & (rows[c.name].count() < rows.count()))
            for c in columns
        ]
        made |= {
            f"s_{source}": rows[f"s_{source}"].max(),
            f"as_of_{source}": (rows[f"as_of_{source}"].count() == rows.count()).ifelse(
                rows[f"as_of_{source}"].max(), ibis.null("int32")
            ),
            f"odd_{source}": rows[f"odd_{source}"].max().fill_null(False),
            f"differs_{source}": reduce(lambda a, b: a | b, differs),
        }
        made |= {column.name: rows[column.name].max() for column in columns}
    return rows.group_by("id").agg(**made)


def _judged(program: Program, rows: Any, several: frozenset[str] = frozenset()) -> Any:
    """Verdict and comparisons of each row; `several` names sources that may have differed."""
    parts = {
        f"c{place}": _part(program, part, rows, several).cast(_CODE)
        for place, part in enumerate(program.parts)
    }
    odd = [rows[f"odd_{source}"].fill_null(False) for source in program.evidence]
    by_hand = reduce(lambda a, b: a | b, odd, ibis.literal(False))
    judged = rows.select("id", by_hand=by_hand, **parts)
    if program.told_by_several:
        judged = judged.mutate(**_without_conflicts(program, judged))
    worst = _rolled_up([judged[name] for name in parts])
    verdict = judged.by_hand.ifelse(BY_HAND, worst).cast(_CODE)
    return judged.select("id", verdict=verdict, **{name: judged[name] for name in parts})


def _without_conflicts(program: Program, judged: Any) -> dict[str, Any]:
    """A fact that one source bears out is not contradicted by another."""
    facts = [comparison.facts for comparison in program.condition.comparisons]
    changed = {}
    for place, own in enumerate(facts):
        others = [
            judged[f"c{other}"] == code(Result.CONFIRMED)
            for other, theirs in enumerate(facts)
            if other != place and own & theirs & program.told_by_several
        ]
        if others:
            against = judged[f"c{place}"] == code(Result.CONTRADICTED)
            conflict = against & reduce(lambda a, b: a | b, others)
            held = conflict.ifelse(code(Result.AMBIGUOUS, Reason.CONFLICT), judged[f"c{place}"])
            changed[f"c{place}"] = held.cast(_CODE)
    return changed


def _rolled_up(parts: list[Any]) -> Any:
    """The first of the comparisons with the worst result; what nobody can compare is attested."""
    if not parts:
        return ibis.literal(code(Result.UNKNOWN, Reason.ATTESTED), _CODE)
    placed = [part + at_place(place) for place, part in enumerate(parts)]
    worst = placed[0] if len(placed) == 1 else ibis.least(*placed)
    met = code(Result.MET)
    return (worst >= met).ifelse(code(Result.MET, Reason.ATTESTED), worst)


def _part(program: Program, part: Part, rows: Any, several: frozenset[str]) -> Any:
    """One comparison: why there is nothing to compare, or how the values compare.

    Of two sides without a value the one tells why that comes first in the roll-up, of equals the
    left one; so do the branches stand.
    """
    silent = [
        branch for column in part.columns for branch in _silent(program, column, rows, several)
    ]
    silent.sort(key=lambda branch: rank(branch[1]))
    branches = list(takewhile(lambda branch: branch[0] is not True, silent))
    if len(branches) < len(silent):
        otherwise = ibis.literal(silent[len(branches)][1])
    else:
        otherwise = _compared(program, part, rows)
    return ibis.cases(*branches, else_=otherwise) if branches else otherwise


def _silent(
    program: Program, side: Column, rows: Any, several: frozenset[str]
) -> list[tuple[Any, int]]:
    """When a side has no value, and the code for it; True: it never has one."""
    source = side.source
    if not source:
        return [(rows[side.name].isnull(), code(Result.UNKNOWN, Reason.UNDECLARED))]
    if source not in program.asked:
        return [(True, code(Result.UNKNOWN, Reason.NOT_ASKED))]
    as_of, freshness = rows[f"as_of_{source}"], program.freshness.get(source)
    old = True if freshness is None else as_of.isnull() | (rows["on_day"] - as_of > freshness)
    differs = [(rows[f"differs_{source}"], code(Result.AMBIGUOUS))] if source in several else []
    return [
        *differs,
        (~rows[f"s_{source}"], code(Result.NOT_FOUND)),
        (rows[side.name].isnull(), code(Result.NOT_FOUND, Reason.ATTRIBUTE_MISSING)),
        (old, code(Result.UNKNOWN, Reason.STALE)),
    ]


def _compared(program: Program, part: Part, rows: Any) -> Any:
    """The code where both sides have a value."""
    left, right = (_value(side, rows) for side in (part.left, part.right))
    agreed = comparing.agreed(part, left, right)
    if not any(column.source for column in part.columns):
        return agreed.ifelse(code(Result.MET), code(Result.NOT_MET))
    doubts = [(agreed, code(Result.CONFIRMED))]
    sources = dict.fromkeys(c.source for c in part.columns if c.source)
    for source in sources:
        freshness = program.freshness.get(source)
        if freshness is not None:
            later = rows[f"as_of_{source}"] - rows["on_day"] > freshness
            doubts.append((later, code(Result.AMBIGUOUS, Reason.LATER)))
    if part.free and not isinstance(right, list):
        doubts.append((comparing.contained(left, right), code(Result.AMBIGUOUS, Reason.WORDING)))
    if len(sources) > 1:
        return ibis.cases(*doubts, else_=code(Result.AMBIGUOUS, Reason.CONFLICT))
    return ibis.cases(*doubts, else_=code(Result.CONTRADICTED))


def _value(side: Column | Fixed, rows: Any) -> Any:
    if isinstance(side, Column):
        return rows[side.name]
    made = [comparing.literal(value, TYPES[side.kind]) for value in side.values]
    return made if side.is_list else made[0]
