"""A department's annex 2 as departments send it: right rows, dirty rows and ten planted faults."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nuozheng.catalogue.export.annex import TICK, annex_row, write_annex_two
from nuozheng.catalogue.export.listed import listed_on
from nuozheng.catalogue.models import Catalogue
from nuozheng.law.vocabulary import Substitution
from nuozheng.parties.models import Agency

FIRST_LINE = 6
"""Of the body, as the spreadsheet counts."""
_ITEM_NUMBER = "2999107010000"
"""After the credit code of the department: level 1, base code 12."""
_WAYS = 4


@dataclass(frozen=True, slots=True)
class PlantedAnnex:
    """The file, and by line the key of each fault that must be found there."""

    content: bytes
    faults: dict[int, str]
    clean_lines: int


def planted_annex(catalogue: Catalogue, agency: Agency, on: date) -> PlantedAnnex:
    """附件2 of an agency: its entries in force, dirty new ones, and ten planted faults."""
    standing = [
        one
        for one in listed_on(catalogue, agency, on)
        if one.content.substitution is not Substitution.RETAINED
    ]
    rows = [annex_row(one.agency, one.content) for one in standing]
    code = standing[0].content.item.implementation_code[:18] + _ITEM_NUMBER
    planted = _faults(agency.name, f"{code[:-2]}11", rows[0])
    rows += _dirty(agency.name, code)
    clean = len(rows)
    faults = {FIRST_LINE + clean + at: key for at, (key, _) in enumerate(planted)}
    rows += [row for _, row in planted]
    return PlantedAnnex(write_annex_two(rows, agency.name, on), faults, clean)


def faulty_rows(unit: str, code: str, standing: list[str]) -> list[list[str]]:
    """Ten rows that must be refused; `standing` is a row of the list, which one repeats."""
    return [row for _, row in _faults(unit, code[:18] + _ITEM_NUMBER, standing)]


def _dirty(unit: str, code: str) -> list[list[str]]:
    """What the reader mends by itself: full-width codes, two proofs in a cell, a service left out
    because it is that of the line above."""
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in code)
    return [
        [unit, "示例补贴申领", wide, "1.示例收入证明\n2.示例住所使用权证明", *_ticked(1)],
        [unit, "", "", "示例婚姻状况证明", *_ticked(2)],
    ]


def _faults(unit: str, code: str, standing: list[str]) -> list[tuple[str, list[str]]]:
    item = "示例登记"
    return [
        ("no_code", [unit, item, "", "示例备案证明", *_ticked(1)]),
        ("code_wrong", [unit, item, f"编码{code}", "示例职称证明", *_ticked(1)]),
        ("twice", standing),
        ("cancelled_and_replaced", [unit, item, code, "示例户籍证明", *_ticked(0, 1)]),
        ("several_ways", [unit, item, code, "示例学历证明", *_ticked(1, 3)]),
        ("other_way_unsaid", [unit, item, code, "示例验资证明", *_ticked(4)]),
        ("no_way", [unit, item, code, "示例培训证明", *_ticked()]),
        ("self_made", [unit, item, code, "示例登记申请表", *_ticked(1)]),
        ("other_unit", [f"另一个单位（不是{unit}）", item, code, "示例亲属证明", *_ticked(1)]),
        ("nothing", [unit, item, code, "", *_ticked(2)]),
    ]


def _ticked(*ways: int) -> Sequence[str]:
    """The cells of the ways, ticked at these places."""
    return [TICK if way in ways else "" for way in range(_WAYS + 1)]
