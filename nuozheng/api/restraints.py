"""失信名单和惩戒: proposed, answered, decided, ended, carried out; and the check in a domain."""

from datetime import date
from typing import Annotated

from django.http import Http404, HttpRequest
from ninja import Router, Status
from pydantic import Field, StringConstraints

from nuozheng.api.authentication import account_of
from nuozheng.api.lookup import today
from nuozheng.api.responses import answers
from nuozheng.api.restraint_schemas import (
    RestraintOut,
    RestrictionOut,
    restraint_out,
    restriction_out,
)
from nuozheng.api.schemas import Body, Id, Text
from nuozheng.credit.access import own_parties
from nuozheng.credit.listing.models import Listing
from nuozheng.credit.models import CreditRecord
from nuozheng.credit.sanctions import access
from nuozheng.credit.sanctions.access import MODELS, AnyRestraint
from nuozheng.credit.sanctions.checking import Question, check
from nuozheng.credit.sanctions.deciding import answer, decide, drop, record_execution
from nuozheng.credit.sanctions.ending import release, withdraw
from nuozheng.credit.sanctions.models import Sanction
from nuozheng.credit.sanctions.proposing import Why, propose_listing, propose_sanction
from nuozheng.evidence.looks import look
from nuozheng.law.policy.restraints import Domain
from nuozheng.law.vocabulary import PartyKind, Role
from nuozheng.parties.models import Account, Agency
from nuozheng.parties.roles import post_of

router = Router(tags=["信用"])
Code = Annotated[str, StringConstraints(pattern=r"^(listing|sanction)-[1-9][0-9]{0,17}$")]
MOST = 100


class ListingIn(Body):
    """Into which list, why, on what evidence."""

    list: Annotated[Text, Field(max_length=40)]
    reasons: Text
    evidence: Text


class SanctionIn(Body):
    """Which measure, by which kind of actor, of which unit, why, on what evidence."""

    measure: Annotated[Text, Field(max_length=40)]
    actor: Annotated[Text, Field(max_length=10)]
    agency: Id
    reasons: Text
    evidence: Text


class AnswerIn(Body):
    """What the person says."""

    text: Text


class DecisionIn(Body):
    """Bring it into force, until a day, or leave it; with reasons."""

    in_force: bool
    reason: Text
    until: date | None = None


class EndingIn(Body):
    """Why it ends before its day."""

    reason: Text


class ExecutionIn(Body):
    """What was done, on which day."""

    on: date
    words: Text


class RestrictionCheckIn(Body):
    """Whom a unit asks about, in which domain, what for."""

    agency: Id
    domain: Domain
    kind: PartyKind
    name: Annotated[Text, Field(max_length=100)]
    identifier: Annotated[Text, Field(max_length=40)]
    purpose: Annotated[Text, Field(max_length=120)]
    case_number: Annotated[Text, Field(max_length=40)] = ""


@router.get(
    "/restraints",
    response=answers(list[RestraintOut]),
    summary="列出失信名单和惩戒（本人；本单位的；管理名单的单位）",
)
def list_restraints(request: HttpRequest) -> list[RestraintOut]:
    """最新的100条。"""
    account, day = account_of(request), today()
    mine = list(own_parties(account, day).values_list("pk", flat=True))
    found = [
        row
        for model in MODELS
        for rows in (access.of_party(mine, model), access.at_desk(model, account, day))
        for row in rows[:MOST]
    ]
    newest = sorted(found, key=lambda one: one.proposed_at, reverse=True)[:MOST]
    return [restraint_out(row, day) for row in newest]


@router.get("/restraints/{code}", response=answers(RestraintOut), summary="查看一条名单或者惩戒")
def show_restraint(request: HttpRequest, code: Code) -> RestraintOut:
    return _shown(account_of(request), code)


@router.post(
    "/records/{id}/listings",
    response=answers(RestraintOut, 201),
    summary="提出列入名单（认定单位）",
)
def propose_entry(request: HttpRequest, id: Id, body: ListingIn) -> Status[RestraintOut]:
    """只有经核实、生效的认定能据此列入；提出时告知本人。"""
    account = account_of(request)
    row = propose_listing(
        record=_record(account, id),
        list_key=body.list,
        why=Why(body.reasons, body.evidence),
        by=account,
    )
    return Status(201, _shown(account, row.code))


