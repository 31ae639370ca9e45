"""For supervisors: what is owed in checks, whether both are treated alike, and inspections made."""

from dataclasses import asdict

from django.http import Http404, HttpRequest
from ninja import Query, Router

from nuozheng.api.authentication import account_of
from nuozheng.api.lookup import today
from nuozheng.api.oversight_schemas import (
    AgeOut,
    DebtOut,
    DebtTaskOut,
    DebtWanted,
    FairnessOut,
    RoutineIn,
    RoutineOut,
    WeekOut,
    debt_line,
    debt_task,
    reading_out,
    routine_out,
)
from nuozheng.api.responses import answers
from nuozheng.api.schemas import CaseNumber, Page, page_of
from nuozheng.law.findings import Refused
from nuozheng.law.vocabulary import Role
from nuozheng.oversight.debt import Wanted, agencies_seen, debt_of, listed
from nuozheng.parties.models import Account, in_force
from nuozheng.parties.roles import posts
from nuozheng.verification.fairness import access
from nuozheng.verification.fairness.actions import Inspected, enter_inspection

router = Router(tags=["监督"])


@router.get("/debt", response=answers(DebtOut), summary="核查欠账（监督、核查人员）")
def show_debt(request: HttpRequest) -> DebtOut:
    """超期多久、谁欠的、照现在的速度补不补得上。"""
    on = today()
    found = debt_of(agencies_seen(_watcher(request, Role.VERIFIER), on), on)
    return DebtOut(
        on=on,
        total=found.total,
        late=found.late,
        ages=[AgeOut(key=one.key, title=one.title, count=one.value) for one in found.ages],
        agencies=[debt_line(one, found.ages) for one in found.agencies],
        places=[debt_line(one, found.ages) for one in found.places],
        methods=[debt_line(one, found.ages) for one in found.methods],
        capacity=found.forecast.capacity,
        weeks=[WeekOut(**asdict(one)) for one in found.forecast.weeks],
    )


@router.get(
    "/debt/tasks", response=answers(Page[DebtTaskOut]), summary="欠着的核查，逐项（监督、核查人员）"
)
def list_debt(request: HttpRequest, wanted: Query[DebtWanted]) -> Page[DebtTaskOut]:
    """先到期的在前；没有申请人的姓名。"""
    on = today()
    agencies = agencies_seen(_watcher(request, Role.VERIFIER), on)
    chosen = Wanted(wanted.agency, wanted.place, wanted.method, wanted.age)
    return page_of(listed(agencies, on, chosen), wanted, debt_task)


@router.get("/fairness", response=answers(list[FairnessOut]), summary="是不是一样对待（监督人员）")
def show_fairness(request: HttpRequest) -> list[FairnessOut]:
    """每个地方最近一次的比较：同样风险里，用承诺的和交证明的。"""
    account = _watcher(request)
    readings = list(access.readings(account, today()))
    keys = {one["inspector"] for reading in readings for one in reading.comparisons} - {None}
    names = {one.pk: one.username for one in Account.objects.filter(pk__in=keys).order_by("pk")}
    return [reading_out(one, names) for one in readings]


@router.post(
    "/applications/{number}/routine-inspections",
    response=answers(RoutineOut),
    summary="登记一次日常检查（核查、执法检查人员）",
)
def enter_routine(request: HttpRequest, number: CaseNumber, body: RoutineIn) -> RoutineOut:
    """不是为了核实承诺的检查；只因为用了承诺而选中的，不能登记。"""
    account = account_of(request)
    case = access.cases_to_inspect(account, today()).filter(number=number).first()
    if case is None:
        raise Http404
    team = list(
        Account.objects.filter(
            pk__in=case.agency.memberships.filter(in_force(body.on), role=Role.INSPECTOR).values(
                "account"
            ),
            username__in=body.inspectors,
        ).order_by("pk")
    )
    if len(team) < len(set(body.inspectors)):
        raise Refused.because(
            "inspector_unknown",
            "有的账号当天不是本单位的执法检查人员。",
            cure="写账号，当天要在岗。",
        )
    row = enter_inspection(
        application=case,
        by=account,
        inspected=Inspected(body.on, team, body.criteria, body.measure),
    )
    return routine_out(row)


def _watcher(request: HttpRequest, *others: Role) -> Account:
    """The account, if it holds the post of a supervisor or another that may see it."""
    account = account_of(request)
    held = {post.role for post in posts(account, today())}
    if not held & {Role.SUPERVISOR, *others}:
        raise Http404
    return account
