"""信用: proposed records to register, those in force, and repairs to decide."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, When
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nuozheng.credit import access
from nuozheng.credit.actions.register import drop, register
from nuozheng.credit.actions.repair import decide_repair
from nuozheng.credit.collecting import stuck
from nuozheng.credit.models import CreditRecord, CreditRepair
from nuozheng.credit.push.again import push_again
from nuozheng.credit.push.outbox import failed_messages
from nuozheng.credit.stops.confirming import confirm, unconfirmed
from nuozheng.law.findings import Finding, Refused
from nuozheng.law.procedure import RecordStatus, RepairStatus
from nuozheng.law.vocabulary import Role
from nuozheng.verification.performance.access import credit_offices
from nuozheng.web.desk.case_forms import DeskForm
from nuozheng.web.desk.credit_page import record_context, record_row
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.page import carried_out, shown
from nuozheng.web.desk.queue_rows import Tab
from nuozheng.web.posted import key_of

PER_PAGE = 25
Act = Callable[[CreditRecord, Desk, "RecordForms"], str]
_R = RecordStatus
TABS: tuple[tuple[str, Promise, Q], ...] = (
    ("proposed", gettext_lazy("待登记"), Q(status=_R.PROPOSED)),
    ("repairs", gettext_lazy("申请修复"), Q(asks_repair=True)),
    ("in_force", gettext_lazy("有效"), Q(status=_R.IN_FORCE) & ~Q(kind="kept")),
    ("disputed", gettext_lazy("有异议"), Q(status=_R.DISPUTED)),
    ("kept", gettext_lazy("兑现的承诺"), Q(kind="kept")),
    ("stuck", gettext_lazy("停在半路"), Q(is_stuck=True)),
    ("unsent", gettext_lazy("没有送到平台"), Q(is_unsent=True)),
    ("unconfirmed", gettext_lazy("没有回执"), Q(is_unconfirmed=True)),
    (
        "over",
        gettext_lazy("已修复、到期、撤销、退回"),
        Q(status__in=(_R.REPAIRED, _R.ENDED, _R.ANNULLED, _R.DROPPED)),
    ),
)


class ReasonForm(DeskForm):
    reason = forms.CharField(
        label=gettext_lazy("理由"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000
    )


class RecordForms:
    """The forms of the page; only that of the act that was posted is filled in."""

    def __init__(self, request: HttpRequest) -> None:
        posted = request.POST if request.method == "POST" else None
        self.act = posted.get("act", "") if posted is not None else ""
        self.drop = ReasonForm(posted if self.act == "drop" else None, prefix="drop")
        deciding = self.act in ("grant_repair", "refuse_repair")
        self.repair = ReasonForm(posted if deciding else None, prefix="repair")
        self.order = key_of(posted.get("order")) if posted is not None else 0
        self.receipt = posted.get("receipt", "") if posted is not None else ""


@staffed(Role.CREDIT_OFFICER)
def credit_records(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The records of the credit officer's places; `status` is a tab."""
    everything = _of(desk)
    rules = {key: rule for key, _label, rule in TABS}
    counts = everything.aggregate(**{key: Count("pk", filter=rule) for key, rule in rules.items()})
    chosen = request.GET.get("status", "proposed")
    if chosen not in rules:
        chosen = "proposed"
    listed = everything.filter(rules[chosen]).order_by("-proposed_at", "-pk")
    page = Paginator(listed, PER_PAGE).get_page(request.GET.get("page"))
    return shown(
        request,
        desk,
        "web/desk/credit_records.html",
        {
            "tabs": [Tab(key, label, counts[key], key == chosen) for key, label, _rule in TABS],
            "rows": [record_row(one) for one in page],
            "page": page,
            "is_office": bool(credit_offices(desk.account, desk.today)),
        },
    )


@staffed(Role.CREDIT_OFFICER)
def credit_record(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """One record; a POST names its act in `act`."""
    record = record_at(desk, pk)
    typed = RecordForms(request)
    refused: tuple[Finding, ...] = ()
    if request.method == "POST":
        done, refused = carried_out(ACTS.get(typed.act), record, desk, typed)
        if not refused:
            messages.success(request, done)
            return redirect("web:credit_record", pk=pk)
        record = record_at(desk, pk)
    context = record_context(record, desk.today) | {"forms": typed}
    return shown(request, desk, "web/desk/credit_record.html", context, refused)


def record_at(desk: Desk, pk: int) -> CreditRecord:
    """A record of the desk's places that isn't one's own; otherwise 404."""
    found = _of(desk).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _of(desk: Desk) -> QuerySet[CreditRecord]:
    asked = CreditRepair.objects.filter(record=OuterRef("pk"), status=RepairStatus.REQUESTED)
    unsent = failed_messages().filter(record=OuterRef("pk"))
    own = access.own_parties(desk.account, desk.today).values("pk")
    return (
        access.desk_records(desk.account, desk.today)
        .exclude(party__in=own)
        .annotate(
            asks_repair=Exists(asked),
            is_unsent=Exists(unsent),
            is_unconfirmed=Exists(unconfirmed().filter(record=OuterRef("pk"))),
            is_stuck=Case(When(stuck(timezone.now()), then=True), default=False),
        )
        .select_related("party", "agency", "jurisdiction", "proposed_by", "recorded_by")
    )


def _register(record: CreditRecord, desk: Desk, typed: RecordForms) -> str:
    register(record=record, by=desk.account)
    return _("已经登记。")


def _drop(record: CreditRecord, desk: Desk, typed: RecordForms) -> str:
    drop(record=record, by=desk.account, reason=typed.drop.text("reason"))
    return _("已经退回，不产生任何后果。")


def _decide(grant: bool) -> Act:
    def act(record: CreditRecord, desk: Desk, typed: RecordForms) -> str:
        repair = record.repairs.filter(status=RepairStatus.REQUESTED).first()
        if repair is None:
            raise Refused.because(
                "repair_decided_already",
                _("这条记录现在没有待决定的修复申请。"),
                cure=_("可能是别人刚刚决定过了，请看下面的经过。"),
            )
        reason = typed.repair.text("reason")
        decide_repair(repair=repair, by=desk.account, grant=grant, reason=reason)
        return _("已经准予修复，本人马上可以再用承诺。") if grant else _("已经答复暂不修复。")

    return act


def _confirm_stop(record: CreditRecord, desk: Desk, typed: RecordForms) -> str:
    order = record.stop_orders.filter(pk=typed.order).first()
    if order is None:
        raise Http404
    confirm(order=order, by=desk.account, receipt=typed.receipt)
    return _("已经登记回执。")


def _push_again(record: CreditRecord, desk: Desk, typed: RecordForms) -> str:
    push_again(record=record, by=desk.account)
    return _("马上再报送，一两分钟以后看结果。")


ACTS: dict[str, Act] = {
    "push_again": _push_again,
    "confirm_stop": _confirm_stop,
    "register": _register,
    "drop": _drop,
    "grant_repair": _decide(True),
    "refuse_repair": _decide(False),
}
