"""Set by set and case by case come to the same, on every case."""

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, Phase, event, given, reject, settings
from hypothesis import strategies as st

from nuozheng.gateways.sources.registry import Source, registry
from nuozheng.law.conditions import Condition, ConditionProblem, Value, evaluate, read_conditions
from nuozheng.verification.bulk import engine
from nuozheng.verification.bulk import evidence as evidence_module
from nuozheng.verification.bulk.answers import answer_of
from nuozheng.verification.bulk.codes import BY_HAND, read
from nuozheng.verification.bulk.declared import staged_row
from nuozheng.verification.bulk.evidence import SUBJECTS, Feed, take
from nuozheng.verification.bulk.expression import EvidenceShape, expression
from nuozheng.verification.bulk.program import ByHand, Program, program_of

DAY = date(2026, 11, 20)
FACTS: dict[str, dict[str, Any]] = {
    "amount": {"kind": "number", "decimals": 2},
    "count": {"kind": "number"},
    "on": {"kind": "date"},
    "name": {"kind": "text"},
    "alone": {"kind": "yes_no"},
    "level": {
        "kind": "choice",
        "options": [{"value": "1A", "label": "甲"}, {"value": "2B", "label": "乙"}],
    },
}
KINDS = {
    source: {"n": "number", "d": "date", "t": "text", "b": "yes_no", "c": "choice"}
    for source in ("one", "two")
}
FRESHNESS = {"one": 30, "two": 5}
TYPES = {
    "n": ("DECIMAL(18,2)", "DOUBLE", "VARCHAR", "INTEGER", "BIGINT", "DECIMAL(38,10)"),
    "d": ("DATE", "VARCHAR"),
    "t": ("VARCHAR",),
    "b": ("BOOLEAN", "VARCHAR"),
    "c": ("VARCHAR",),
}

numbers = st.one_of(
    st.sampled_from([Decimal(0), Decimal("0.01"), Decimal(100), Decimal("99.99"), Decimal(-5)]),
    st.decimals(-1000, 1000, places=2),
    st.integers(-(10**16), 10**16).map(Decimal),
)
close = st.sampled_from([Decimal(one) for one in ("100", "100.99", "101", "95", "105", "105.26")])
days = st.integers(-40, 40).map(lambda moved: DAY + timedelta(moved))
TEXT_PARTS = ["甲", "乙市", "A", "ａ", "（东）", "(东)", " ", "·", "•", ".", "ﬁ", "ß", "İ", "𠮷"]
texts = st.lists(st.sampled_from(TEXT_PARTS), max_size=3).map("".join)
facts: dict[str, st.SearchStrategy[Value]] = {
    "amount": close | numbers,
    "count": close.map(round).map(Decimal) | numbers.map(lambda n: Decimal(round(n))),
    "on": days,
    "name": texts,
    "alone": st.booleans(),
    "level": st.sampled_from(["1A", "2B"]),
}
CODES = st.sampled_from(["1A", "2B"])
STANDARDS: dict[str, st.SearchStrategy[Any]] = {
    "number": st.sampled_from([100, 105, 101, 99.99, 0, -5, 1e-9]),
    "date": days.map(date.isoformat),
    "text": st.sampled_from(["甲", "甲 ", "Ａ", "1A"]),
    "yes_no": st.booleans(),
    "choice": CODES,
}
OF_KIND: dict[str, tuple[list[str], str]] = {
    "number": (["amount", "count"], "n"),
    "date": (["on"], "d"),
    "text": (["name"], "tc"),
    "yes_no": (["alone"], "b"),
    "choice": (["level"], "c"),
}
KIND = st.sampled_from([*OF_KIND, "number", "date"])


@st.composite
def operand(draw: st.DrawFn, kind: str) -> dict[str, Any]:
    """Something to compare, mostly of the kind."""
    kind = draw(st.sampled_from([kind] * 12 + list(OF_KIND)))
    keys, attributes = OF_KIND[kind]
    way = draw(st.sampled_from(["fact", "fact", "source", "source", "source", "constant", "today"]))
    if way == "fact":
        return {"fact": draw(st.sampled_from(keys))}
    if way == "source":
        source = draw(st.sampled_from(["one", "one", "two"]))
        return {"source": source, "attribute": draw(st.sampled_from(attributes))}
    if way == "today" and kind == "date":
        whole = st.integers(-2, 2)
        return {"today": draw(st.integers(-40, 40)), "months": draw(whole), "years": draw(whole)}
    return {"constant": draw(STANDARDS[kind])}


