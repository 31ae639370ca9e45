"""The rows of a preview: judged, stored, counted, and what the file leaves out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from django.db.models import Count

from nuozheng.catalogue.intake import columns
from nuozheng.catalogue.intake.judging import Judge, Judged
from nuozheng.catalogue.intake.lines import readings
from nuozheng.catalogue.intake.models import Fate, Intake, IntakeRow, Purpose
from nuozheng.catalogue.intake.remarks import Remark
from nuozheng.catalogue.intake.row_copy import NewRow, copy_rows
from nuozheng.catalogue.intake.standing import Standing
from nuozheng.catalogue.intake.table import Table

_PORTION = 1000


def judge_of(intake: Intake, standing: Standing) -> Judge:
    """For our own list strict; a list to compare with is another's and taken as it is."""
    return Judge(standing, intake.exact, own=intake.purpose == Purpose.LIST)


def judged_rows(intake: Intake, tables: Sequence[Table], standing: Standing) -> Iterator[NewRow]:
    """Every proof of every line, judged in the order of the file."""
    judging = judge_of(intake, standing)
    letters = columns.letters_by_meaning(intake.meanings)
    said = (
        reading
        for table in tables
        for reading in readings(table, intake.meanings, intake.exact, standing.knows_proof)
    )
    for position, reading in enumerate(said, start=1):
        judged = judging.judge(reading.fields, where(reading.sheet, reading.line))
        row = NewRow(
            intake_id=intake.pk,
            position=position,
            sheet=reading.sheet[:60],
            line=reading.line,
            fields=reading.fields,
        )
        read_remarks = [_as_json(one, letters, reading.line) for one in reading.remarks]
        set_judged(row, judged, read_remarks, letters)
        yield row


def keep(intake: Intake, rows: Iterable[NewRow]) -> None:
    """Store them in portions, each with the progress that the page shows."""
    remaining = iter(rows)
    while portion := list(islice(remaining, _PORTION)):
        copy_rows(portion)
        intake.done = min(intake.total, intake.done + len({row.line for row in portion}))
        intake.save(update_fields=["done"])


def set_judged(
    row: IntakeRow | NewRow,
    judged: Judged,
    read_remarks: list[dict[str, Any]],
    letters: Mapping[str, str],
) -> None:
    """Write into a row what it came to; remarks on how it was read come first."""
    row.fate, row.entry_id, row.changes = judged.fate, judged.entry, judged.changes
    row.remarks = read_remarks + [_as_json(one, letters, row.line) for one in judged.remarks]


def _as_json(remark: Remark, letters: Mapping[str, str], line: int) -> dict[str, Any]:
    column = letters.get(remark.about, "")
    return {
        "level": remark.level,
        "key": remark.key,
        "text": remark.text,
        "cell": f"第{line}行 {column}列" if column else f"第{line}行",
        "basis": list(remark.basis),
        "cure": remark.cure,
    }


def where(sheet: str, line: int) -> str:
    """How one row names another."""
    return f"“{sheet}”第{line}行"


def set_missing(intake: Intake, standing: Standing) -> None:
    """Entries in force that no row of the file speaks of; what was chosen for them stays."""
    if intake.purpose != Purpose.LIST:
        return
    chosen = set(
        intake.rows.filter(fate=Fate.MISSING, remove=True).values_list("entry_id", flat=True)
    )
    intake.rows.filter(fate=Fate.MISSING).delete()
    spoken_of = set(intake.rows.exclude(entry=None).values_list("entry_id", flat=True))
    last = intake.rows.count()
    missing = [
        IntakeRow(
            intake=intake,
            position=last + number,
            sheet="",
            line=0,
            fields={
                "item.name": content.item.name,
                "item.implementation_code": content.item.implementation_code,
                "proof.name": content.proof.name,
                "substitution": content.substitution.chinese if content.substitution else "",
            },
            fate=Fate.MISSING,
            entry_id=entry,
            remove=entry in chosen,
        )
        for number, (entry, content) in enumerate(standing.entries.items(), start=1)
        if entry not in spoken_of
    ]
    copy_rows(missing)


def count(intake: Intake) -> None:
    """How many rows have which fate."""
    counted = intake.rows.order_by().values_list("fate").annotate(rows=Count("pk"))
    intake.counts = dict(counted)
    intake.done = intake.total
    intake.save(update_fields=["counts", "done"])
