"""What is typed on the page of an objection: the unit's answer, the decision with a correction."""

from typing import get_args

from django import forms
from django.utils.translation import gettext_lazy

from nuozheng.law.credit import SEVERITY_WORD
from nuozheng.law.policy.after import Behaviour
from nuozheng.law.policy.wording import word
from nuozheng.law.vocabulary import Severity
from nuozheng.web.desk.case_forms import DeskForm

_UNCHANGED = ("", gettext_lazy("不改"))


class AnswerForm(DeskForm):
    holds = forms.ChoiceField(
        label=gettext_lazy("记录对不对"),
        choices=[("yes", gettext_lazy("记录没有错")), ("no", gettext_lazy("记录有错"))],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=gettext_lazy("答复"),
        help_text=gettext_lazy("对照认定书和证据，逐点答复；原文写进决定书。"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )


class DecisionForm(DeskForm):
    reason = forms.CharField(
        label=gettext_lazy("理由"),
        help_text=gettext_lazy("原文写进决定书，当天告诉本人。"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )
    severity = forms.ChoiceField(
        label=gettext_lazy("更正：程度"),
        choices=[_UNCHANGED, *((one.value, SEVERITY_WORD[one]) for one in Severity)],
        required=False,
    )
    behaviour = forms.ChoiceField(
        label=gettext_lazy("更正：行为"),
        choices=[
            _UNCHANGED,
            *((one, word("credit.behaviours", one)) for one in get_args(Behaviour)),
        ],
        required=False,
    )
    document_number = forms.CharField(
        label=gettext_lazy("更正：文号"), max_length=80, required=False
    )
    document_on = forms.DateField(
        label=gettext_lazy("更正：文书日期"),
        widget=forms.DateInput(attrs={"type": "date"}),
        required=False,
    )
