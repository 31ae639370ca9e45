"""Credit files: the standing of any day explained, promises, what happened; results for offices."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from ninja import Query, Router

from nuozheng.api.authentication import account_of
from nuozheng.api.lookup import today
from nuozheng.api.responses import answers
from nuozheng.api.schemas import (
    Basis,
    Body,
    Id,
    Line,
    Out,
    Page,
    Paging,
    PartyOut,
    basis_of,
    page_of,
    party_out,
)
from nuozheng.applications.models import Commitment
from nuozheng.credit.access import own_parties
from nuozheng.credit.beyond.deciding import policy_in_effect
from nuozheng.credit.standing import adverse, fact_of, standing_on
from nuozheng.law.credit_basis import mapped
from nuozheng.law.explained import explained
from nuozheng.law.performance import Performance
from nuozheng.law.procedure import TABLES
from nuozheng.law.vocabulary import Severity
from nuozheng.parties.models import Account, Party
from nuozheng.verification.performance import access, unmasking
from nuozheng.verification.performance.file import Line as FileLine
from nuozheng.verification.performance.file import lines_of, moves_of, promises_of_party
from nuozheng.verification.performance.settle import settle

router = Router(tags=["信用"])
LINES, PROMISES = 200, 100


class CountedOut(Out):
    """One adverse record on a day: whether it counts, why, until when; its national class."""

    told: str
    counts: bool
    why: str
    until: date | None
    national: str
    impact: str
    basis: list[Basis]


class PromiseOut(Out):
    """One commitment and what became of it."""

    id: int
    number: str
    item: str
    agency: str
    signed_at: datetime | None
    performance: Performance
    performance_text: str


class ResultOut(PromiseOut):
    """A commitment with the person or company that made it."""

    party: PartyOut


class FileLineOut(Out):
    """One thing that happened: 承诺内容, 践诺行为 or 违约记录."""

    at: datetime
    part: str
    part_text: str
    kind: str
    act: str
    act_text: str
    number: str
    agency: str
    reason: str
    hidden: bool
    basis: list[Basis]


class FileWholeOut(Out):
    """A credit file on a day, latest first; other units' words are hidden unless `whole`."""

    party: PartyOut
    identifier: str
    whole: bool
    on: date
    standing: str
    worst: str
    kept: int
    counted: list[CountedOut]
    promises: list[PromiseOut]
    lines: list[FileLineOut]


class Purpose(Body):
    """Why somebody has to see what is hidden."""

    purpose: Line


@dataclass(frozen=True, slots=True)
class Eyes:
    """What the asker sees: which places, the words of which agencies, or everything."""

    places: list[int] | None
    agencies: frozenset[int]
    whole: bool

    def hides(self, agency_id: int) -> bool:
        return not self.whole and agency_id not in self.agencies


@router.get("/credit-files/{id}", response=answers(FileWholeOut), summary="查看信用档案")
def show_file(request: HttpRequest, id: Id, on: date | None = None) -> FileWholeOut:
    """本人看全部；工作人员看到的，证件号码和其他单位的内容已隐去，看过也会记下。"""
    account, day = account_of(request), min(on or today(), today())
    own = own_parties(account, today()).filter(pk=id).first()
    if own is not None:
        return _file(own, Eyes(None, frozenset(), True), day)
    party = _open_to(account, id)
    unmasking.note(party, account, unmasking.MASKED, today())
    return _file(party, _eyes(account, whole=False), day)


@router.post(
    "/credit-files/{id}/unmasking",
    response=answers(FileWholeOut),
    summary="写明用途，查看信用档案隐去的内容（工作人员）",
)
def unmask_file(request: HttpRequest, id: Id, body: Purpose) -> FileWholeOut:
    """每看一次记一条，本人看得到谁、为什么看过。"""
    account = account_of(request)
    party = _open_to(account, id)
    unmasking.note(party, account, unmasking.purpose_of(body.purpose), today())
    return _file(party, _eyes(account, whole=True), today())


@router.get(
    "/performance", response=answers(Page[ResultOut]), summary="承诺的履行结果（信用牵头单位）"
)
def list_results(request: HttpRequest, paging: Query[Paging]) -> Page[ResultOut]:
    """只有本地信用牵头单位看得到；其他单位得到404。"""
    offices = access.credit_offices(account_of(request), today())
    if not offices:
        raise Http404
    return page_of(_whole(access.results_for(offices)), paging, _result)


