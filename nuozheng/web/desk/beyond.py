"""本地规定和上位规定: every warning on a place's texts, and the decision on each."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nuozheng.credit.beyond.deciding import decide_rule, decided_of, latest
from nuozheng.credit.beyond.models import RuleDecision
from nuozheng.law.beyond import OUTCOME_WORD, beyond, effect
from nuozheng.law.findings import Finding, Refused
from nuozheng.law.policy import Policy, policies
from nuozheng.law.vocabulary import Role
from nuozheng.web.desk.case_forms import DeskForm
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.page import carried_out, shown


class DecisionForm(DeskForm):
    outcome = forms.ChoiceField(
        label=gettext_lazy("怎样决定"),
        widget=forms.RadioSelect,
        choices=[(key, word) for key, word in OUTCOME_WORD.items()],
    )
    until = forms.DateField(
        label=gettext_lazy("到哪一天为止"),
        help_text=gettext_lazy("最长一年，到期重新决定。"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    reason = forms.CharField(
        label=gettext_lazy("理由"),
        help_text=gettext_lazy("有没有法律、法规或者国家政策依据，为什么这样定。"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )


@dataclass(frozen=True, slots=True)
class WarningRow:
    """One place where a text goes beyond a national rule, and what was decided on it."""

    finding: Finding
    effect: str
    decision: RuleDecision | None
    outcome: str
    over: bool
    form: DecisionForm


@staffed(Role.JUSTICE_REVIEWER, Role.SUPERVISOR)
def beyond_national(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The warnings on every text of the desk's places; a POST names text and rule."""
    texts = _texts(desk)
    refused: tuple[Finding, ...] = ()
    if request.method == "POST":
        policy = next((one for one in texts if one.key == request.POST.get("policy")), None)
        done, refused = carried_out(_decide if policy else None, request, desk, policy)
        if not refused:
            messages.success(request, done)
            return redirect("web:beyond_national")
    context: dict[str, Any] = {
        "texts": [(one, _rows(request, desk, one)) for one in texts],
        "may_decide": Role.JUSTICE_REVIEWER in desk.roles,
    }
    return shown(request, desk, "web/desk/credit/beyond.html", context, refused)


def _decide(request: HttpRequest, desk: Desk, policy: Policy | None) -> str:
    if policy is None or Role.JUSTICE_REVIEWER not in desk.roles:
        raise Http404
    rule = request.POST.get("rule", "")
    form = DecisionForm(request.POST, prefix=_prefix(policy, rule))
    if not form.is_valid():
        raise Refused.because(
            "rule_decision_incomplete", _("决定还没有填完。"), cure=_("请补齐标红的地方。")
        )
    typed = form.cleaned_data
    decide_rule(
        policy=policy,
        rule=rule,
        outcome=typed["outcome"],
        reason=typed["reason"],
        until=typed["until"],
        by=desk.account,
    )
    return _("已经记下决定。")


def _texts(desk: Desk) -> list[Policy]:
    places = {
        post.agency.jurisdiction.place
        for post in desk.posts
        if post.role in (Role.JUSTICE_REVIEWER, Role.SUPERVISOR)
    }
    return [one for one in policies().values() if one.place in places]


def _rows(request: HttpRequest, desk: Desk, policy: Policy) -> list[WarningRow]:
    decided = latest(policy.key)
    return [_row(request, desk, policy, one, decided.get(one.key)) for one in beyond(policy)]


def _row(
    request: HttpRequest, desk: Desk, policy: Policy, found: Finding, row: RuleDecision | None
) -> WarningRow:
    posted = (request.POST.get("policy"), request.POST.get("rule")) == (policy.key, found.key)
    return WarningRow(
        found,
        effect(found.key, decided_of(row) if row else None, desk.today),
        row,
        OUTCOME_WORD[row.outcome] if row else "",  # type: ignore[index]
        row is not None and row.until < desk.today,
        DecisionForm(request.POST if posted else None, prefix=_prefix(policy, found.key)),
    )


def _prefix(policy: Policy, rule: str) -> str:
    return f"{policy.key}-{rule}"
