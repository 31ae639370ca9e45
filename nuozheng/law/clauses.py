"""The clauses that rules and pack values rest on, with their own words."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

INSTRUMENTS = {
    "ORD21": "鄂尔多斯市全面推行证明事项告知承诺制实施方案（2021年1月27日印发）",
    "XBQ21": "西安市灞桥区全面推行证明事项告知承诺制实施方案（灞政办发〔2021〕4号）",
    "MJ21": "毛集实验区全面推行证明事项告知承诺制实施方案（毛管办〔2021〕4号）",
    "ORD23": "鄂尔多斯市“无证明城市”建设实施方案（试行）（鄂职转发〔2023〕2号）",
    "LYG19": ("连云港市证明事项告知承诺制试点工作“七保障一惩戒”制度（连司通〔2019〕57号）"),
}
UNVERIFIED = "尚未与公布文本核对"


class UnknownClause(KeyError):
    """No register holds this clause."""

    def __init__(self, id: str) -> None:
        super().__init__(id)
        self.id = id

    def __str__(self) -> str:
        return f"没有编号为“{self.id}”的条款；可用的条款见条款登记表（registers）。"


@dataclass(frozen=True, slots=True)
class Clause:
    """A numbered provision.

    `words` are the provision's own words where `verified`, otherwise its substance from memory,
    to be compared with the published text; `capability` and `support` come from the project's
    list and are empty for national provisions.
    """

    id: str
    instrument: str
    section: str
    words: str
    rule: str
    verified: bool
    capability: str = ""
    support: str = ""
    text: str = ""
    source: str = ""

    @property
    def is_national(self) -> bool:
        return self.id.startswith("CN-")

    @property
    def caution(self) -> str:
        """What a screen adds to the words; empty when they were compared with the text."""
        return "" if self.verified else UNVERIFIED


def clause(id: str) -> Clause:
    """The clause with this id; UnknownClause if no register holds it."""
    try:
        return _register()[id]
    except KeyError:
        raise UnknownClause(id) from None


def all_clauses() -> tuple[Clause, ...]:
    """Every clause: the five local texts in their order, then the national instruments."""
    return tuple(_register().values())


def knows(id: str) -> bool:
    """Whether a register holds this clause."""
    return id in _register()


@cache
def _register() -> dict[str, Clause]:
    found: dict[str, Clause] = {}
    for row in (*_local(), *_national()):
        if row.id in found:
            raise ValueError(f"clause {row.id} stands twice in the registers")
        found[row.id] = row
    return found


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = files("nuozheng.law.registers").joinpath(name).read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines(keepends=True))


def _local() -> Iterator[Clause]:
    for row in _rows("clauses.csv"):
        yield Clause(
            id=row["id"],
            instrument=INSTRUMENTS[row["text"]],
            section=row["section"],
            words=row["quote"],
            rule=row["rule"],
            verified=True,
            capability=row["capability"],
            support=row["support"],
            text=row["text"],
            source=INSTRUMENTS[row["text"]],
        )


def _national() -> Iterator[Clause]:
    for row in _rows("cn_clauses.csv"):
        yield Clause(
            id=row["id"],
            instrument=row["instrument"],
            section=row["section"],
            words=row["words"],
            rule=row["rule"],
            verified=row["status"] == "verified",
            source=row["source"],
        )
