"""What is typed of a supervision, and which unit supervises a service."""

from datetime import date

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from nuozheng.documents.uploads import MOST
from nuozheng.parties.models import Account, Agency
from nuozheng.verification.supervision.access import items_to_name
from nuozheng.verification.supervision.actions import Seen
from nuozheng.verification.supervision.models import SupervisionEntry
from nuozheng.web.desk.case_forms import DeskForm

_DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class PlanForm(DeskForm):
    mode = forms.ChoiceField(label=_("用哪种方式"), widget=forms.RadioSelect)
    on = forms.DateField(label=_("哪一天"), widget=_DAY)

    def __init__(self, entry: SupervisionEntry, data: object = None) -> None:
        first = entry.mode or entry.modes[0]
        super().__init__(data, initial={"mode": first, "on": entry.planned_on})  # type: ignore[arg-type]
        self.fields["mode"].choices = [(mode, mode) for mode in entry.modes]  # type: ignore[attr-defined]


class SeenForm(DeskForm):
    seen_on = forms.DateField(label=_("哪一天去的"), widget=_DAY)
    note = forms.CharField(
        label=_("看到的情况"),
        help_text=_("发现与承诺不一致的，另开核查，先请本人说明；这里不认定。"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )
    evidence = forms.FileField(
        label=_("照片或者文件"),
        help_text=format_lazy(_("PDF、JPEG、PNG，不超过{most}。"), most=MOST),
        required=False,
    )

    def seen(self) -> Seen:
        """What was typed, once the form is valid."""
        upload, day = self.cleaned_data["evidence"], self.cleaned_data["seen_on"]
        assert isinstance(day, date)
        return Seen(day, self.cleaned_data["note"], upload.read() if upload else None)


class UnitForm(DeskForm):
    item = forms.ModelChoiceField(Agency.objects.none(), label=_("事项"))
    agency = forms.ModelChoiceField(Agency.objects.none(), label=_("监管部门"))

    def __init__(self, account: Account, today: date, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        items = items_to_name(account, today)
        places = items.values("agency__jurisdiction")
        self.fields["item"].queryset = items.order_by("name")  # type: ignore[attr-defined]
        self.fields["agency"].queryset = Agency.objects.filter(  # type: ignore[attr-defined]
            jurisdiction__in=places
        ).order_by("name")
