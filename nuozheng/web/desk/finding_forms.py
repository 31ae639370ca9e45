"""What is typed on the page of a finding: dismissal, judgement, measures, closing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from nuozheng.law.consequences import MEASURE_WORD, Offer
from nuozheng.law.credit import SEVERITY_WORD
from nuozheng.law.credit_basis import acts_here
from nuozheng.law.policy import Policy
from nuozheng.law.policy.wording import word
from nuozheng.law.procedure import UntruthStatus
from nuozheng.verification.actions.consequence import Wanted, offers
from nuozheng.verification.models import UntruthFinding
from nuozheng.web.desk.afterwards.on_finding import standing
from nuozheng.web.desk.case_forms import DeskForm


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _day() -> forms.DateField:
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class DismissalForm(DeskForm):
    reason = forms.CharField(
        label=_("为什么不构成不实"),
        help_text=_("数据哪里有误，或者说明为什么成立。"),
        widget=_area(3),
        max_length=2000,
    )


class JudgementForm(DeskForm):
    outcome = forms.ChoiceField(label=_("认定为"), widget=forms.RadioSelect)
    document_number = forms.CharField(label=_("认定书文号"), max_length=80)
    reasoning = forms.CharField(
        label=_("事实和理由"),
        help_text=_("查到了什么、与承诺差在哪里、依据是什么。"),
        widget=_area(4),
        max_length=4000,
    )
    answer_to_statement = forms.CharField(
        label=_("对本人说明的答复"),
        help_text=_("逐条写明采纳还是不采纳，为什么。"),
        widget=_area(3),
        max_length=4000,
    )
    intent = forms.CharField(
        label=_("认定故意的理由"),
        help_text=_("只有认定虚假才要写：知道什么、做了什么、为什么不是填错。"),
        widget=_area(2),
        max_length=2000,
        required=False,
    )
    behaviour = forms.ChoiceField(label=_("虚假的，是哪一种"), required=False)
    impact = forms.CharField(
        label=_("社会影响"),
        help_text=_("影响了谁、后果多大、能否挽回。"),
        widget=_area(2),
        max_length=2000,
    )
    severity = forms.ChoiceField(label=_("失信程度"), widget=forms.RadioSelect)
    crime_suspected = forms.BooleanField(
        label=_("涉嫌犯罪，要移送司法机关（移送以前不能结案）"), required=False
    )

    def __init__(self, policy: Policy, stated: bool, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        outcomes = [UntruthStatus.UNTRUE, UntruthStatus.FALSE]
        if policy.consequences.trigger.value == "unfulfilled":
            outcomes.append(UntruthStatus.UNFULFILLED)
        self.fields["outcome"] = forms.ChoiceField(
            label=_("认定为"),
            widget=forms.RadioSelect,
            choices=[(one.value, one.chinese) for one in outcomes],
        )
        kinds = [(one, word("credit.behaviours", one)) for one in acts_here(policy, "false")]
        self.fields["behaviour"] = forms.ChoiceField(
            label=_("虚假的，是哪一种"),
            help_text=_("只有认定虚假才要选；记入信用记录的就是这一种。"),
            choices=kinds,
            required=False,
        )
        self.fields["severity"] = forms.ChoiceField(
            label=_("失信程度"),
            widget=forms.RadioSelect,
            choices=[(one.value, SEVERITY_WORD[one]) for one in policy.credit.grades.value],
        )
        if not stated:
            del self.fields["answer_to_statement"]


class MeasureForm(DeskForm):
    """One measure; only the fields that its kind needs."""

    document_number = forms.CharField(label=_("决定书文号"), max_length=80)
    legal_basis = forms.CharField(
        label=_("法律依据"),
        help_text=_("写明法律、法规、规章的名称和条款；没有依据的不能作出。"),
        max_length=200,
    )

    def __init__(self, kind: str, told: bool, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        if told:
            # What was told is what is done: only its document and the answer are still to write.
            del self.fields["legal_basis"]
            self.fields["considered"] = forms.CharField(
                label=_("对意见、听证笔录怎样采纳"),
                help_text=_("逐条写明采纳还是不采纳，为什么；写进决定书。"),
                widget=_area(3),
                max_length=2000,
                required=False,
            )
            return
        if kind in ("rectify", "penalise"):
            label = _("整改要求") if kind == "rectify" else _("处罚的种类、幅度")
            self.fields["content"] = forms.CharField(label=label, widget=_area(2), max_length=2000)
        if kind == "rectify":
            self.fields["due_on"] = _day()
            self.fields["due_on"].label = _("整改期限")
        if kind == "refer":
            self.fields["receiving_body"] = forms.CharField(label=_("受移送机关"), max_length=120)
            self.fields["sent_on"] = _day()
            self.fields["sent_on"].label = _("移送日期")
            self.fields["files"] = forms.CharField(
                label=_("材料清单"), help_text=_("一行一份。"), widget=_area(3), max_length=2000
            )

    def wanted(self) -> Wanted:
        """The measure as it was filled in."""
        typed = self.cleaned_data
        listed = typed.get("files", "").splitlines()
        return Wanted(
            measure=self.kind,
            document_number=typed["document_number"],
            legal_basis=typed.get("legal_basis", ""),
            content=typed.get("content", ""),
            considered=typed.get("considered", ""),
            due_on=typed.get("due_on"),
            receiving_body=typed.get("receiving_body", ""),
            sent_on=typed.get("sent_on"),
            files=tuple(name.strip() for name in listed if name.strip()),
        )


class ClosingForm(DeskForm):
    """Why no law allows a measure that the place requires, one field for each not yet taken."""

    def __init__(self, missing: Sequence[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in missing:
            self.fields[kind] = forms.CharField(
                label=_("没有%(measure)s的法律依据，原因") % {"measure": MEASURE_WORD[kind]},
                widget=_area(2),
                max_length=1000,
                required=False,
            )

    def reasons(self) -> dict[str, str]:
        return {kind: self.text(kind) for kind in self.fields if self.text(kind)}


@dataclass(frozen=True, slots=True)
class FindingForms:
    """All forms of the page; only that of the act that was posted is filled in."""

    act: str
    posted: QueryDict | None
    dismissal: DismissalForm
    judgement: JudgementForm
    measures: list[tuple[Offer, MeasureForm]]
    closing: ClosingForm

    @property
    def taken(self) -> MeasureForm | None:
        """The form of the measure that was posted."""
        return next((form for _offer, form in self.measures if form.is_bound), None)

    @classmethod
    def of(cls, finding: UntruthFinding, posted: QueryDict | None) -> Self:
        act = posted.get("act", "") if posted is not None else ""
        kind = posted.get("measure", "") if posted is not None else ""
        offered = offers(finding)
        stated = finding.statements.exists()
        told = standing(finding)
        return cls(
            act,
            posted,
            DismissalForm(posted if act == "dismiss" else None, prefix="dismiss"),
            JudgementForm(
                finding.application.policy,
                stated,
                posted if act == "find" else None,
                prefix="find",
            ),
            [
                (
                    one,
                    MeasureForm(
                        one.kind,
                        one.kind in told,
                        posted if act == "take" and one.kind == kind else None,
                        prefix=one.kind,
                    ),
                )
                for one in offered
            ],
            ClosingForm(
                [one.kind for one in offered if one.required and one.kind != "refer"],
                posted if act == "close" else None,
                prefix="close",
            ),
        )
