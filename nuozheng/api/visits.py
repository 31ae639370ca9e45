"""Visits for an agency's own telephone program: the package, and the record it hands in."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Query, Router
from pydantic import Base64Bytes, Field

from nuozheng.api.authentication import account_of
from nuozheng.api.lookup import today
from nuozheng.api.operations import Operation, operations
from nuozheng.api.responses import answers
from nuozheng.api.schemas import Body, Id, Line, Out, Page, Paging, Text, page_of
from nuozheng.applications.models import Commitment
from nuozheng.law.inspections.moves import VISIT, VisitStatus
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account
from nuozheng.verification.follow import PENDING
from nuozheng.verification.inspections import access
from nuozheng.verification.inspections.actions.package import open_package
from nuozheng.verification.inspections.actions.record import (
    CheckSeen,
    Officer,
    Photo,
    Signature,
    Spot,
    record_visit,
)
from nuozheng.verification.inspections.models import Visit, VisitCheck

router = Router(tags=["核查"])

# Pictures in JSON: base64, together within the bound on a request's data.
Picture = Annotated[Base64Bytes, Field(max_length=2**20)]
Degrees = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]
Metres = Annotated[float, Field(ge=0, le=1e6, allow_inf_nan=False)]


class VisitSummary(Out):
    """A visit in an inspector's list; `version` goes up whenever the desk changes it."""

    id: int
    agency: str
    party: str
    address: str
    planned_on: date | None
    checks: int
    version: int
    status: str
    status_text: str
    package_opened: bool


class CheckOut(Out):
    """One check: what was promised and what it is held against; `due` while nobody settled it."""

    task: int
    number: str
    proof: str
    sentence: str
    standard: str
    due: bool
    result: str
    note: str


class InspectorOut(Out):
    account: int
    name: str
    certificate: str


class VisitOut(VisitSummary):
    """A visit whole; without its checks until the package is signed for."""

    need_reason: str
    team: list[InspectorOut]
    package: list[CheckOut]
    allowed: list[Operation]


class Placed(Body):
    """A photo; when and where it was taken, in degrees and metres."""

    content: Picture = Field(description="JPEG或者PNG的Base64，不超过1MB")
    taken_at: datetime | None = None
    latitude: Degrees | None = None
    longitude: Degrees | None = None
    accuracy: Metres | None = None


class Signed(Body):
    """A drawn signature as a PNG, or a typed name for who can't draw."""

    typed: Line = ""
    drawn: Picture | None = None


class CheckIn(Body):
    """What was seen of one check; `contradicted` and `unable` need a note."""

    task: Id
    result: Literal["confirmed", "contradicted", "unable"]
    note: Text = ""
    photos: list[Placed] = Field(default=[], max_length=18)


class OfficerIn(Body):
    account: Id
    certificate: Line
    signature: Signed


class RecordIn(Body):
    """现场记录. `key` is made on the spot, once for each record; `version` as the visit had it."""

    key: UUID
    version: int = Field(ge=1, le=2**31 - 1)
    arrived_at: datetime
    left_at: datetime
    checks: list[CheckIn] = Field(max_length=100)
    officers: list[OfficerIn] = Field(max_length=20)
    party: Signed = Signed()
    signer: Line = ""
    said: Text = ""
    refusal: Line = ""
    witness: Line = ""


class Recorded(Out):
    """`again`: this record was here already, and nothing was filed a second time."""

    again: bool
    visit: VisitOut


@router.get(
    "/visits", response=answers(Page[VisitSummary]), summary="列出要去的现场检查（检查人员）"
)
def list_visits(request: HttpRequest, paging: Query[Paging]) -> Page[VisitSummary]:
    """派本人去的，七天以内的和过了日子的，日子早的在前。"""
    account = account_of(request)
    rows = _with_all(access.to_be_made(account, today()))
    return page_of(rows.order_by("planned_on", "pk"), paging, lambda row: _summary(account, row))


@router.get("/visits/{id}", response=answers(VisitOut), summary="查看一次现场检查（检查人员）")
def show_visit(request: HttpRequest, id: Id) -> VisitOut:
    """签收材料以前，看不到承诺的内容。"""
    account = account_of(request)
    return _shown(account, _visit(account, id))


