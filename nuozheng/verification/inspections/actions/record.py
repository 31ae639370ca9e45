"""现场记录: handed in once, however often it is sent; refused whole where the desk changed it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from nuozheng.documents.models import Document
from nuozheng.documents.uploads import received
from nuozheng.evidence import deadlines
from nuozheng.evidence.moves import history, locked, move, must_be_allowed
from nuozheng.evidence.wording import SHORT, written
from nuozheng.law.findings import Finding, Outcome, Refused, obstacles
from nuozheng.law.inspections import Seen, Signed, VisitRecordFacts, may_record
from nuozheng.law.inspections.moves import VISIT, VisitStatus
from nuozheng.law.policy import load_policy
from nuozheng.law.procedure import TaskStatus
from nuozheng.parties.models import Account
from nuozheng.parties.roles import roles_at
from nuozheng.verification.actions.check import Observation, record_result
from nuozheng.verification.follow import PENDING
from nuozheng.verification.inspections.actions.package import goes
from nuozheng.verification.inspections.actions.plan import CLOSE_CLOCK
from nuozheng.verification.inspections.facts import label_of
from nuozheng.verification.inspections.models import (
    Visit,
    VisitCheck,
    VisitInspector,
    VisitPaper,
    VisitRecord,
)


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture; `place`: {latitude, longitude, accuracy} in degrees and metres, or empty."""

    content: bytes
    taken_at: datetime | None = None
    place: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CheckSeen:
    result: str
    note: str = ""
    photos: tuple[Photo, ...] = ()


@dataclass(frozen=True, slots=True)
class Signature:
    """Drawn as a PNG, or a typed name for who can't draw."""

    typed: str = ""
    drawn: bytes | None = None

    @property
    def is_given(self) -> bool:
        return bool(self.typed.strip()) or self.drawn is not None


@dataclass(frozen=True, slots=True)
class Officer:
    certificate: str
    signature: Signature


@dataclass(frozen=True, slots=True)
class Spot:
    """A record as it is sent: `key` made on the spot, `version` of the visit it was made for.

    `checks` by task, `officers` by account; `signer` is who signed for the inspected party.
    """

    key: UUID
    version: int
    arrived_at: datetime | None
    left_at: datetime | None
    checks: Mapping[int, CheckSeen]
    officers: Mapping[int, Officer]
    party: Signature = Signature()
    signer: str = ""
    said: str = ""
    refusal: str = ""
    witness: str = ""


_STILL_THERE = "您写的没有丢。请看清现在的安排，改好再交；已经由同事交了的，不用再交。"


class VisitChanged(Refused):
    """The visit is no longer as it was when the record was made; nothing was taken over."""


def record_visit(*, visit: Visit, spot: Spot, by: Account) -> tuple[VisitRecord, bool]:
    """File the record, with every result through the check's own act; True where it was there.

    Errors: VisitChanged where the desk or another inspector was quicker; Refused for a stranger
    and where something is missing.
    """
    now = timezone.now()
    with transaction.atomic():
        row = locked(Visit, visit.pk)
        goes(row, by)
        filed = VisitRecord.objects.filter(key=spot.key).first()
        if filed is not None:
            return _the_same(filed, row, by), True
        checks = list(row.checks.select_related("task__application", "task__proof"))
        _must_be_unchanged(row, checks, spot)
        held = roles_at(by, row.agency_id, timezone.localdate())
        role = must_be_allowed(VISIT, "record_visit", row.status, sorted(held))
        team = list(row.team.select_related("account"))
        due = [one for one in checks if one.task.status in PENDING]
        policy = load_policy(row.policy_key)
        if wrong := obstacles(may_record(policy, _facts(spot, due, team, now))):
            raise Refused(*wrong)
        record = _file(row, spot, by, now)
        for check in due:
            _take_over(record, check, spot.checks[check.task_id], by, now)
        _sign(record, team, spot, by, now)
        row.version += 1
        move(
            *(row, VISIT, "record_visit"), by=by, role=role, at=now, basis=row.basis,
            changed=("version",), detail={"version": row.version},
        )  # fmt: skip
        deadlines.meet_all(VISIT.kind, row.pk, now)
        days = policy.verification.feedback_days
        deadlines.start(
            *(VISIT.kind, row.pk, CLOSE_CLOCK), title="办结现场检查",
            from_day=timezone.localdate(now), days=days.value, basis=days.clause,
        )  # fmt: skip
    return record, False


def _the_same(filed: VisitRecord, visit: Visit, by: Account) -> VisitRecord:
    if (filed.visit_id, filed.sent_by_id) != (visit.pk, by.pk):
        raise Refused.because(
            "record_key_taken", "这个编号已经是另一份记录。", cure="请重新打开这次检查，再交一次。"
        )
    return filed