tolerances = st.one_of(
    st.sampled_from([5, 0.5, 33.3333, 0.0000001, 100]).map(lambda p: {"percent": p}),
    st.sampled_from([1, 0.01, 0.00000001, 5]).map(lambda a: {"absolute": a}),
)
RAW: dict[str, st.SearchStrategy[Any]] = {
    "DECIMAL(18,2)": st.one_of(close, st.decimals(-1000, 1000, places=2)),
    "DECIMAL(38,10)": st.one_of(close, st.just(Decimal("0.0000000001")), st.just(Decimal(10**17))),
    "DOUBLE": st.one_of(
        close.map(float), st.sampled_from([0.1, 1e-9, 1e20, 1 / 3, float("nan"), 12345678.123456])
    ),
    "INTEGER": st.integers(94, 107),
    "BIGINT": st.integers(94, 107) | st.just(10**17),
    "DATE": days,
    "BOOLEAN": st.booleans(),
}
WRITTEN: dict[str, st.SearchStrategy[str]] = {
    "n": st.sampled_from(["100", "100.99", "+95", "1e2", "", " 100", "１００", "x", "0.1234567"]),
    "d": st.one_of(
        days.map(date.isoformat), st.sampled_from(["20261120", "2026-11", "2026-W47-5"])
    ),
    "b": st.sampled_from(["true", "Yes", "no", "1", "", "是", "FALSE"]),
    "t": texts,
    "c": st.sampled_from(["1A", "2B", "1a", ""]),
}


@st.composite
def conditions(draw: st.DrawFn) -> Condition:
    parts: list[dict[str, Any]] = []
    for place in range(draw(st.integers(1, 3))):
        kind = draw(KIND)
        left, right = draw(operand(kind)), draw(operand(kind))
        ordered = kind in ("number", "date")
        op = draw(st.sampled_from(["eq", "eq", "ne", "in", *(["lt", "le", "gt", "ge"] * ordered)]))
        if op == "in":
            right = {"constant": draw(st.lists(STANDARDS[kind], min_size=1, max_size=3))}
        part: dict[str, Any] = {"key": f"k{place}", "left": left, "op": op, "right": right}
        if ordered and op not in ("ne", "in") and draw(st.booleans()):
            days_off = st.sampled_from([1, 10]).map(lambda d: {"days": d})
            part["tolerance"] = draw(tolerances if kind == "number" else days_off)
        parts.append(part)
    named = {s["fact"] for p in parts for s in (p["left"], p["right"]) if "fact" in s}
    try:
        (condition,) = read_conditions(
            {
                "condition": [
                    {
                        "key": "c",
                        "sentence": "".join(f"{{{key}}}" for key in sorted(named)) or "属实",
                        "fact": [{"key": k, "label": k, **FACTS[k]} for k in sorted(named)],
                        "comparison": parts,
                        "attested": {"how": "看原件", "method": "written"},
                    }
                ]
            }
        ).conditions
    except ConditionProblem:
        reject()
    return condition


@st.composite
def evidence(draw: st.DrawFn, canonical: bool) -> tuple[dict[str, str], list[dict[str, Any]]]:
    """A source's table: its column types, and its rows about four subjects."""
    kinds = KINDS["one"]
    types = {a: TYPES[a][0] if canonical else draw(st.sampled_from(TYPES[a])) for a in kinds}
    types["as_of"] = "DATE" if canonical else draw(st.sampled_from(["DATE", "VARCHAR"]))
    rows = []
    for subject in draw(st.lists(st.sampled_from("abcd"), max_size=6)):
        row: dict[str, Any] = {"subject": subject}
        for name, type_name in types.items():
            drawn = days if name == "as_of" else RAW.get(type_name)
            if name in "tc" and canonical:
                drawn = st.sampled_from(["甲", "乙市", "1A", "（东）甲"]) if name == "t" else CODES
            elif name == "as_of" and type_name == "VARCHAR":
                drawn = WRITTEN["d"]
            elif drawn is None:
                drawn = WRITTEN[name]
            row[name] = draw(st.none() | drawn)
        rows.append(row)
        if draw(st.booleans()):
            rows.append(dict(row))
    return types, rows


@pytest.fixture(scope="module", autouse=True)
def register() -> Iterator[None]:
    """A register of these two sources and no others."""
    choice = {"1A": "甲", "2B": "乙"}
    sources = {
        source: Source.model_validate(
            {
                "name": source,
                "title": source,
                "owner": "示例",
                "subjects": ["person"],
                "freshness_days": FRESHNESS[source],
                "purpose": "测试",
                "attributes": {
                    name: {"kind": kind, "title": name, "options": choice if name == "c" else {}}
                    for name, kind in kinds.items()
                },
            }
        )
        for source, kinds in KINDS.items()
    }
    with pytest.MonkeyPatch.context() as patch:
        for module in (evidence_module, sys.modules[__name__]):
            patch.setattr(module, "registry", lambda: sources)
        yield


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with engine.opened(tmp_path_factory.mktemp("batch")) as opened:
        yield opened


