"""One request: the standard form, what may be done with it now, and the paper that answers it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from nuozheng.law.assistance.moves import ASSISTANCE_REQUEST, AssistanceStatus
from nuozheng.law.findings import Finding, Refused
from nuozheng.law.policy import load_policy
from nuozheng.law.verification_plan import METHOD_WORD
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account
from nuozheng.verification.assistance import access
from nuozheng.verification.assistance.actions.ask import approve, take_back, turn_down
from nuozheng.verification.assistance.actions.reply import OUTCOME_WORD, answer, decline, take_on
from nuozheng.verification.assistance.models import AssistanceRequest
from nuozheng.web.desk.assistance.rows import assistance_row
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.history import happened
from nuozheng.web.desk.page import shown
from nuozheng.web.files import fetched

_WHO = (Role.OFFICER, Role.VERIFIER, Role.HEAD)
_Act = Callable[[AssistanceRequest, Account, HttpRequest], object]


def _said(request: HttpRequest) -> str:
    return request.POST.get("text", "")


def _answer(row: AssistanceRequest, by: Account, request: HttpRequest) -> object:
    outcome = next((one for one in OUTCOME_WORD if one == request.POST.get("outcome")), "")
    return answer(request=row, by=by, outcome=outcome, text=_said(request))  # type: ignore[arg-type]


ACTS: dict[str, _Act] = {
    "take_on": lambda row, by, _request: take_on(request=row, by=by),
    "answer": _answer,
    "decline": lambda row, by, request: decline(request=row, by=by, reason=_said(request)),
    "approve": lambda row, by, _request: approve(request=row, by=by),
    "turn_down": lambda row, by, request: turn_down(request=row, by=by, reason=_said(request)),
    "take_back": lambda row, by, request: take_back(request=row, by=by, reason=_said(request)),
}


@staffed(*_WHO)
def assistance_request(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """The form as it was sent, its clock, and the acts of this side."""
    row = _request_at(desk, pk)
    refused: tuple[Finding, ...] = ()
    if request.method == "POST":
        act = ACTS.get(request.POST.get("act", ""))
        if act is None:
            raise Http404
        try:
            act(row, desk.account, request)
        except Refused as refusal:
            refused = tuple(refusal.findings)
            row = _request_at(desk, pk)
        else:
            messages.success(request, _("已经办好，对方可以看到了。"))
            return redirect("web:assistance_request", pk=pk)
    ours = {
        *access.providing_roles(desk.account, row, desk.today),
        *access.asking_roles(desk.account, row, desk.today),
    }
    rules = [rule for rule in ASSISTANCE_REQUEST.rules if _is_ours(row, rule.act, desk, ours)]
    return shown(
        request,
        desk,
        "web/desk/assistance/request.html",
        {
            "row": assistance_row(row, desk.today),
            "one": row,
            "acts": {rule.act: rule for rule in rules},
            "outcomes": OUTCOME_WORD.items(),
            "tried": "、".join(METHOD_WORD.get(name, name) for name in row.tried),
            "asks": Role.VERIFIER in access.asking_roles(desk.account, row, desk.today),
            "refusal": load_policy(row.policy_key).verification.assistance_refusal.clause,
            "may_ask_another": row.status
            in (AssistanceStatus.SENT, AssistanceStatus.TAKEN_ON, AssistanceStatus.DECLINED),
            "text": _said(request),
            "chosen": request.POST.get("outcome", ""),
            "history": happened({ASSISTANCE_REQUEST.kind: [row.pk]}),
        },
        refused,
    )


@staffed(*_WHO)
def assistance_paper(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """The written reply, for both sides."""
    row = _request_at(desk, pk)
    if row.document is None:
        raise Http404
    return fetched(row.document, ours=row.document.is_ours)


def _is_ours(row: AssistanceRequest, act: str, desk: Desk, ours: set[Role]) -> bool:
    """Whether a button is this side's: who asked doesn't answer, who answers takes nothing back."""
    rule = next(
        (r for role in ours for r in ASSISTANCE_REQUEST.allowed(row.status, role) if r.act == act),
        None,
    )
    if rule is None or act == "send":
        return False
    side = (
        access.providing_roles if act in ("take_on", "answer", "decline") else access.asking_roles
    )
    return bool(set(side(desk.account, row, desk.today)) & set(rule.who))


def _request_at(desk: Desk, pk: int) -> AssistanceRequest:
    found = (
        access.visible(desk.account, desk.today)
        .select_related("task__application__agency", "provider", "entry", "document")
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise Http404
    return found
