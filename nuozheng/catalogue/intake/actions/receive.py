"""Receive a department's file, and what a person says of its columns and rows."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from nuozheng.catalogue.intake import columns, process, queue
from nuozheng.catalogue.intake.judging import SAME_AS
from nuozheng.catalogue.intake.models import (
    ColumnMemory,
    Fate,
    Intake,
    IntakeRow,
    Purpose,
    Status,
)
from nuozheng.catalogue.intake.reading import must_fit
from nuozheng.catalogue.models import Catalogue
from nuozheng.documents.models import Document
from nuozheng.evidence.moves import locked
from nuozheng.law.findings import Refused
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Agency
from nuozheng.parties.roles import roles_at

KEPT_DAYS = 30
_AT_ONCE = 1000
"""Up to so many rows are judged again while the person waits."""
MENDABLE = (
    "item.name",
    "item.implementation_code",
    "proof.name",
    "proof.kind",
    "proof.issuing_body",
    "substitution",
    "other_way",
    SAME_AS,
)


def receive(
    *,
    catalogue: Catalogue,
    agency: Agency,
    purpose: str,
    name: str,
    content: bytes,
    by: Account,
) -> Intake:
    """File the upload as it is and have it read; Refused for anybody but the agency's keepers."""
    must_keep(by, agency)
    if agency.jurisdiction_id != catalogue.jurisdiction_id or purpose not in Purpose.values:
        raise Refused.because(
            "intake.other_place", _("这个单位不属于这份清单的地区。"), cure=_("换一份清单。")
        )
    if purpose == Purpose.UPPER and catalogue.parent is not None:
        raise Refused.because(
            "intake.list_above_known",
            _("这份清单的上级清单《%(title)s》就在系统里，不用再传。")
            % {"title": catalogue.parent.title},
            cure=_("直接到“与上级对照”里逐条看。"),
        )
    must_fit(content)
    with transaction.atomic():
        document = Document.of(
            content,
            kind="list_upload",
            title=(name.strip() or "清单")[:200],
            media_type="application/octet-stream",
        )
        document.created_at, document.created_by = timezone.now(), by
        document.save()
        intake = Intake.objects.create(
            catalogue=catalogue,
            agency=agency,
            purpose=purpose,
            document=document,
            created_at=timezone.now(),
            created_by=by,
            expires_on=timezone.localdate() + timedelta(days=KEPT_DAYS),
        )
        queue.enqueue(queue.READ, intake)
    return intake


def confirm_columns(*, intake: Intake, meanings: Sequence[str], by: Account) -> None:
    """What the columns are, as a person says; remembered for this header. Refused if too few."""
    must_keep(by, intake.agency)
    of_officers = intake.purpose == Purpose.OFFICERS
    usable = columns.OFFICER_MEANINGS if of_officers else columns.MEANINGS
    chosen = [one if one in usable else "" for one in meanings][: len(intake.labels)]
    chosen += [""] * (len(intake.labels) - len(chosen))
    named = [one for one in chosen if one]
    if doubled := [usable[one] for one in dict.fromkeys(named) if named.count(one) > 1]:
        raise Refused.because(
            "intake.column_twice",
            _("有两列都选了“%(title)s”。") % {"title": "”“".join(doubled)},
            cure=_("每一种只能对一列；不用的列选“不用”。"),
        )
    if of_officers:
        lacks = [] if columns.is_annex_one(chosen) else ["联络员姓名", "联系电话"]
    else:
        lacks = columns.lacking(chosen)
    if lacks:
        raise Refused.because(
            "intake.column_missing",
            _("还没有指出哪一列是%(titles)s。") % {"titles": "、".join(lacks)},
            cure=_("在下面对上；表里确实没有的，请在表里加上再传。"),
        )
    with transaction.atomic():
        held = _held(intake, Status.COLUMNS, Status.READY)
        ColumnMemory.objects.update_or_create(
            agency=held.agency,
            signature=columns.signature(held.labels),
            defaults={"meanings": chosen, "at": timezone.now(), "by": by},
        )
        held.meanings, held.exact = chosen, False
        held.status, held.done = Status.JUDGING, 0
        held.save(update_fields=["meanings", "exact", "status", "done"])
        queue.enqueue(queue.JUDGE, held)


def mend(*, row: IntakeRow, fields: Mapping[str, str], by: Account) -> None:
    """Write a row otherwise than the file does; all rows are judged again with it."""
    must_keep(by, row.intake.agency)
    with transaction.atomic():
        intake = _held(row.intake, Status.READY)
        written = {key: text.strip() for key, text in fields.items() if key in MENDABLE}
        kept = row.fields
        if "substitution" in written or "other_way" in written:
            kept = {k: v for k, v in kept.items() if not k.startswith(columns.TICK)}
        row.fields = {**kept, **written}
        row.mended_by, row.fate = by, Fate.REFUSED
        row.save(update_fields=["fields", "mended_by", "fate"])
        _judge_again(intake)


def leave_out(*, row: IntakeRow, by: Account) -> None:
    """Don't take this row; `take_back` undoes it."""
    _decide(row, by, Fate.DROPPED)


def take_back(*, row: IntakeRow, by: Account) -> None:
    """Take a row after all that was to be left out."""
    _decide(row, by, Fate.REFUSED)


def compare_again(*, intake: Intake, by: Account) -> None:
    """Judge every row anew against the list as it now stands."""
    must_keep(by, intake.agency)
    with transaction.atomic():
        _judge_again(_held(intake, Status.READY))


def choose_missing(*, intake: Intake, remove: bool, rows: Sequence[int], by: Account) -> int:
    """Propose to remove these entries that the file leaves out, or leave them; how many."""
    must_keep(by, intake.agency)
    with transaction.atomic():
        held = _held(intake, Status.READY)
        chosen = held.rows.filter(fate=Fate.MISSING, pk__in=rows)
        return chosen.update(remove=remove)


def must_keep(account: Account, agency: Agency) -> None:
    """Refused unless the account keeps the agency's list."""
    if Role.CATALOGUE_KEEPER not in roles_at(account, agency.pk, timezone.localdate()):
        raise Refused.because(
            "not_your_move",
            _("只有本单位的清单管理人员可以导入。"),
            cure=_("请用有这个职责的账号登录。"),
        )


def _decide(row: IntakeRow, by: Account, fate: Fate) -> None:
    must_keep(by, row.intake.agency)
    if row.fate == Fate.MISSING:
        raise Refused.because(
            "intake.not_in_the_file", _("这一条不是表里的。"), cure=_("请在“表里没有”里选。")
        )
    with transaction.atomic():
        intake = _held(row.intake, Status.READY)
        row.fate = fate
        row.save(update_fields=["fate"])
        _judge_again(intake)


def _judge_again(intake: Intake) -> None:
    if intake.total <= _AT_ONCE:
        process.judge_again(intake)
        return
    intake.status = Status.JUDGING
    intake.save(update_fields=["status"])
    queue.enqueue(queue.JUDGE_AGAIN, intake)


def _held(intake: Intake, *states: Status) -> Intake:
    """The upload, locked, in one of these states; Refused in any other."""
    held = locked(Intake, intake.pk)
    if held.status not in states:
        raise Refused.because(
            "intake.not_now",
            _("这个文件现在%(state)s，这一步做不了。") % {"state": held.in_words},
            cure=_("请刷新页面，看现在到哪一步。"),
        )
    return held