@router.post(
    "/records/{id}/sanctions",
    response=answers(RestraintOut, 201),
    summary="提出惩戒（有职责的单位）",
)
def propose_measure(request: HttpRequest, id: Id, body: SanctionIn) -> Status[RestraintOut]:
    """清单以外的、与这一级不相应的措施不能用，回答里写明可以用哪些。"""
    account = account_of(request)
    agency = Agency.objects.filter(pk=body.agency).first()
    if agency is None:
        raise Http404
    row = propose_sanction(
        record=_record(account, id),
        measure=body.measure,
        actor=body.actor,
        agency=agency,
        why=Why(body.reasons, body.evidence),
        by=account,
    )
    return Status(201, _shown(account, row.code))


@router.post(
    "/restraints/{code}/answer", response=answers(RestraintOut), summary="说明意见（本人）"
)
def answer_restraint(request: HttpRequest, code: Code, body: AnswerIn) -> RestraintOut:
    account = account_of(request)
    answer(row=_row(account, code), text=body.text, by=account)
    return _shown(account, code)


@router.post(
    "/restraints/{code}/decision",
    response=answers(RestraintOut),
    summary="决定，或者不作了（本单位另一个人）",
)
def decide_restraint(request: HttpRequest, code: Code, body: DecisionIn) -> RestraintOut:
    account = account_of(request)
    row = _row(account, code)
    if body.in_force:
        decide(row=row, by=account, reason=body.reason, until=body.until)
    else:
        drop(row=row, by=account, reason=body.reason)
    return _shown(account, code)


@router.post(
    "/restraints/{code}/ending",
    response=answers(RestraintOut),
    summary="移出名单（管理名单的单位），解除惩戒（作出的单位）",
)
def end_restraint(request: HttpRequest, code: Code, body: EndingIn) -> RestraintOut:
    """移出名单的，据以作出的惩戒同时解除，公布的当天撤下。"""
    account = account_of(request)
    row = _row(account, code)
    if isinstance(row, Listing):
        release(listing=row, by=account, reason=body.reason)
    else:
        withdraw(sanction=row, by=account, reason=body.reason)
    return _shown(account, code)


@router.post(
    "/restraints/{code}/executions",
    response=answers(RestraintOut),
    summary="反馈执行情况（作出惩戒的单位）",
)
def report_execution(request: HttpRequest, code: Code, body: ExecutionIn) -> RestraintOut:
    account = account_of(request)
    row = _row(account, code)
    if not isinstance(row, Sanction):
        raise Http404
    record_execution(sanction=row, on=body.on, words=body.words, by=account)
    return _shown(account, code)


@router.post(
    "/sanction-checks",
    response=answers(list[RestrictionOut]),
    summary="核对某人在一个领域受不受限制（有职责的单位）",
)
def check_restrictions(request: HttpRequest, body: RestrictionCheckIn) -> list[RestrictionOut]:
    """没有登记这个领域职责的单位查不到任何信息；本人看得到谁查过、为什么查。"""
    account = account_of(request)
    agency = Agency.objects.filter(pk=body.agency).first()
    if agency is None:
        raise Http404
    question = Question(
        kind=body.kind.value,
        identifier=body.identifier,
        name=body.name,
        domain=body.domain,
        purpose=body.purpose,
        case_number=body.case_number,
    )
    return [restriction_out(one) for one in check(question=question, agency=agency, by=account)]


def _record(account: Account, id: int) -> CreditRecord:
    found = access.open_records(account, today()).filter(pk=id).first()
    if found is None:
        raise Http404
    return found


def _row(account: Account, code: str) -> AnyRestraint:
    row = access.by_code(code)
    if row is None or not access.may_see(account, row, today()):
        raise Http404
    return row


def _shown(account: Account, code: str) -> RestraintOut:
    """The row; a look of staff is on record before it leaves."""
    row = _row(account, code)
    if Role.APPLICANT not in access.roles_on(account, row, today()):
        look(
            party_id=row.party_id,
            by_id=account.pk,
            what="blacklist",
            purpose="办理失信名单和惩戒",
            basis=("CN-GBF49-basis", "CN-PIPL-34"),
            case_number=row.record.case_number,
            post=post_of(account, today()),
        )
    return restraint_out(row, today())