@router.get(
    "/performance/missing",
    response=answers(Page[ResultOut]),
    summary="没有记下履行情况的承诺（工作人员）",
)
def list_missing(request: HttpRequest, paging: Query[Paging]) -> Page[ResultOut]:
    return page_of(_whole(access.missing_for(account_of(request), today())), paging, _result)


@router.post(
    "/performance/{id}/settlement",
    response=answers(ResultOut),
    summary="按核查结果补记兑现（经办、核查人员）",
)
def settle_performance(request: HttpRequest, id: Id) -> ResultOut:
    account = account_of(request)
    row = _whole(access.missing_for(account, today())).filter(pk=id).first()
    if row is None:
        raise Http404
    settle(commitment=row, by=account)
    return _result(row, Performance.KEPT)


def _open_to(account: Account, id: int) -> Party:
    party = access.files_open_to(account, today()).filter(pk=id).first()
    if party is None:
        raise Http404
    return party


def _eyes(account: Account, *, whole: bool) -> Eyes:
    mine = access.agencies_with(account, today(), *access.HANDLES)
    places = access.places_of(account, today())
    return Eyes(places, frozenset(one.pk for one in mine), whole)


def _file(party: Party, eyes: Eyes, on: date) -> FileWholeOut:
    found = standing_on(party, on)
    return FileWholeOut(
        party=party_out(party),
        identifier=party.identifier if eyes.whole else "",
        whole=eyes.whole,
        on=on,
        standing=found.chinese,
        worst=found.worst.value if found.worst else "",
        kept=found.kept,
        counted=_counted(party, on, eyes),
        promises=[_promise(one) for one in promises_of_party(party, eyes.places)[:PROMISES]],
        lines=[_line(one, eyes) for one in lines_of(moves_of(party, eyes.places)[:LINES])],
    )


def _counted(party: Party, on: date, eyes: Eyes) -> list[CountedOut]:
    records = adverse(party)
    facts = [fact_of(record) for record in records]
    of = {id(fact): record for fact, record in zip(facts, records, strict=True)}
    texts = {key: policy_in_effect(key, on) for key in {one.policy_key for one in records}}
    rows = []
    for one in explained(facts, on):
        record = of[id(one.record)]
        policy = texts[record.policy_key]
        rows.append(
            CountedOut(
                told=one.record.told(),
                counts=one.counts,
                why=one.why,
                until=one.until,
                national=mapped(policy, Severity(record.severity), one.record.recorded_on),
                impact="" if eyes.hides(record.agency_id) else record.impact,
                basis=basis_of((*record.basis, *policy.credit.publication_months.clause)),
            )
        )
    return rows


def _line(one: FileLine, eyes: Eyes) -> FileLineOut:
    hidden = eyes.hides(one.agency_id) and bool(one.move.reason)
    rules = TABLES[one.move.kind].rules
    return FileLineOut(
        at=one.move.at,
        part=one.part,
        part_text=one.part.chinese,
        kind=one.move.kind,
        act=one.move.act,
        act_text=next((rule.label for rule in rules if rule.act == one.move.act), one.move.act),
        number=one.case_number,
        agency=one.agency,
        reason="" if hidden else one.move.reason,
        hidden=hidden,
        basis=basis_of(one.move.basis),
    )


def _promise(one: Commitment, word: Performance | None = None) -> PromiseOut:
    performance = word or Performance(vars(one)["performance"])
    return PromiseOut(
        id=one.pk,
        number=one.application.number,
        item=one.application.item.name,
        agency=one.application.agency.name,
        signed_at=one.signed_at,
        performance=performance,
        performance_text=performance.chinese,
    )


def _result(one: Commitment, word: Performance | None = None) -> ResultOut:
    promise = _promise(one, word)
    return ResultOut(**promise.model_dump(), party=party_out(one.application.applicant))


def _whole(rows: QuerySet[Commitment]) -> QuerySet[Commitment]:
    return rows.select_related("application__item", "application__agency", "application__applicant")
