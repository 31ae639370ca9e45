"""What is typed for a draw: its terms, and the inspectors who can be sent."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nuozheng.applications.models import Application
from nuozheng.catalogue.models import ServiceItem
from nuozheng.law.draws.rates import Rates
from nuozheng.law.findings import Refused
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Agency, Membership, in_force
from nuozheng.verification.bulk.due import PENDING
from nuozheng.verification.draws import access
from nuozheng.verification.draws.actions.freeze import Constraints
from nuozheng.web.desk.case_forms import DeskForm
from nuozheng.web.desk.guards import Desk

_SENT = (Role.INSPECTOR,)
_BOXES = forms.CheckboxSelectMultiple


def _percent(label: Any, **more: Any) -> forms.DecimalField:
    return forms.DecimalField(label=label, min_value=0, max_value=100, decimal_places=2, **more)


def _moment(label: Any, **more: Any) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, widget=widget, **more)


class FreezeForm(DeskForm):
    due_by = forms.DateField(
        label=_("核查期限在哪一天以前的"), widget=forms.DateInput(attrs={"type": "date"})
    )
    items = forms.ModelMultipleChoiceField(
        ServiceItem.objects.none(),
        label=_("哪些事项"),
        help_text=_("不选就是全部"),
        required=False,
        widget=_BOXES,
    )
    risky = forms.ModelMultipleChoiceField(
        ServiceItem.objects.none(), label=_("其中哪些风险高"), required=False, widget=_BOXES
    )
    ordinary_rate = _percent(
        _("一般比率（%）"), help_text=_("交证明办理的人，日常也按这个比率抽查")
    )
    risky_rate = _percent(_("风险高的比率（%）"))
    recorded_rate = _percent(_("有失信记录的比率（%）"))
    fewer_than = _percent(
        _("要有95%的把握：不实的少于百分之几"),
        help_text=_("填了，每一层至少抽到这么多；不填就只按比率"),
        required=False,
    )
    inspectors = forms.ModelMultipleChoiceField(
        Account.objects.none(), label=_("可以派去检查的人"), help_text=_("两人一组"), widget=_BOXES
    )
    recused = forms.CharField(
        label=_("回避"),
        help_text=_("一行一对：账号，空一格，办件编号；自己的件、自己决定的件不用写"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=5000,
    )
    skills = forms.CharField(
        label=_("要懂行的人"),
        help_text=_("一行一对：账号，空一格，事项代号；写了的事项，第一人一定懂"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=5000,
    )
    agencies = forms.ModelMultipleChoiceField(
        Agency.objects.none(), label=_("出随机数的单位，至少两个"), widget=_BOXES
    )
    reveal_until = _moment(_("公开随机数的截止时间"))
    number_name = forms.CharField(
        label=_("用哪个公开号码"),
        help_text=_("谁也不能事先知道的，写明哪一期、在哪里公布，例如某种彩票的开奖号码"),
        max_length=120,
    )
    number_at = _moment(_("号码产生的时间"), help_text=_("要晚于公开随机数的截止时间"))

    def __init__(self, desk: Desk, agency: Agency, data: Any = None) -> None:
        super().__init__(data)
        tasks = agency.verification_tasks.filter(status__in=PENDING)
        due = ServiceItem.objects.filter(pk__in=tasks.values("application__item"))
        staff = Membership.objects.filter(in_force(desk.today), agency=agency, role__in=_SENT)
        seal = Membership.objects.filter(
            in_force(desk.today),
            agency__jurisdiction=agency.jurisdiction_id,
            role__in=access.ROLES,
        )
        choices = {
            "items": due,
            "risky": due,
            "inspectors": Account.objects.filter(pk__in=staff.values("account")),
            "agencies": Agency.objects.filter(pk__in=seal.values("agency")),
        }
        for name, rows in choices.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def constraints(self) -> Constraints:
        """The terms. Errors: Refused for a pair that can't be read."""
        typed = self.cleaned_data
        staff = {one.username: one for one in typed["inspectors"]}
        known = {account: set[str]() for account in staff.values()}
        for account, skill in _pairs(typed["skills"], staff):
            known[account].add(skill)
        numbers = _pairs(typed["recused"], staff)
        cases = dict(
            Application.objects.filter(number__in=[number for _who, number in numbers]).values_list(
                "number", "pk"
            )
        )
        if unknown := [number for _who, number in numbers if number not in cases]:
            raise _unread("、".join(unknown))
        share = typed["fewer_than"]
        return Constraints(
            due_by=typed["due_by"],
            rates=Rates(
                *(int(typed[f"{name}_rate"] * 100) for name in ("ordinary", "risky", "recorded"))
            ),
            inspectors=known,
            agencies=list(typed["agencies"]),
            reveal_until=typed["reveal_until"],
            number_name=typed["number_name"],
            number_at=typed["number_at"],
            items=list(typed["items"]),
            risky=list(typed["risky"]),
            recused={(account.pk, cases[number]) for account, number in numbers},
            fewer_than=Fraction(share) / 100 if share else None,
        )


def _pairs(text: str, staff: Mapping[str, Account]) -> list[tuple[Account, str]]:
    pairs = []
    for line in _lines(text):
        who, _gap, what = line.partition(" ")
        if who not in staff or not what.strip():
            raise _unread(line)
        pairs.append((staff[who], what.strip()))
    return pairs


def _lines(text: str) -> Iterable[str]:
    return filter(None, (" ".join(line.split()) for line in text.splitlines()))


def _unread(what: str) -> Refused:
    return Refused.because(
        "pair_read", f"读不懂：{what}。", cure="一行一对，账号要在选中的检查人员里，编号要对。"
    )
