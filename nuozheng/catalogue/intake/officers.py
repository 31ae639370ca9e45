"""附件1: the liaison officers of an agency, from a file and to one."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from nuozheng.catalogue.export.annex import annex_one
from nuozheng.catalogue.intake.cleaning import tidy
from nuozheng.catalogue.intake.columns import column_letters
from nuozheng.catalogue.intake.models import Fate, Intake, IntakeRow, LiaisonOfficer
from nuozheng.catalogue.intake.table import Table
from nuozheng.law.identifiers import normalise_identifier
from nuozheng.parties.models import Agency, in_force

NAME, PHONE = "officer.name", "officer.phone"
_REQUIRED = ((NAME, "联络员姓名"), (PHONE, "联系电话"))


def officers_of(agency: Agency, today: date) -> QuerySet[LiaisonOfficer]:
    """Those in office on a day."""
    return LiaisonOfficer.objects.filter(in_force(today), agency=agency)


def annex_one_of(agency: Agency, today: date) -> bytes:
    """附件1 with the agency's officers; only for keepers of the agency."""
    return annex_one(
        (one.name, one.department, one.post, one.phone, one.note)
        for one in officers_of(agency, today)
    )


def rows(intake: Intake, tables: Sequence[Table]) -> list[IntakeRow]:
    """A row for each line; the personal data stays in the file, the row keeps where it stands."""
    found: list[IntakeRow] = []
    for table in tables:
        for line, said in _said(intake, table):
            remarks = [
                {
                    "level": "refused",
                    "key": "nothing",
                    "text": f"没有写{title}。",
                    "cell": f"第{line}行 {_letters(intake, key)}列",
                    "basis": ["ORD23-A1"],
                    "cure": f"补上{title}。",
                }
                for key, title in _REQUIRED
                if not said.get(key)
            ]
            found.append(
                IntakeRow(
                    intake=intake,
                    position=len(found) + 1,
                    sheet=table.sheet[:60],
                    line=line,
                    fields={"officer.post": said.get("officer.post", "")},
                    fate=Fate.REFUSED if remarks else Fate.ADD,
                    remarks=remarks,
                )
            )
    return found


def replace_officers(intake: Intake, tables: Sequence[Table], today: date) -> int:
    """The officers of the file from today on; those of before end the day before. How many."""
    taken = set(intake.rows.filter(fate=Fate.ADD).values_list("sheet", "line"))
    new = [
        LiaisonOfficer(
            agency=intake.agency,
            name=said[NAME][:60],
            phone=normalise_identifier(said[PHONE])[:40],
            department=said.get("officer.department", "")[:60],
            post=said.get("officer.post", "")[:60],
            note=said.get("officer.note", "")[:200],
            starts_on=today,
        )
        for table in tables
        for line, said in _said(intake, table)
        if (table.sheet[:60], line) in taken
    ]
    with transaction.atomic():
        standing = officers_of(intake.agency, today)
        standing.filter(starts_on=today).delete()
        standing.update(ends_on=date.fromordinal(today.toordinal() - 1))
        LiaisonOfficer.objects.bulk_create(new)
    return len(new)


def _said(intake: Intake, table: Table) -> Iterator[tuple[int, dict[str, str]]]:
    for line in table.lines:
        yield (
            line.number,
            {
                meaning: tidy(line.cells[at]) if at < len(line.cells) else ""
                for at, meaning in enumerate(intake.meanings)
                if meaning
            },
        )


def _letters(intake: Intake, key: str) -> str:
    return column_letters(intake.meanings.index(key)) if key in intake.meanings else "?"
