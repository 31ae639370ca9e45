"""What an officer types on the page of a case."""

from dataclasses import dataclass
from typing import Any, Self

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from nuozheng.applications.models import Application, ProofStatus


class DeskForm(forms.Form):
    """A form of the desk: rules are the acts' own, so that a field is only ever collected."""

    def text(self, name: str) -> str:
        """What was typed in a field, also where the form has mistakes."""
        typed = self.data.get(self.add_prefix(name), "")
        return typed.strip() if isinstance(typed, str) else ""


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class RefusalForm(DeskForm):
    reason = forms.CharField(
        label=_("理由"),
        help_text=_("写明哪一条不符合、依据是什么；原文写进决定书。"),
        widget=_area(4),
        max_length=2000,
    )


class AnswerForm(DeskForm):
    proof = forms.ChoiceField(label=_("哪一份"), widget=forms.Select)
    note = forms.CharField(
        label=_("答复"),
        help_text=_("由哪个单位、在哪一天、怎样答复或者核对的。"),
        widget=_area(2),
        max_length=500,
    )

    def __init__(self, waiting: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["proof"] = forms.ChoiceField(label=_("哪一份"), choices=waiting)


class CompletionForm(DeskForm):
    unlisted = forms.CharField(
        label=_("别的材料"),
        required=False,
        help_text=_("一行一份。不在清单里的，系统会说明为什么不能要，并留下记录。"),
        widget=_area(2),
        max_length=1000,
    )
    message = forms.CharField(
        label=_("写给申请人的话"),
        help_text=_("缺什么、怎样补，一次说清。"),
        widget=_area(3),
        max_length=1000,
    )

    def __init__(self, listed: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["proofs"] = forms.MultipleChoiceField(
            label=_("清单里的证明"),
            choices=listed,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        self.order_fields(["proofs", "unlisted", "message"])


@dataclass(frozen=True, slots=True)
class CaseForms:
    """All forms of the page; only that of the act that was posted is filled in."""

    act: str
    refusal: RefusalForm
    answer: AnswerForm
    completion: CompletionForm

    @classmethod
    def of(cls, application: Application, posted: QueryDict | None) -> Self:
        proofs = list(application.proofs.all())
        act = posted.get("act", "") if posted is not None else ""

        def data(name: str) -> QueryDict | None:
            return posted if act == name else None

        return cls(
            act,
            RefusalForm(data("refuse"), prefix="refuse"),
            AnswerForm(
                [
                    (str(proof.pk), proof.version.entry.proof.name)
                    for proof in proofs
                    if proof.status == ProofStatus.AWAITING_AGENCY
                ],
                data("obtain"),
                prefix="obtain",
            ),
            CompletionForm(
                [(str(proof.pk), proof.version.entry.proof.name) for proof in proofs],
                data("request_completion"),
                prefix="completion",
            ),
        )
