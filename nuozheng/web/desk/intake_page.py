"""What the pages of an upload show."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nuozheng.catalogue.intake import columns
from nuozheng.catalogue.intake.actions.take import takeable
from nuozheng.catalogue.intake.models import Fate, Intake, IntakeRow, Purpose, Status
from nuozheng.catalogue.intake.row_words import way_words
from nuozheng.catalogue.revision.models import Revision
from nuozheng.law.findings import Finding, Outcome
from nuozheng.law.review import DRAFT
from nuozheng.web.desk.queue_rows import Tab

PER_PAGE = 50
SHAPE = {
    Status.READY: "wait",
    Status.COLUMNS: "wait",
    Status.TAKEN: "ok",
    Status.FAILED: "no",
}
SKIPPED_WORD: dict[str, Promise] = {
    "total": gettext_lazy("合计行"),
    "header": gettext_lazy("重复的表头"),
    "note": gettext_lazy("表下面的说明"),
    "empty": gettext_lazy("只有序号的空行"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file, what it is taken for, and its first cells."""

    letters: str
    label: str
    meaning: str
    sample: list[str]


@dataclass(frozen=True, slots=True)
class RowShown:
    """A row of the preview in words."""

    row: IntakeRow
    item: str
    code: str
    proof: str
    post: str
    way: str
    other_way: str
    refused: list[dict[str, Any]]
    notes: list[dict[str, Any]]


def intake_context(intake: Intake, request: HttpRequest) -> dict[str, Any]:
    """The values of an upload's page, whichever stage it is in."""
    context: dict[str, Any] = {
        "intake": intake,
        "shape": SHAPE.get(Status(intake.status), ""),
        "problem": problem_of(intake),
        "tables": _tables(intake),
        "other_unit": _other_unit(intake),
        "share": 100 * intake.done // intake.total if intake.total else 0,
    }
    if intake.status in (Status.COLUMNS, Status.READY):
        context["columns"] = columns_of(intake)
        context["meanings"] = usable_meanings(intake)
    if intake.status == Status.READY:
        context |= _preview(intake, request)
    return context


def problem_of(intake: Intake) -> list[Finding]:
    """What stood in the way of the computer's part, as findings."""
    return [
        Finding(one["key"], Outcome.NOT_MET, one["detail"], tuple(one["basis"]), cure=one["cure"])
        for one in intake.problem
    ]


def usable_meanings(intake: Intake) -> dict[str, str]:
    """What may be chosen for a column of this upload."""
    of_officers = intake.purpose == Purpose.OFFICERS
    return dict(columns.OFFICER_MEANINGS if of_officers else columns.MEANINGS)


def columns_of(intake: Intake) -> list[Column]:
    sample = intake.tables[0]["sample"] if intake.tables else []
    return [
        Column(
            columns.column_letters(at),
            " ".join(label.split("\n")),
            intake.meanings[at] if at < len(intake.meanings) else "",
            [line[at] for line in sample[:3] if at < len(line) and line[at]],
        )
        for at, label in enumerate(intake.labels)
    ]


def _preview(intake: Intake, request: HttpRequest) -> dict[str, Any]:
    counts = {fate: int(intake.counts.get(fate, 0)) for fate in Fate}
    chosen = request.GET.get("show", "")
    if chosen not in counts:
        order = (Fate.REFUSED, Fate.CHANGE, Fate.ADD, Fate.SAME)
        chosen = next((fate for fate in order if counts[fate]), Fate.ADD)
    page = Paginator(intake.rows.filter(fate=chosen).order_by("position"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    drafts = Revision.objects.filter(
        catalogue=intake.catalogue_id, agency=intake.agency_id, status=DRAFT
    )
    return {
        "tabs": [
            Tab(fate, fate.label, counts[fate], fate == chosen, fate == Fate.REFUSED and count > 0)
            for fate, count in counts.items()
            if count or fate == chosen
        ],
        "chosen": chosen,
        "page": page,
        "rows": [_shown(row) for row in page],
        "takeable": takeable(intake),
        "removing": intake.rows.filter(fate=Fate.MISSING, remove=True).count(),
        "counts": counts,
        "drafts": list(drafts),
        "compares": intake.purpose not in (Purpose.LIST, Purpose.OFFICERS),
        "of_officers": intake.purpose == Purpose.OFFICERS,
    }


def _shown(row: IntakeRow) -> RowShown:
    way, other_way = way_words(row.fields)
    return RowShown(
        row,
        row.fields.get("item.name", ""),
        row.fields.get("item.implementation_code", ""),
        row.fields.get("proof.name", ""),
        row.fields.get("officer.post", ""),
        way,
        other_way,
        [one for one in row.remarks if one["level"] == "refused"],
        [one for one in row.remarks if one["level"] == "note"],
    )


def _tables(intake: Intake) -> list[dict[str, Any]]:
    """What was found in which sheet, in words."""
    found = []
    for table in intake.tables:
        first, last = table["header"]
        skipped = [
            {"line": line, "why": SKIPPED_WORD[why], "text": text}
            for line, why, text in table["skipped"]
        ]
        header = _("第%(first)s行") if first == last else _("第%(first)s—%(last)s行")
        found.append(
            {**table, "skipped": skipped, "header": header % {"first": first, "last": last}}
        )
    return found


def _other_unit(intake: Intake) -> str:
    """The unit that the file names where it isn't the agency's name."""
    for table in intake.tables:
        unit = str(table["unit"])
        known = (intake.agency.name, intake.agency.short_name)
        if unit and not any(unit in name or name in unit for name in known):
            return unit
    return ""
