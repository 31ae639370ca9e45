"""Register what changed: every entry it touches is flagged at once, agency by agency."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from nuozheng.catalogue.adjustment import access
from nuozheng.catalogue.adjustment.clocks import start_event_clocks
from nuozheng.catalogue.adjustment.models import Adjustment, LegalEvent, TouchedEntry
from nuozheng.catalogue.adjustment.touch import touched_by
from nuozheng.catalogue.models import Catalogue, ServiceItem
from nuozheng.evidence.moves import append
from nuozheng.evidence.wording import SHORT, written
from nuozheng.law.adjustment import EventKind, instrument, trigger_clauses
from nuozheng.law.answers import not_met
from nuozheng.law.findings import Finding, Refused
from nuozheng.parties.models import Account, Agency


@dataclass(frozen=True, slots=True)
class Happening:
    """What changed, told by instrument, agencies or item as its kind wants; day, paper, words."""

    kind: EventKind
    happened_on: date
    document_number: str
    words: str
    instrument: str = ""
    agencies: tuple[Agency, ...] = ()
    item: ServiceItem | None = None


def register_event(*, catalogue: Catalogue, happening: Happening, by: Account) -> LegalEvent:
    """Write down what changed and flag everything it touches; start the clocks from the event.

    Errors: Refused for anybody but the place's keepers and justice bureau, without the paper and
    the words, for a day to come, and for an agency or a service of another list.
    """
    today, now = timezone.localdate(), timezone.now()
    role = access.registering_role(by, catalogue, today)
    if role is None:
        raise Refused.because(
            "not_your_move",
            "变更事由由清单管理人员和司法行政审核人员登记。",
            cure="请用有这个职责的账号登录。",
        )
    if lacking := _lacking(catalogue, happening, today):
        raise Refused(*lacking)
    kind = happening.kind
    with transaction.atomic():
        event = LegalEvent.objects.create(
            catalogue=catalogue,
            kind=kind,
            instrument=instrument(happening.instrument) if kind.about == "instrument" else "",
            item=happening.item if kind.about == "item" else None,
            happened_on=happening.happened_on,
            document_number=written(happening.document_number, "文号", SHORT),
            words=written(happening.words, "变化的内容"),
            registered_at=now,
            registered_by=by,
        )
        if kind.about == "agency":
            event.agencies.set(happening.agencies)
        count = _flag(event)
        append(
            "legal_event", event.pk, "register", "", "registered", by=by, role=role, at=now,
            basis=trigger_clauses(catalogue.policy, kind), detail={"touched": count},
        )  # fmt: skip
    return event


def _flag(event: LegalEvent) -> int:
    touches = touched_by(event, timezone.localdate())
    answers: dict[int, Adjustment] = {}
    for touch in touches:
        agency = touch.version.entry.item.agency
        if agency.pk not in answers:
            answers[agency.pk] = Adjustment.objects.create(event=event, agency=agency)
    TouchedEntry.objects.bulk_create(
        TouchedEntry(
            adjustment=answers[touch.version.entry.item.agency_id],
            entry=touch.version.entry,
            version=touch.version,
            why=touch.why,
        )
        for touch in touches
    )
    for answer in answers.values():
        start_event_clocks(answer)
    return len(touches)


def _lacking(catalogue: Catalogue, happening: Happening, today: date) -> list[Finding]:
    basis = trigger_clauses(catalogue.policy, happening.kind)
    found: list[Finding] = []
    if happening.happened_on > today:
        found.append(
            not_met(
                "event_in_future",
                "发生的日期在今天以后。",
                basis,
                cure="核对日期；施行以后再登记。",
            )
        )
    if not happening.document_number.strip():
        found.append(
            not_met(
                "event_without_paper",
                "没有写依据文件的文号。",
                basis,
                cure="写明公布、印发的文号。",
            )
        )
    if not happening.words.strip():
        found.append(
            not_met(
                "event_without_words", "没有写变化的内容。", basis, cure="用一两句话写明变了什么。"
            )
        )
    about = happening.kind.about
    if about == "instrument" and not instrument(happening.instrument):
        found.append(
            not_met(
                "event_without_subject",
                "没有写是哪一部法律法规。",
                basis,
                cure="写全名，可以带书名号。",
            )
        )
    elif about == "agency":
        places = {agency.jurisdiction_id for agency in happening.agencies}
        if places != {catalogue.jurisdiction_id}:
            found.append(
                not_met("event_without_subject", "没有选本地区的部门。", basis, cure="从部门里选。")
            )
    elif about == "item" and (
        happening.item is None or happening.item.catalogue_id != catalogue.pk
    ):
        found.append(
            not_met("event_without_subject", "没有选这份清单里的事项。", basis, cure="从事项里选。")
        )
    return found
