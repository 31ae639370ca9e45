"""One check that is owed, as a line and as a row of a file; nobody's name."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from tempfile import TemporaryFile

import xlsxwriter
from django.db.models import QuerySet
from django.http import Http404

from nuozheng.catalogue.export.cells import csv_file, guarded
from nuozheng.catalogue.export.long_sheet import write_long_sheet
from nuozheng.catalogue.export.whole import MEDIA_TYPES, WRITTEN_AT
from nuozheng.law.conditions import sentence
from nuozheng.law.procedure import TaskStatus
from nuozheng.law.verification_plan import METHOD_WORD
from nuozheng.verification.models import VerificationTask
from nuozheng.web.clocks import Due, due

TITLES = (
    "地方",
    "部门",
    "办件编号",
    "事项",
    "证明",
    "承诺的哪一条",
    "怎样查",
    "期限",
    "超期天数",
    "现在",
)


@dataclass(frozen=True, slots=True)
class DebtRow:
    """`promise` is the sentence without what was declared; `days_late` 0 for what is to come."""

    pk: int
    place: str
    agency: str
    number: str
    item: str
    proof: str
    promise: str
    method: str
    due: Due
    days_late: int
    state: str

    @property
    def cells(self) -> tuple[str, ...]:
        late = str(self.days_late) if self.days_late else ""
        return (
            *(self.place, self.agency, self.number, self.item, self.proof, self.promise),
            *(self.method, self.due.on.isoformat(), late, self.state),
        )


def debt_row(task: VerificationTask, today: date) -> DebtRow:
    """The line of a check; `task` comes with its agency, case and proof."""
    seen = due(task.due_on, today, provisional=task.provisional)
    assert seen is not None
    return DebtRow(
        pk=task.pk,
        place=task.agency.jurisdiction.name,
        agency=task.agency.name,
        number=task.application.number,
        item=task.application.item.name,
        proof=task.proof.version.entry.proof.name,
        promise=_promised(task),
        method=METHOD_WORD[task.manner],
        due=seen,
        days_late=max(0, (today - task.due_on).days),
        state=TaskStatus(task.status).chinese,
    )


def _promised(task: VerificationTask) -> str:
    conditions = task.proof.version.condition_set.conditions
    found = next((one for one in conditions if one.key == task.condition_key), None)
    return sentence(found, {}, "…") if found else ""


def exported(tasks: QuerySet[VerificationTask], today: date, format: str) -> tuple[bytes, str]:
    """The checks as a file with its media type. Errors: Http404 for another format."""
    rows = (debt_row(one, today).cells for one in tasks.iterator(chunk_size=2000))
    if format == "csv":
        return csv_file(TITLES, rows), MEDIA_TYPES["csv"]
    if format == "xlsx":
        return _xlsx([guarded(cell) for cell in row] for row in rows), MEDIA_TYPES["xlsx"]
    raise Http404


def _xlsx(rows: Iterator[list[str]]) -> bytes:
    skeleton = io.BytesIO()
    book = xlsxwriter.Workbook(skeleton, {"in_memory": True})
    book.set_properties({"created": WRITTEN_AT})
    sheet, bold = book.add_worksheet("核查欠账"), book.add_format({"bold": True})
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(TITLES) - 1, 18)
    sheet.write_row(0, 0, TITLES, bold)
    with TemporaryFile() as written:
        write_long_sheet(written, book, skeleton, rows)
        written.seek(0)
        return written.read()