def _must_be_unchanged(visit: Visit, checks: list[VisitCheck], spot: Spot) -> None:
    no, cure, found = Outcome.NOT_MET, _STILL_THERE, []
    if visit.status != VisitStatus.PLANNED or visit.version != spot.version:
        detail = f"这次检查改过：{_last_change(visit)}。"
        found.append(Finding("visit_changed", no, detail, cure=cure))
    for one in checks:
        if one.task.status not in PENDING and one.task_id in spot.checks:
            state = TaskStatus(one.task.status).chinese
            detail = f"“{label_of(one.task)}”已经有结论：{state}。"
            found.append(Finding("check_closed", no, detail, cure=cure))
    if found:
        raise VisitChanged(*found)


def _last_change(visit: Visit) -> str:
    last = history(VISIT.kind, visit.pk).exclude(act="open_package").last()
    assert last is not None
    label = next((rule.label for rule in VISIT.rules if rule.act == last.act), visit.state.chinese)
    who = str(last.by) if last.by else "系统"
    return f"{label}，{who}，{timezone.localtime(last.at):%m-%d %H:%M}"


def _facts(
    spot: Spot, due: list[VisitCheck], team: list[VisitInspector], now: datetime
) -> VisitRecordFacts:
    nobody, nothing = Officer("", Signature()), CheckSeen("")
    seen = [(label_of(one.task), spot.checks.get(one.task_id, nothing)) for one in due]
    signed = [(str(one.account), spot.officers.get(one.account_id, nobody)) for one in team]
    return VisitRecordFacts(
        arrived_at=spot.arrived_at,
        left_at=spot.left_at,
        now=now,
        seen=[Seen(label, one.result, one.note, len(one.photos)) for label, one in seen],
        inspectors=[Signed(name, o.certificate, o.signature.is_given) for name, o in signed],
        party_signed=spot.party.is_given,
        refusal=spot.refusal,
        witness=spot.witness,
    )


def _file(visit: Visit, spot: Spot, by: Account, now: datetime) -> VisitRecord:
    assert spot.arrived_at is not None and spot.left_at is not None
    return VisitRecord.objects.create(
        visit=visit,
        key=spot.key,
        arrived_at=spot.arrived_at,
        left_at=spot.left_at,
        spot={
            "said": written(spot.said, "对方的说明"),
            "signer": written(spot.signer, "签名的人", SHORT),
            "refusal": written(spot.refusal, "不签的原因", 500),
            "witness": written(spot.witness, "见证人", SHORT),
        },
        received_at=now,
        sent_by=by,
    )


def _take_over(
    record: VisitRecord, check: VisitCheck, seen: CheckSeen, by: Account, now: datetime
) -> None:
    """The first photo becomes the check's evidence; an unclear check may stay unclear."""
    result, first = TaskStatus(seen.result), None
    if not (result is TaskStatus.UNABLE and check.task.status == TaskStatus.UNABLE):
        evidence = seen.photos[0].content if seen.photos else None
        observation = Observation(seen.note, evidence)
        first = record_result(task=check.task, by=by, result=result, observation=observation)
    check.result, check.note = result.value, written(seen.note, "核查记录")
    check.save(update_fields=["result", "note"])
    for number, photo in enumerate(seen.photos):
        kept = first.evidence if first is not None and number == 0 else None
        document = kept or _kept(photo.content, "evidence", "现场照片", by, now)
        _paper(record, "photo", document, check_row=check, taken_at=photo.taken_at or now,
               place=dict(photo.place))  # fmt: skip


def _sign(
    record: VisitRecord, team: list[VisitInspector], spot: Spot, by: Account, now: datetime
) -> None:
    for one in team:
        officer = spot.officers[one.account_id]
        one.certificate = written(officer.certificate, "执法证号", 40)
        one.save(update_fields=["certificate"])
        _signature(record, "officer", officer.signature, by, now, inspector=one)
    if spot.party.is_given:
        _signature(record, "party", spot.party, by, now)


def _signature(
    record: VisitRecord, kind: str, given: Signature, by: Account, now: datetime, **whose: Any
) -> None:
    drawn = given.drawn
    document = _kept(drawn, "signature", "现场签名", by, now) if drawn is not None else None
    typed = written(given.typed, "签名", SHORT)
    _paper(record, kind, document, typed_name=typed, taken_at=record.left_at, **whose)


def _kept(content: bytes, kind: str, title: str, by: Account, now: datetime) -> Document:
    document = received(content, kind=kind, title=title)
    document.created_at, document.created_by = now, by
    document.save()
    return document


def _paper(record: VisitRecord, kind: str, document: Document | None, **more: Any) -> None:
    VisitPaper.objects.create(record=record, kind=kind, document=document, **more)
