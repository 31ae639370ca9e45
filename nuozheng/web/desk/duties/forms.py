"""What is typed on the page of a task."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nuozheng.catalogue.duties.actions import LONGEST_SECTION, needs_document, parts_left
from nuozheng.catalogue.duties.models import Improvement, UnitDuty
from nuozheng.documents.uploads import MOST
from nuozheng.law.duties import BEST_SCORE, Duty
from nuozheng.web.desk.case_forms import DeskForm


def _day(label: Any, help_text: Any = "", *, today: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        initial=timezone.localdate if today else None,
    )


class PaperForm(DeskForm):
    """The paper of a task, what its sender vouches for, and the day."""

    prefix = "paper"
    part = forms.ChoiceField(label=gettext_lazy("哪一份"))
    document = forms.FileField(
        label=gettext_lazy("文件"),
        help_text=format_lazy(gettext_lazy("PDF或者照片，不超过{most}。"), most=MOST),
        required=False,
    )
    attested = forms.MultipleChoiceField(
        label=gettext_lazy("核对过的"), widget=forms.CheckboxSelectMultiple, required=False
    )
    on = _day(gettext_lazy("哪一天办好的"), gettext_lazy("以前已经办好的，填实际的那一天。"))
    note = forms.CharField(
        label=gettext_lazy("说明"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        max_length=2000,
    )

    def __init__(self, task: UnitDuty, *args: Any) -> None:
        super().__init__(*args)
        duty = task.duty
        self.fields["document"].required = needs_document(duty)
        if duty.parts:
            left = parts_left(task) or duty.parts
            self.fields["part"] = forms.ChoiceField(
                label=_("哪一份"), choices=[(one, one) for one in left]
            )
        else:
            del self.fields["part"]
        if duty.attested:
            self.fields["attested"] = forms.MultipleChoiceField(
                label=_("核对过的"),
                widget=forms.CheckboxSelectMultiple,
                choices=[(one, one) for one in duty.attested],
                required=False,
            )
        else:
            del self.fields["attested"]


class SendForm(DeskForm):
    prefix = "send"
    to = forms.CharField(label=gettext_lazy("报给谁"), max_length=120)
    on = _day(gettext_lazy("哪一天报送的"), gettext_lazy("以前已经报送的，填实际的那一天。"))


class SectionsForm(DeskForm):
    """The headings of a report, each with its text."""

    def __init__(self, duty: Duty, said: Mapping[str, str], *args: Any) -> None:
        super().__init__(*args)
        self.names = {f"section-{place}": title for place, title in enumerate(duty.sections)}
        for name, title in self.names.items():
            self.fields[name] = forms.CharField(
                label=title,
                widget=forms.Textarea(attrs={"rows": 8}),
                initial=said.get(title, ""),
                required=False,
                max_length=LONGEST_SECTION,
            )

    def sections(self) -> dict[str, str]:
        """What was typed, by heading."""
        return {title: self.text(name) for name, title in self.names.items()}


class EvaluationForm(DeskForm):
    """Score and evidence of each dimension."""

    def __init__(self, duty: Duty, said: Mapping[str, Mapping[str, Any]], *args: Any) -> None:
        super().__init__(*args)
        self.dimensions = duty.dimensions
        for place, dimension in enumerate(duty.dimensions):
            known = said.get(dimension, {})
            self.fields[f"score-{place}"] = forms.IntegerField(
                label=_("%(dimension)s：分数") % {"dimension": dimension},
                help_text=_("0到100分"),
                initial=known.get("score"),
                min_value=0,
                max_value=BEST_SCORE,
            )
            self.fields[f"evidence-{place}"] = forms.CharField(
                label=_("%(dimension)s：依据") % {"dimension": dimension},
                widget=forms.Textarea(attrs={"rows": 3}),
                initial=known.get("evidence", ""),
                max_length=2000,
            )

    def answers(self) -> dict[str, tuple[int | None, str]]:
        """Score and evidence as typed; a score that is no whole number is none."""
        typed = {place: self.text(f"score-{place}") for place in range(len(self.dimensions))}
        return {
            dimension: (
                int(typed[place]) if typed[place].isdecimal() else None,
                self.text(f"evidence-{place}"),
            )
            for place, dimension in enumerate(self.dimensions)
        }


class ImprovementForm(DeskForm):
    prefix = "improvement"
    what = forms.CharField(label=gettext_lazy("做什么"), max_length=400)
    owner = forms.CharField(
        label=gettext_lazy("责任科室"),
        help_text=gettext_lazy("写科室或者岗位，不写姓名。"),
        max_length=60,
    )
    due_on = _day(gettext_lazy("哪一天以前完成"), today=False)


class OutcomeForm(DeskForm):
    prefix = "outcome"
    improvement = forms.ChoiceField(label=gettext_lazy("哪一项"))
    outcome = forms.CharField(label=gettext_lazy("结果"), max_length=400)
    on = _day(gettext_lazy("哪一天完成的"))

    def __init__(self, running: Iterable[Improvement], *args: Any) -> None:
        super().__init__(*args)
        self.fields["improvement"] = forms.ChoiceField(
            label=_("哪一项"), choices=[(str(one.pk), one.what) for one in running]
        )
