"""What is typed to plan a visit."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nuozheng.law.inspections import Earlier
from nuozheng.law.policy import Policy
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Agency, Membership, in_force
from nuozheng.verification.inspections.facts import (
    Plan,
    label_of,
    published_proofs,
    source_may_answer,
)
from nuozheng.verification.inspections.models import Visit
from nuozheng.verification.models import VerificationTask
from nuozheng.web.desk.case_forms import DeskForm
from nuozheng.web.desk.guards import Desk

_BOXES = forms.CheckboxSelectMultiple


def _degrees(label: Any, most: int) -> forms.FloatField:
    return forms.FloatField(label=label, min_value=-most, max_value=most, required=False)


class PlanForm(DeskForm):
    tasks = forms.MultipleChoiceField(label=_("去现场查哪几条"), widget=_BOXES)
    need_reason = forms.CharField(
        label=_("为什么非去现场不可"),
        help_text=_("数据、书面、视频为什么查不清"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
    )
    mode = forms.ChoiceField(label=_("方式"), widget=forms.RadioSelect)
    joined = forms.ChoiceField(
        label=_("别的单位也要去，合在一起吗"), widget=forms.RadioSelect, required=False
    )
    on = forms.DateField(
        label=_("哪一天去"),
        help_text=_("合在一起去的，日期跟着那一次"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        required=False,
    )
    address = forms.CharField(label=_("地址"), max_length=200)
    team = forms.MultipleChoiceField(
        label=_("谁去"), help_text=_("至少两名执法检查人员"), widget=_BOXES
    )
    team_reason = forms.CharField(
        label=_("换人的原因"),
        help_text=_("抽中的人不能去才写"),
        max_length=500,
        required=False,
    )
    override_reason = forms.CharField(
        label=_("不久前后有检查，还要单独去的原因"),
        help_text=_("没有别的检查就不用写"),
        max_length=500,
        required=False,
    )
    division = forms.CharField(
        label=_("行政区划代码"), help_text=_("排路线用"), max_length=12, required=False
    )
    latitude = _degrees(_("纬度"), 90)
    longitude = _degrees(_("经度"), 180)
    reason = forms.CharField(label=_("改期、换人的原因"), max_length=500)

    def __init__(
        self,
        desk: Desk,
        agency: Agency,
        due: Sequence[VerificationTask],
        policy: Policy,
        joint: Iterable[Earlier],
        data: Any = None,
        visit: Visit | None = None,
    ) -> None:
        super().__init__(data, initial=_initial(visit, due))
        self._due = {str(one.pk): one for one in due}
        staff = Membership.objects.filter(
            in_force(desk.today), agency=agency, role=Role.INSPECTOR
        ).values("account")
        people = Account.objects.filter(pk__in=staff)
        if visit is not None:
            people |= Account.objects.filter(pk__in=visit.team.values("account"))
        self._people = {str(one.pk): one for one in people.order_by("pk")}
        modes = policy.verification.onsite_modes.value or ("现场核查",)
        offers = [(str(one.key), f"{one.on.month}月{one.on.day}日，{one.agency}") for one in joint]
        self._choose("tasks", [(key, _described(one)) for key, one in self._due.items()])
        self._choose("team", [(key, str(one)) for key, one in self._people.items()])
        self._choose("mode", [(one, one) for one in modes])
        self._choose("joined", [*offers, ("", _("不合，单独去"))])
        self.fields["on"].required = not offers
        dropped = [] if offers else ["joined"]
        dropped += [] if visit and visit.team.filter(is_drawn=True).exists() else ["team_reason"]
        dropped += [] if visit and visit.planned_on else ["reason"]
        for name in dropped:
            del self.fields[name]

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def plan(self) -> Plan:
        """The plan as typed."""
        typed = self.cleaned_data
        joined = typed.get("joined")
        return Plan(
            tasks=[self._due[key] for key in typed["tasks"]],
            team=[self._people[key] for key in typed["team"]],
            on=typed["on"],
            address=typed["address"],
            mode=typed["mode"],
            need_reason=typed["need_reason"],
            joined=Visit.objects.get(pk=joined) if joined else None,
            override_reason=typed["override_reason"],
            team_reason=typed.get("team_reason", ""),
            division=typed["division"],
            latitude=typed["latitude"],
            longitude=typed["longitude"],
        )


def _initial(visit: Visit | None, due: Sequence[VerificationTask]) -> dict[str, Any]:
    if visit is None:
        published = published_proofs(due[0].agency) if due else {}
        fit = (
            one
            for one in due
            if one.proof.version.entry.proof_id in published and not source_may_answer(one)
        )
        return {"tasks": [str(one.pk) for one in fit]}
    return {
        "tasks": [str(pk) for pk in visit.checks.values_list("task", flat=True)],
        "team": [str(pk) for pk in visit.team.values_list("account", flat=True)],
        "on": visit.planned_on,
        "mode": visit.mode,
        "need_reason": visit.need_reason,
        "override_reason": visit.override_reason,
        "team_reason": visit.team_reason,
        "joined": str(visit.joined_to_id or ""),
        **visit.where,
    }


def _described(task: VerificationTask) -> str:
    words = label_of(task)
    if source_may_answer(task):
        return f"{words}（{_('数据源还能查，先问数据源')}）"
    if task.proof.version.entry.proof_id not in published_proofs(task.agency):
        return f"{words}（{_('检查事项没有公布')}）"
    return words
