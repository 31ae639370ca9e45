"""What a verifier types of a check."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from nuozheng.documents.uploads import MOST
from nuozheng.law.check_forms import FORMS, LONGEST
from nuozheng.law.procedure import TaskStatus
from nuozheng.web.desk.case_forms import DeskForm


class RecordForm(DeskForm):
    """The result of a check, with the lines that go with its way of checking."""

    result = forms.ChoiceField(
        label=_("这次查的结果"),
        widget=forms.RadioSelect,
        choices=[
            (TaskStatus.CONFIRMED.value, _("一致：承诺的事实属实")),
            (TaskStatus.CONTRADICTED.value, _("不一致：先请本人说明，这里不认定")),
            (TaskStatus.UNABLE.value, _("查不清：不算本人不实，换办法再查")),
        ],
    )
    note = forms.CharField(
        label=_("看到的情况"),
        help_text=_("什么时候、在哪里、看到什么、与承诺差在哪里。一致的可以不写；本人会看到原话。"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )
    evidence = forms.FileField(
        label=_("照片或者文件"),
        help_text=format_lazy(_("PDF、JPEG、PNG，不超过{most}。"), most=MOST),
        required=False,
    )

    def __init__(self, manner: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in FORMS[manner]:
            self.fields[one.key] = forms.CharField(
                label=one.label, max_length=LONGEST, required=False
            )
        own = [one.key for one in FORMS[manner]]
        self.order_fields(["result", *own, "note", "evidence"])
