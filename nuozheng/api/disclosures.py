"""Publications: one of them for anybody, the desk's list, and consent given and taken back."""

from datetime import date

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Query, Router, Status
from pydantic import Field

from nuozheng.api.authentication import PUBLIC_CALLS_PER_MINUTE, PerMinute, account_of
from nuozheng.api.lookup import case_to_act_on, today
from nuozheng.api.responses import answers
from nuozheng.api.schemas import (
    Basis,
    Body,
    CaseNumber,
    Line,
    Out,
    Page,
    Paging,
    PublicationNumber,
    basis_of,
    page_of,
)
from nuozheng.applications.disclosing import consent_to_show
from nuozheng.disclosure.access import at_desk, own
from nuozheng.disclosure.actions.consent import withdraw_consent
from nuozheng.disclosure.models import Publication
from nuozheng.law.disclosure.moves import PublicationStatus

router = Router(tags=["公示"])


class LineOut(Out):
    """One line as the public reads it."""

    label: str
    text: str


class PublicationOut(Out):
    """What is public today under this number; personal data are masked already."""

    code: str
    title: str
    section: str
    agency: str
    place: str
    start_on: date
    end_on: date
    lines: list[LineOut]
    basis: list[Basis]
    disputed: bool = Field(description="本人提出了异议，正在核实；核实以前不作不利依据")


class DeskPublication(Out):
    """A publication in the desk's list, without what it says of anybody."""

    id: int
    code: str
    title: str
    section: str
    regime: str
    status: PublicationStatus
    case_number: str
    start_on: date | None
    end_on: date | None
    places: list[str]


class ConsentIn(Body):
    """Where the applicant wishes to show the letter, by the names that the place offers."""

    places: list[Line] = Field(min_length=1, max_length=10)


@router.get(
    "/disclosures/{number}",
    auth=None,
    throttle=[PerMinute(PUBLIC_CALLS_PER_MINUTE)],
    response=answers(PublicationOut),
    summary="按编号看一份正在公示的内容（不用密钥）",
)
def show_publication(request: HttpRequest, number: PublicationNumber) -> PublicationOut:
    """公示期过了的、撤下的，都是没有。不能成批取。"""
    found = (
        Publication.objects.public_on(timezone.localdate())
        .filter(code=number)
        .select_related("agency", "jurisdiction")
        .defer("pieces")
        .first()
    )
    if found is None or found.start_on is None or found.end_on is None:
        raise Http404
    return PublicationOut(
        code=found.code,
        title=found.title,
        section=found.section,
        agency=found.agency.name,
        place=found.jurisdiction.name,
        start_on=found.start_on,
        end_on=found.end_on,
        lines=[LineOut(**line) for line in found.shown],
        basis=basis_of(found.basis),
        disputed=found.disputed,
    )


@router.get(
    "/disclosures",
    response=answers(Page[DeskPublication]),
    summary="列出要公示、正在公示的（经办、信用、审核人员）",
)
def list_publications(
    request: HttpRequest, paging: Query[Paging], status: PublicationStatus | None = None
) -> Page[DeskPublication]:
    rows = at_desk(account_of(request), today()).defer("pieces", "shown")
    return page_of(rows.filter(status=status) if status else rows, paging, _desk_row)


@router.post(
    "/applications/{number}/disclosure-consent",
    response=answers(DeskPublication, 201),
    summary="自愿公开承诺书（申请人）",
    description="不同意的不用调用，不影响办理；随时可以撤回。",
)
def agree_to_show(
    request: HttpRequest, number: CaseNumber, body: ConsentIn
) -> Status[DeskPublication]:
    account = account_of(request)
    case = case_to_act_on(account, number)
    held = consent_to_show(application=case, places=body.places, by=account)
    return Status(201, _desk_row(held.publication))


@router.post(
    "/disclosures/{number}/withdrawal",
    response=answers(DeskPublication),
    summary="撤回自愿公开（本人）",
    description="当时就撤下；按规定应当公示的不受影响。",
)
def take_consent_back(request: HttpRequest, number: PublicationNumber) -> DeskPublication:
    account = account_of(request)
    found = own(account, today()).filter(code=number).first()
    if found is None:
        raise Http404
    return _desk_row(withdraw_consent(publication=found, by=account))


def _desk_row(row: Publication) -> DeskPublication:
    return DeskPublication(
        id=row.pk,
        code=row.code,
        title=row.title,
        section=row.section,
        regime=row.regime,
        status=row.state,
        case_number=row.case_number,
        start_on=row.start_on,
        end_on=row.end_on,
        places=row.places,
    )
