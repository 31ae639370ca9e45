"""One act takes everything that is not refused into a revision."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from nuozheng.catalogue.inheritance.registers import CANCELLED, RETAINED, Line, register
from nuozheng.catalogue.intake import officers, queue
from nuozheng.catalogue.intake.actions.receive import must_keep
from nuozheng.catalogue.intake.list_above import take_list_above
from nuozheng.catalogue.intake.models import Fate, Intake, IntakeRow, Purpose, Status
from nuozheng.catalogue.intake.pace import collecting_rarely
from nuozheng.catalogue.intake.preview import judge_of
from nuozheng.catalogue.intake.reading import read_sheets
from nuozheng.catalogue.intake.standing import standing_list
from nuozheng.catalogue.intake.table import find_table
from nuozheng.catalogue.models import CatalogueEntry
from nuozheng.catalogue.revision.actions.draft import (
    Proposed,
    open_revision,
    propose_all,
)
from nuozheng.catalogue.revision.models import Revision
from nuozheng.evidence.moves import locked
from nuozheng.law.findings import Refused
from nuozheng.parties.models import Account

_TAKEN = (Fate.ADD, Fate.CHANGE)


def begin_taking(*, intake: Intake, by: Account, into: Revision | None = None) -> None:
    """Have the preview taken, into a draft of the agency or a new revision; a job does it.

    Refused for anybody but the agency's keepers, before the preview, and with nothing to take.
    """
    must_keep(by, intake.agency)
    with transaction.atomic():
        held = locked(Intake, intake.pk)
        if held.status != Status.READY:
            raise Refused.because(
                "intake.not_now",
                _("这个文件现在%(state)s，这一步做不了。") % {"state": held.in_words},
                cure=_("请刷新页面，看现在到哪一步。"),
            )
        if not takeable(held):
            raise Refused.because(
                "intake.nothing_to_take",
                _("没有可以收的：都和现行清单相同，或者都不收。"),
                cure=_("请把不收的改好；没有变化的，不用报。"),
            )
        if into is not None and (
            into.agency_id != held.agency_id or into.catalogue_id != held.catalogue_id
        ):
            raise Refused.because(
                "intake.other_revision", _("这份修订不是本单位这份清单的。"), cure=_("请重新选。")
            )
        held.status, held.taken_by, held.revision = Status.TAKING, by, into
        held.save(update_fields=["status", "taken_by", "revision"])
        queue.enqueue(queue.TAKE, held)


def takeable(intake: Intake) -> int:
    """How many rows would be taken."""
    if intake.purpose not in (Purpose.LIST, Purpose.OFFICERS):
        return _counted(intake, *_TAKEN, Fate.SAME)
    taken = _counted(intake, *_TAKEN)
    return taken + intake.rows.filter(fate=Fate.MISSING, remove=True).count()


def _counted(intake: Intake, *fates: Fate) -> int:
    return sum(int(intake.counts.get(fate, 0)) for fate in fates)


@collecting_rarely
def take(intake: Intake) -> None:
    """The job's part: all or nothing. What stands in the way is shown above the preview."""
    assert intake.taken_by is not None
    try:
        with transaction.atomic():
            if intake.purpose == Purpose.OFFICERS:
                _take_officers(intake)
            elif intake.purpose == Purpose.LIST:
                _take_changes(intake, intake.taken_by)
            elif intake.purpose == Purpose.UPPER:
                take_list_above(intake, intake.taken_by)
            else:
                _take_register(intake, intake.taken_by)
            intake.status, intake.taken_at = Status.TAKEN, timezone.now()
            intake.problem = []
            intake.save(update_fields=["status", "taken_at", "problem", "revision"])
    except Refused as refusal:
        intake.refresh_from_db()
        intake.status, intake.taken_by = Status.READY, None
        intake.problem = [one.as_json() for one in refusal.findings]
        intake.save(update_fields=["status", "taken_by", "problem"])


def _take_changes(intake: Intake, by: Account) -> None:
    revision = intake.revision or open_revision(
        catalogue=intake.catalogue,
        agency=intake.agency,
        kind="list",
        title=_("导入“%(file)s”") % {"file": intake.document.title[:80]},
        by=by,
    )
    standing = standing_list(intake.catalogue, intake.agency, timezone.localdate())
    judging = judge_of(intake, standing)
    touched = intake.rows.filter(Q(fate=Fate.CHANGE) | Q(fate=Fate.MISSING, remove=True))
    entries = CatalogueEntry.objects.select_related("item", "proof").in_bulk(
        list(touched.values_list("entry", flat=True))
    )
    proposed: list[Proposed] = []
    for row in intake.rows.defer("remarks", "changes").order_by("position"):
        if row.fate == Fate.MISSING:
            if row.remove and row.entry_id in entries and row.entry_id in standing.entries:
                proposed.append(
                    Proposed(
                        "remove",
                        standing.entries[row.entry_id],
                        entries[row.entry_id],
                        reason=_("新报的表里没有这一项。"),
                        origin=intake.document.title,
                    )
                )
            continue
        if row.fate == Fate.DROPPED:
            continue
        judged = judging.judge(row.fields, row.origin)
        if judged.fate != row.fate:
            raise _changed_since(row)
        if judged.fate in _TAKEN and judged.content is not None:
            known = entries.get(judged.entry) if judged.entry else None
            if judged.entry and known is None:
                raise _changed_since(row)
            proposed.append(Proposed(judged.fate.value, judged.content, known, origin=row.origin))
    propose_all(revision=revision, proposed=proposed, by=by)
    intake.revision = revision


def _changed_since(row: IntakeRow) -> Refused:
    return Refused.because(
        "intake.changed_since",
        _("预览以后，现行清单变了，第%(line)s行的结果和预览不一样。") % {"line": row.line},
        cure=_("请点“重新比对”，再看一遍预览。"),
    )


def _take_officers(intake: Intake) -> None:
    sheets = read_sheets(bytes(intake.document.content))
    tables = [table for sheet in sheets if (table := find_table(sheet))]
    officers.replace_officers(intake, tables, timezone.localdate())


def _take_register(intake: Intake, by: Account) -> None:
    """Into the agency's register; a new file of the same kind goes before the earlier one."""
    rows = intake.rows.filter(fate__in=(*_TAKEN, Fate.SAME)).order_by("position")
    register(
        catalogue=intake.catalogue,
        agency=intake.agency,
        standing=CANCELLED if intake.purpose == Purpose.CAMPAIGN else RETAINED,
        lines=[Line(row.fields["proof.name"], row.fields["item.name"]) for row in rows],
        source=intake.document.title[:120],
        by=by,
        intake=intake,
    )