def loaded(
    database: duckdb.DuckDBPyConnection,
    source: str,
    types: Mapping[str, str],
    rows: Sequence[Mapping[str, Any]],
) -> EvidenceShape:
    """The source's raw rows, and what the door makes of them."""
    engine.stage(
        database,
        f"raw_{source}",
        {"subject": "VARCHAR", **types},
        [[row["subject"], *(row[name] for name in types)] for row in rows],
    )
    relation = f"(SELECT * FROM raw_{source})"
    feed = Feed(source, relation, {"subject": "VARCHAR", **types})
    return take(database, feed, KINDS[source]).shape


def by_set(
    database: duckdb.DuckDBPyConnection,
    program: Program,
    cases: Mapping[str, Mapping[str, Value]],
    shapes: Mapping[str, EvidenceShape],
) -> dict[str, tuple[int, ...]]:
    subjects = list(cases)
    columns = {c.name: engine.SQL_TYPES[c.kind] for c in program.declared}
    engine.stage(
        database,
        "due",
        {"id": "BIGINT", "subject": "VARCHAR", "on_day": "INTEGER", **columns},
        [
            [number, subject, *staged_row(program, cases[subject], DAY)]
            for number, subject in enumerate(subjects)
        ],
    )
    names = ", ".join(f"c{place}" for place in range(len(program.parts)))
    sql = f"SELECT id, verdict, {names} FROM ({engine.as_sql(expression(program, shapes))})"
    found = database.execute(sql).fetchall()
    assert sorted(row[0] for row in found) == list(range(len(subjects)))
    return {subjects[row[0]]: row[1:] for row in found}


def compare(
    database: duckdb.DuckDBPyConnection,
    program: Program,
    cases: Mapping[str, Mapping[str, Value]],
    tables: Mapping[str, tuple[dict[str, str], list[dict[str, Any]]]],
) -> int:
    """Assert that both ways agree; how many cases the database left to be judged by hand."""
    engine.stage(database, SUBJECTS, {"subject": "VARCHAR"}, [[one] for one in "abcd"])
    shapes = {source: loaded(database, source, *tables[source]) for source in program.evidence}
    wanted = {
        source: {column.attribute: column.kind for column in columns}
        for source, columns in program.evidence.items()
    }
    left = 0
    for subject, codes in by_set(database, program, cases, shapes).items():
        rows = {
            source: [row for row in tables[source][1] if row["subject"] == subject]
            for source in wanted
        }
        answers = {s: answer_of(registry()[s], rows[s], names) for s, names in wanted.items()}
        (expected,) = evaluate([program.condition], cases[subject], answers, DAY, program.freshness)
        if codes[0] == BY_HAND:
            left += 1
            continue
        assert read(codes[0]) == (expected.result, expected.reason), (expected, answers)
        for part, number in zip(expected.comparisons, codes[1:], strict=True):
            assert read(number) == (part.result, part.reason), (part, answers)
    return left


def declared(draw: st.DrawFn, condition: Condition) -> dict[str, Value]:
    """Mostly everything, sometimes a fact is missing."""
    keys = [fact.key for fact in condition.facts]
    return {k: draw(facts[k]) for k in keys if draw(st.integers(0, 9))}


@settings(
    max_examples=int(os.environ.get("BULK_EXAMPLES", "40")),
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
@given(data=st.data(), condition=conditions(), canonical=st.booleans())
def test_both_ways_agree(
    database: duckdb.DuckDBPyConnection, data: st.DataObject, condition: Condition, canonical: bool
) -> None:
    asked = data.draw(st.sampled_from([("one", "two"), ("one",)]))
    try:
        program = program_of(condition, KINDS, asked, FRESHNESS)
    except ByHand:
        event("by hand")
        return
    event("compiled")
    tables = {source: data.draw(evidence(canonical)) for source in ("one", "two")}
    cases = {}
    for subject in "abcd":
        values = data.draw(st.composite(declared)(condition))
        if all(abs(v) < 10**15 for v in values.values() if isinstance(v, Decimal)):
            cases[subject] = values
    left = compare(database, program, cases, tables)
    if canonical:
        assert left == 0, "a database reads what is of the right type by itself"
