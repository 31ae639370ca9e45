"""Credit: one's own file, the records of a credit officer's place, registration and repair."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from ninja import Query, Router, Status

from nuozheng.api.authentication import account_of
from nuozheng.api.credit_schemas import RecordOut, RecordSummary, record_out, record_summary
from nuozheng.api.lookup import today
from nuozheng.api.responses import answers
from nuozheng.api.schemas import Body, Id, Out, Page, Paging, PartyOut, Text, page_of, party_out
from nuozheng.credit import access
from nuozheng.credit.actions.register import drop, register
from nuozheng.credit.actions.repair import decide_repair, request_repair
from nuozheng.credit.models import CreditRecord, CreditRepair
from nuozheng.credit.standing import standing_of
from nuozheng.law.procedure import RecordStatus
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account

router = Router(tags=["信用"])


class FileOut(Out):
    """The credit file of one's person or company: what counts today, and the records."""

    party: PartyOut
    standing: str
    worst: str
    kept: int
    records: list[RecordSummary]


class Reason(Body):
    """Why."""

    reason: Text


class RepairIn(Body):
    """What was done since, and whether the public credit promise was made."""

    duties_done: bool
    promise_made: bool
    evidence: Text


class RepairDecision(Body):
    """Grant or refuse, with reasons."""

    grant: bool
    reason: Text


@router.get("/credit", response=answers(list[FileOut]), summary="查看自己和自己公司的信用档案")
def show_files(request: HttpRequest) -> list[FileOut]:
    files = []
    for party in access.own_parties(account_of(request), today()).order_by("pk"):
        found = standing_of(party, today())
        records = _whole(CreditRecord.objects.filter(party=party))[:100]
        files.append(
            FileOut(
                party=party_out(party),
                standing=found.chinese,
                worst=found.worst.value if found.worst else "",
                kept=found.kept,
                records=[record_summary(record) for record in records],
            )
        )
    return files


@router.get(
    "/records", response=answers(Page[RecordSummary]), summary="列出信用记录（信用管理人员）"
)
def list_records(
    request: HttpRequest, paging: Query[Paging], status: RecordStatus | None = None
) -> Page[RecordSummary]:
    """本地的记录；自己的在`credit`里看。"""
    rows = _whole(access.desk_records(account_of(request), today()))
    return page_of(rows.filter(status=status) if status else rows, paging, record_summary)


@router.get("/records/{id}", response=answers(RecordOut), summary="查看一条信用记录")
def show_record(request: HttpRequest, id: Id) -> RecordOut:
    return _shown(account_of(request), id)


@router.post(
    "/records/{id}/registration", response=answers(RecordOut), summary="登记（信用管理人员）"
)
def register_record(request: HttpRequest, id: Id) -> RecordOut:
    """作出认定的人不能自己登记。"""
    account = account_of(request)
    register(record=_record(account, id)[0], by=account)
    return _shown(account, id)


@router.post(
    "/records/{id}/dropping", response=answers(RecordOut), summary="不予登记（信用管理人员）"
)
def drop_record(request: HttpRequest, id: Id, body: Reason) -> RecordOut:
    account = account_of(request)
    drop(record=_record(account, id)[0], by=account, reason=body.reason)
    return _shown(account, id)


@router.post(
    "/records/{id}/repairs", response=answers(RecordOut, 201), summary="申请信用修复（本人）"
)
def ask_for_repair(request: HttpRequest, id: Id, body: RepairIn) -> Status[RecordOut]:
    """条件不够的，回答里说明还差什么、哪一天以后可以申请。"""
    account = account_of(request)
    request_repair(
        record=_record(account, id)[0],
        by=account,
        duties_done=body.duties_done,
        promise_made=body.promise_made,
        evidence=body.evidence,
    )
    return Status(201, _shown(account, id))


@router.post(
    "/repairs/{id}/decision", response=answers(RecordOut), summary="决定信用修复（信用管理人员）"
)
def decide_on_repair(request: HttpRequest, id: Id, body: RepairDecision) -> RecordOut:
    account = account_of(request)
    repair = CreditRepair.objects.filter(pk=id).first()
    if repair is None:
        raise Http404
    _record(account, repair.record_id)
    decide_repair(repair=repair, by=account, grant=body.grant, reason=body.reason)
    return _shown(account, repair.record_id)


def _whole(rows: QuerySet[CreditRecord]) -> QuerySet[CreditRecord]:
    return rows.select_related("party", "agency").order_by("-proposed_at", "-pk")


def _record(account: Account, id: int) -> tuple[CreditRecord, tuple[Role, ...]]:
    """A record that the account may see, with its roles there; Http404 for any other."""
    record = _whole(CreditRecord.objects.filter(pk=id)).first()
    roles = access.roles_on(account, record, today()) if record else ()
    if record is None or not roles:
        raise Http404
    return record, roles


def _shown(account: Account, id: int) -> RecordOut:
    record, roles = _record(account, id)
    return record_out(record, roles)
