"""How long a department's annex 2 of 20,000 rows takes: `python -m bench.intake`.

Half of the rows stand in the list already, a quarter is new, a quarter is refused. Processor
time is given beside the clock: Python's, that of the process that reads the workbook, and the
database's.
"""

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from rich.console import Console

from bench import cpu
from bench.report import Report

if TYPE_CHECKING:
    from nuozheng.catalogue.intake.models import Intake
    from nuozheng.catalogue.models import Catalogue
    from nuozheng.parties.models import Account, Agency

SLUG = "ordos-2023"
FULL = 20_000
AIM_SECONDS = 6
_PER_ITEM = 4
_NO_CODE_EACH = 50


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds of one step."""

    python: float
    reader: float
    database: float
    clock: float

    @property
    def processor(self) -> float:
        return self.python + self.reader + self.database


@dataclass(frozen=True)
class Department:
    """One agency with its list, its keeper and its file."""

    catalogue: "Catalogue"
    agency: "Agency"
    keeper: "Account"
    file: bytes


def department(rows: int) -> Department:
    """An agency whose annex has so many rows; half of them are its entries in force."""
    from django.utils import timezone

    from nuozheng.catalogue.actions.build import build_catalogue
    from nuozheng.catalogue.export.annex import write_annex_two
    from nuozheng.law.vocabulary import Role
    from nuozheng.parties.models import Account, Membership

    today = timezone.localdate()
    catalogue = build_catalogue(SLUG, today).catalogue
    agency = catalogue.items.order_by("pk")[0].agency
    keeper = Account.objects.create(username="measured-keeper", password="!")
    Membership.objects.create(
        account=keeper,
        agency=agency,
        role=Role.CATALOGUE_KEEPER,
        starts_on=today - timedelta(days=1),
    )
    lines = list(_lines(catalogue, agency, rows))
    return Department(catalogue, agency, keeper, write_annex_two(lines, agency.name, today))


def _lines(catalogue: "Catalogue", agency: "Agency", rows: int) -> Iterator[list[str]]:
    """Services of four proofs: two in force, one new, one ticked without saying how."""
    from nuozheng.catalogue.export.annex import TICK, TICKED_WAYS
    from nuozheng.catalogue.models import CatalogueEntry, EntryVersion, Proof, ServiceItem

    proofs = list(Proof.objects.order_by("code"))
    items, entries, versions = [], [], []
    for number in range(rows // _PER_ITEM):
        item = ServiceItem(
            catalogue=catalogue,
            agency=agency,
            key=f"measured-{number}",
            name=f"示例事项{number:05}登记",
            kind="行政许可",
            domain="户籍管理",
            applicant_kinds=["person"],
            implementation_code=f"11150600MB1234567X{number:013}",
        )
        items.append(item)
        for place in range(_PER_ITEM):
            proof = proofs[(number * 7 + place * 11) % len(proofs)]
            way = TICKED_WAYS[place + 1]
            if place < _PER_ITEM // 2:
                entry = CatalogueEntry(item=item, proof=proof, position=place + 1)
                entries.append(entry)
                versions.append(
                    EntryVersion(
                        entry=entry,
                        number=1,
                        effective_from=catalogue.published_on,
                        substitution=way.value,
                    )
                )
            coded = (number * _PER_ITEM + place) % _NO_CODE_EACH
            ticks = [TICK if one is way else "" for one in TICKED_WAYS]
            code = item.implementation_code if coded else ""
            yield [agency.name, item.name, code, proof.name, *ticks]
    for model, made in (
        (ServiceItem, items),
        (CatalogueEntry, entries),
        (EntryVersion, versions),
    ):
        model._default_manager.bulk_create(made, batch_size=2000)  # type: ignore[arg-type]


def preview(department: Department) -> "Intake":
    """Receive the file and judge every row, as the worker does."""
    from nuozheng.catalogue.intake import process
    from nuozheng.catalogue.intake.actions.receive import receive
    from nuozheng.catalogue.intake.models import Purpose

    intake = receive(
        catalogue=department.catalogue,
        agency=department.agency,
        purpose=Purpose.LIST,
        name="附件2.xlsx",
        content=department.file,
        by=department.keeper,
    )
    process.read(_fresh(intake))
    return _fresh(intake)


def take(department: Department, intake: "Intake") -> "Intake":
    """Take all that isn't refused into a revision."""
    from nuozheng.catalogue.intake.actions import take as acts

    acts.begin_taking(intake=intake, by=department.keeper)
    acts.take(_fresh(intake))
    return _fresh(intake)


def _fresh(intake: "Intake") -> "Intake":
    related = ("catalogue__jurisdiction", "agency__jurisdiction", "document", "taken_by")
    return type(intake).objects.select_related(*related).get(pk=intake.pk)


def timed(act: Callable[[], "Intake"], database_pid: int) -> tuple["Intake", Spent]:
    """What an act gave, and what it cost."""
    begun, python, reader = time.monotonic(), time.process_time(), _of_children()
    database = cpu.of_tree(database_pid)
    found = act()
    return found, Spent(
        time.process_time() - python,
        _of_children() - reader,
        cpu.of_tree(database_pid) - database,
        time.monotonic() - begun,
    )


def _of_children() -> float:
    return sum(os.times()[2:4])


def main() -> None:
    from bench.stack import throw_away

    with throw_away() as stack:
        made = department(FULL)
        report = Report(
            f"导入{FULL:,}行", columns=("", "处理器合计", "程序", "读表", "数据库", "钟")
        )
        best: Spent | None = None
        for _ in range(2):
            intake, spent = timed(lambda: preview(made), stack.database_pid)
            best = min(best or spent, spent, key=lambda one: one.processor)
        assert best is not None
        _row(report, "预览", best)
        report.note(f"每一行的结果：{intake.counts}")
        _taken, spent = timed(lambda: take(made, intake), stack.database_pid)
        _row(report, "收进修订", spent)
        reached = best.processor <= AIM_SECONDS
        report.aim(f"预览不超过{AIM_SECONDS}秒处理器时间", f"{best.processor:.1f}秒", reached)
        report.print(Console(highlight=False))


def _row(report: Report, what: str, spent: Spent) -> None:
    parts = (spent.processor, spent.python, spent.reader, spent.database, spent.clock)
    report.row(what, *(f"{seconds:.1f} 秒" for seconds in parts))


if __name__ == "__main__":
    main()