@router.post("/visits/{id}/package", response=answers(VisitOut), summary="签收材料（检查人员）")
def sign_for_package(request: HttpRequest, id: Id) -> VisitOut:
    """谁在什么时候拿到材料，留有记录；签收两次算一次。"""
    account = account_of(request)
    open_package(visit=_visit(account, id), by=account)
    return _shown(account, _visit(account, id))


@router.post("/visits/{id}/record", response=answers(Recorded), summary="交现场记录（检查人员）")
def hand_in_record(request: HttpRequest, id: Id, body: RecordIn) -> Recorded:
    """没有网络时做的也行：同一个`key`再交一次不会重复；单位改过安排的，409说明改了什么。"""
    account = account_of(request)
    _record, again = record_visit(visit=_visit(account, id), spot=_spot(body), by=account)
    return Recorded(again=again, visit=_shown(account, _visit(account, id)))


def _visits(account: Account) -> QuerySet[Visit]:
    seen = access.in_the_field(account, today()).exclude(status=VisitStatus.CALLED_OFF)
    return _with_all(seen)


def _with_all(visits: QuerySet[Visit]) -> QuerySet[Visit]:
    """The same visits with what every one of them shows, in as many queries as for one."""
    return visits.select_related("agency", "party").prefetch_related("team__account", "checks")


def _visit(account: Account, id: int) -> Visit:
    found = _visits(account).filter(pk=id).first()
    if found is None:
        raise Http404
    return found


def _spot(body: RecordIn) -> Spot:
    return Spot(
        key=body.key,
        version=body.version,
        arrived_at=_aware(body.arrived_at),
        left_at=_aware(body.left_at),
        checks={
            one.task: CheckSeen(one.result, one.note, tuple(map(_photo, one.photos)))
            for one in body.checks
        },
        officers={
            one.account: Officer(one.certificate, _signature(one.signature))
            for one in body.officers
        },
        party=_signature(body.party),
        signer=body.signer,
        said=body.said,
        refusal=body.refusal,
        witness=body.witness,
    )


def _photo(one: Placed) -> Photo:
    place = {
        name: value
        for name in ("latitude", "longitude", "accuracy")
        if (value := getattr(one, name)) is not None
    }
    return Photo(one.content, _aware(one.taken_at) if one.taken_at else None, place)


def _signature(one: Signed) -> Signature:
    return Signature(one.typed, one.drawn)


def _aware(moment: datetime) -> datetime:
    """A moment without zone is one of China."""
    return timezone.make_aware(moment) if timezone.is_naive(moment) else moment


def _has_opened(account: Account, visit: Visit) -> bool:
    return any(one.account_id == account.pk and one.opened_at for one in visit.team.all())


def _summary(account: Account, visit: Visit) -> VisitSummary:
    return VisitSummary(
        id=visit.pk,
        agency=visit.agency.name,
        party=visit.party.name,
        address=visit.address,
        planned_on=visit.planned_on,
        checks=len(visit.checks.all()),
        version=visit.version,
        status=visit.status,
        status_text=visit.state.chinese,
        package_opened=_has_opened(account, visit),
    )


def _shown(account: Account, visit: Visit) -> VisitOut:
    opened = _has_opened(account, visit)
    return VisitOut(
        **_summary(account, visit).model_dump(),
        need_reason=visit.need_reason,
        team=[
            InspectorOut(account=one.account_id, name=str(one.account), certificate=one.certificate)
            for one in visit.team.all()
        ],
        package=_package(visit) if opened else [],
        allowed=operations(VISIT, visit.status, (Role.INSPECTOR,), visit.pk),
    )


def _package(visit: Visit) -> list[CheckOut]:
    checks = list(
        visit.checks.select_related("task__application", "task__proof__version__entry__proof")
    )
    letters = Commitment.objects.filter(application__in={one.task.application_id for one in checks})
    promised = {
        (row["proof"], row["condition"]): row["sentence"]
        for letter in letters.only("checks")
        for row in letter.checks
    }
    return [_check(one, promised) for one in checks]


def _check(one: VisitCheck, promised: Mapping[tuple[str, str], str]) -> CheckOut:
    task = one.task
    return CheckOut(
        task=task.pk,
        number=task.application.number,
        proof=task.proof.version.entry.proof.name,
        sentence=promised.get((str(task.proof_id), task.condition_key), ""),
        standard=task.standard,
        due=task.status in PENDING,
        result=one.result,
        note=one.note or "",
    )
