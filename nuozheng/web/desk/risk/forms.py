"""What is typed about risk and insurance."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from nuozheng.documents.uploads import MOST
from nuozheng.law.insurance.cover import CONDITION_WORD, CoverFacts
from nuozheng.law.insurance.premium import Assumptions
from nuozheng.law.risk.records import SUBJECT_WORD
from nuozheng.law.risk.register import Grade, WorkStep
from nuozheng.parties.models import Account
from nuozheng.verification.insurance.claims import Loss
from nuozheng.verification.risk.liability import Fault
from nuozheng.verification.risk.register import RiskWords
from nuozheng.web.desk.case_forms import DeskForm

People = Sequence[tuple[str, Account]]
_GRADES = [("", _("请选")), *((str(one.value), one.chinese) for one in Grade)]


def _area(rows: int = 2) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _day(label: Any, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=help_text, widget=widget)


def _yuan(label: Any) -> forms.DecimalField:
    return forms.DecimalField(label=label, max_digits=14, decimal_places=2, min_value=Decimal(0))


def _select(
    label: Any, choices: Sequence[tuple[str, Any]], *, required: bool = True
) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, required=required)


def _why(condition: str) -> Any:
    return format_lazy(_("为什么{word}"), word=CONDITION_WORD[condition])


class OwnedForm(DeskForm):
    """A form in which somebody of the agency is made answerable."""

    def __init__(self, people: People, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._people = dict(people)
        choices = [("", _("请选")), *((key, str(one)) for key, one in people)]
        self.fields["owner"].choices = choices  # type: ignore[attr-defined]

    @property
    def answerable(self) -> Account | None:
        """Whoever was chosen, None for nobody."""
        return self._people.get(self.cleaned_data["owner"])


class RiskForm(OwnedForm):
    step = _select(_("工作环节"), [(one.value, one.chinese) for one in WorkStep])
    point = forms.CharField(
        label=_("风险点"), help_text=_("会出什么错，谁会受损"), widget=_area(), required=False
    )
    likelihood = _select(_("可能性"), _GRADES, required=False)
    impact = _select(_("影响"), _GRADES, required=False)
    measure = forms.CharField(label=_("防控措施"), widget=_area(), required=False)
    none_reason = forms.CharField(
        label=_("没有风险点的理由"),
        help_text=_("这个环节确实没有风险，才写这一格，上面几格不写"),
        widget=_area(),
        required=False,
    )
    owner = _select(_("责任人"), [])
    review_on = _day(_("下一次复查的日期"))

    def words(self) -> RiskWords:
        typed = self.cleaned_data
        return RiskWords(
            step=typed["step"],
            owner=self.answerable,
            review_on=typed["review_on"],
            point=typed["point"],
            measure=typed["measure"],
            likelihood=int(typed["likelihood"] or 0) or None,
            impact=int(typed["impact"] or 0) or None,
            none_reason=typed["none_reason"],
        )


class HazardForm(OwnedForm):
    what = forms.CharField(
        label=_("什么隐患"),
        help_text=_("核查中看到的、会出事的；不是对申请人的认定"),
        widget=_area(3),
    )
    owner = _select(_("谁来消除"), [])
    due_on = _day(_("到哪一天"))


class RemovedForm(DeskForm):
    note = forms.CharField(label=_("怎样消除的"), widget=_area())
    evidence = forms.FileField(
        label=_("证明材料"), help_text=format_lazy(_("PDF、JPEG、PNG，不超过{most}。"), most=MOST)
    )


class CauseForm(DeskForm):
    cause = forms.CharField(label=_("原因"), widget=_area(3))
    lesson = forms.CharField(
        label=_("怎样堵住漏洞"),
        help_text=_("改了什么规定、流程、系统或者培训"),
        widget=_area(3),
    )
    risk = _select(_("对应的风险登记"), [])

    def __init__(self, points: Sequence[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["risk"].choices = [("", _("请选")), *points]  # type: ignore[attr-defined]


class LiabilityForm(DeskForm):
    finding = _select(_("哪一件的认定"), [])
    subject_kind = forms.ChoiceField(
        label=_("单位还是个人"),
        widget=forms.RadioSelect,
        choices=list(SUBJECT_WORD.items()),
    )
    subject = forms.CharField(label=_("单位名称或者姓名"))
    fault = forms.CharField(label=_("过错"), widget=_area(3))
    outcome = forms.CharField(
        label=_("处理结果"),
        help_text=_("谁、依据什么、怎样处理的"),
        widget=_area(),
    )

    def __init__(self, findings: Sequence[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["finding"].choices = [("", _("请选")), *findings]  # type: ignore[attr-defined]

    def entered(self) -> Fault:
        typed = self.cleaned_data
        return Fault(typed["subject_kind"], typed["subject"], typed["fault"], typed["outcome"])


class CoverForm(DeskForm):
    high_value = forms.CharField(label=_why("high_value"), widget=_area())
    hard_to_verify = forms.CharField(label=_why("hard_to_verify"), widget=_area())
    insurer = forms.CharField(label=_("保险公司"))
    policy_number = forms.CharField(label=_("保单号"))
    limit_yuan = _yuan(_("限额（元）"))
    starts_on = _day(_("保险期间，从"))
    ends_on = _day(_("保险期间，到"), _("这一天还有效"))

    def facts(self) -> CoverFacts:
        typed = self.cleaned_data
        return CoverFacts(
            {name: typed[name] for name in CONDITION_WORD},
            typed["insurer"],
            typed["policy_number"],
            typed["limit_yuan"],
            typed["starts_on"],
            typed["ends_on"],
        )


class ClaimForm(DeskForm):
    case = forms.CharField(label=_("办件编号"), max_length=40)
    claimant = forms.CharField(label=_("谁请求赔偿"))
    words = forms.CharField(label=_("损失是什么"), widget=_area())
    loss_on = _day(_("哪一天发生"))
    amount_yuan = _yuan(_("请求赔偿（元）"))

    def loss(self) -> Loss:
        typed = self.cleaned_data
        return Loss(typed["claimant"], typed["words"], typed["loss_on"], typed["amount_yuan"])


class PaymentForm(DeskForm):
    paid_yuan = _yuan(_("赔了多少（元）"))
    reason = forms.CharField(label=_("理由"), max_length=500, required=False)


class PremiumForm(DeskForm):
    """The assumptions of an estimate, in the address of the page."""

    cases = forms.IntegerField(label=_("一年多少件"), min_value=1, max_value=10_000_000)
    loss_yuan = _yuan(_("一件不实平均损失（元）"))
    lost_percent = forms.IntegerField(
        label=_("其中追不回的（%）"), min_value=0, max_value=100, initial=100
    )
    loading_percent = forms.IntegerField(
        label=_("保险公司的费用和利润（%）"), min_value=0, max_value=300, initial=30
    )

    def assumptions(self) -> Assumptions:
        typed = self.cleaned_data
        return Assumptions(
            typed["cases"],
            typed["loss_yuan"],
            Decimal(typed["lost_percent"]) / 100,
            Decimal(typed["loading_percent"]) / 100,
        )
