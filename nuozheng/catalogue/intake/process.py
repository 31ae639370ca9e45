"""The computer's part: read the file, guess its columns, judge its rows, keep the preview."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from nuozheng.catalogue.intake import columns, officers
from nuozheng.catalogue.intake.lines import READ
from nuozheng.catalogue.intake.models import (
    ColumnMemory,
    Fate,
    Intake,
    IntakeRow,
    Purpose,
    Status,
)
from nuozheng.catalogue.intake.pace import collecting_rarely
from nuozheng.catalogue.intake.preview import (
    count,
    judge_of,
    judged_rows,
    keep,
    set_judged,
    set_missing,
    where,
)
from nuozheng.catalogue.intake.reading import read_sheets
from nuozheng.catalogue.intake.row_copy import copy_rows
from nuozheng.catalogue.intake.standing import standing_list
from nuozheng.catalogue.intake.table import Table, find_table
from nuozheng.law.findings import Refused

_PORTION = 1000
_SAMPLE_LINES = 5


@collecting_rarely
def read(intake: Intake) -> None:
    """Find the tables and guess the columns; where they are sure, go on to the preview.

    A file that can't be read fails with what is wrong with it.
    """
    try:
        tables = _tables(intake)
        _guess(intake, tables)
    except Refused as refusal:
        fail(intake, refusal)
        return
    intake.save()
    if intake.status == Status.JUDGING:
        _judge_tables(intake, tables)


@collecting_rarely
def judge(intake: Intake) -> None:
    """Read the file again under the meanings that a person confirmed."""
    try:
        tables = _tables(intake)
    except Refused as refusal:
        fail(intake, refusal)
        return
    _judge_tables(intake, tables)


@collecting_rarely
def judge_again(intake: Intake) -> None:
    """Judge the rows as they now stand: after one was mended, or before they are taken."""
    standing = standing_list(intake.catalogue, intake.agency, timezone.localdate())
    judging = judge_of(intake, standing)
    letters = columns.letters_by_meaning(intake.meanings)
    rows = list(intake.rows.exclude(fate=Fate.MISSING).order_by("position"))
    for row in rows:
        if row.fate == Fate.DROPPED:
            continue
        judged = judging.judge(row.fields, where(row.sheet, row.line))
        kept = [one for one in row.remarks if one["key"].startswith(READ)]
        set_judged(row, judged, kept, letters)
    with transaction.atomic():
        IntakeRow.objects.bulk_update(
            rows, ["fate", "remarks", "changes", "entry"], batch_size=_PORTION
        )
        set_missing(intake, standing)
        count(intake)
        intake.status = Status.READY
        intake.save(update_fields=["status"])


def break_off(intake: Intake) -> None:
    """Our own fault: say so on the page; whatever was half done was rolled back or is not shown."""
    fail(
        intake,
        Refused.because(
            "intake.broken",
            _("读这个文件的时候程序出了错，不是您的问题；清单没有任何改动。"),
            cure=_("请再传一次；还不行的，把文件和现在的时间告诉系统管理人员。"),
        ),
    )


def fail(intake: Intake, refusal: Refused) -> None:
    """The file stays as it was sent; its page says what is wrong with it."""
    intake.status = Status.FAILED
    intake.problem = [one.as_json() for one in refusal.findings]
    intake.save(update_fields=["status", "problem"])


def _tables(intake: Intake) -> list[Table]:
    sheets = read_sheets(bytes(intake.document.content))
    found = [table for sheet in sheets if (table := find_table(sheet))]
    if not any(table.lines for table in found):
        raise Refused.because(
            "intake.no_table",
            _("没有找到表格：没有一行像表头，或者表头下面没有内容。"),
            cure=_("请核对是不是传错了文件；表头要有“事项名称”“证明名称”这样的字。"),
        )
    best = max(found, key=lambda table: len(table.lines))
    known = columns.signature(best.labels)
    return [best, *(t for t in found if t is not best and columns.signature(t.labels) == known)]


def _guess(intake: Intake, tables: Sequence[Table]) -> None:
    """Meanings as remembered for this header, else as guessed; sure of our own and annex 2."""
    best = tables[0]
    intake.labels = list(best.labels)
    intake.exact = columns.is_whole_list(best.labels)
    remembered = ColumnMemory.objects.filter(
        agency=intake.agency, signature=columns.signature(best.labels)
    ).first()
    meanings = remembered.meanings if remembered else columns.guesses(best.labels)
    intake.meanings = meanings
    private = intake.purpose == Purpose.OFFICERS
    intake.tables = [_told(table, private) for table in tables]
    intake.total = sum(len(table.lines) for table in tables)
    if intake.purpose == Purpose.OFFICERS:
        sure = columns.is_annex_one(meanings)
    else:
        # 附件1 and lists share words such as 备注; what isn't asked for here means nothing.
        intake.meanings = [m if m in columns.MEANINGS or intake.exact else "" for m in meanings]
        sure = intake.exact or columns.is_annex_two(meanings) or remembered is not None
    intake.status = Status.JUDGING if sure else Status.COLUMNS


def _told(table: Table, private: bool) -> dict[str, Any]:
    """What the page says of a table: where it is, what was passed over, the first lines.

    Lines about people stay in the file, which is encrypted.
    """
    return {
        "sheet": table.sheet,
        "invisible": table.invisible,
        "header": list(table.header),
        "unit": table.unit,
        "lines": len(table.lines),
        "hidden": sum(line.hidden for line in table.lines),
        "skipped": [
            [one.number, one.why, "" if private else one.text] for one in table.skipped[:200]
        ],
        "skipped_count": len(table.skipped),
        "sample": [] if private else [list(line.cells) for line in table.lines[:_SAMPLE_LINES]],
    }


def _judge_tables(intake: Intake, tables: Sequence[Table]) -> None:
    intake.rows.all().delete()
    if intake.purpose == Purpose.OFFICERS:
        copy_rows(officers.rows(intake, tables))
    else:
        standing = standing_list(intake.catalogue, intake.agency, timezone.localdate())
        keep(intake, judged_rows(intake, tables, standing))
        set_missing(intake, standing)
    count(intake)
    intake.status = Status.READY
    intake.save(update_fields=["status", "counts", "done"])
