"""What is typed at the desk of publications."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nuozheng.disclosure.actions.leave_out import GROUND_WORD
from nuozheng.law.disclosure.pieces import WAY_WORD, Piece
from nuozheng.web.desk.case_forms import DeskForm


class WaysForm(DeskForm):
    """How each piece is shown; nothing that isn't offered can be chosen."""

    legal_basis = forms.CharField(
        label=_("公布的依据"),
        help_text=_("公布个人失信信息的，写明哪部法律、法规的哪一条；没有依据的，选“不公示”。"),
        max_length=200,
        required=False,
    )

    def __init__(self, pieces: list[Piece], asks_basis: bool, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_basis:
            del self.fields["legal_basis"]
        for one in pieces:
            self.fields[one.key] = forms.ChoiceField(
                label=one.label,
                choices=[(way, WAY_WORD[way]) for way in one.ways],
                initial=one.chosen,
            )

    def ways(self) -> dict[str, str]:
        """What was posted, by the pieces' keys; the act judges it."""
        wanted = [name for name in self.fields if name != "legal_basis"]
        return {name: said for name in wanted if (said := self.text(name))}


class ReasonForm(DeskForm):
    reason = forms.CharField(
        label=_("哪一项还要改"), widget=forms.Textarea(attrs={"rows": 2}), max_length=1000
    )


class LeaveOutForm(DeskForm):
    ground = forms.ChoiceField(
        label=_("为什么"), choices=list(GROUND_WORD.items()), widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("理由"), widget=forms.Textarea(attrs={"rows": 2}), max_length=1000
    )


class AnswerForm(DeskForm):
    answer = forms.CharField(
        label=_("处理的情况"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )
