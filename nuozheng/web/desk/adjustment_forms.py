"""What is typed about something that changed, and about bodies that take over."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nuozheng.catalogue.adjustment.models import LegalEvent
from nuozheng.catalogue.adjustment.register import Happening
from nuozheng.catalogue.models import Catalogue, ServiceItem
from nuozheng.law.adjustment import EventKind
from nuozheng.parties.models import Agency
from nuozheng.web.desk.case_forms import DeskForm

_DAY = {"type": "date"}


class EventForm(DeskForm):
    """One form for every kind; the act says which of the three subjects a kind wants."""

    kind = forms.ChoiceField(
        label=_("发生了什么"), choices=[(one.value, one.chinese) for one in EventKind]
    )
    instrument = forms.CharField(
        label=_("哪一部法律法规"),
        help_text=_("法律法规变化的填全名；清单里引用它的都会列出来。"),
        max_length=200,
        required=False,
    )
    agencies = forms.ModelMultipleChoiceField(
        label=_("哪些部门"),
        help_text=_("机构调整、职能划转的选原来的部门，可以选几个。"),
        queryset=Agency.objects.none(),
        required=False,
    )
    item = forms.ModelChoiceField(
        label=_("哪个事项"),
        help_text=_("政务服务事项调整的选事项。"),
        queryset=ServiceItem.objects.none(),
        required=False,
        empty_label=_("不是事项调整"),
    )
    happened_on = forms.DateField(
        label=_("哪一天发生"),
        help_text=_("法律变化填施行的那一天，机构调整填文件印发的那一天；期限从这一天起算。"),
        widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"),
    )
    document_number = forms.CharField(label=_("依据的文号"), max_length=80)
    words = forms.CharField(
        label=_("变了什么"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )

    def __init__(self, catalogue: Catalogue, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agencies = Agency.objects.filter(jurisdiction=catalogue.jurisdiction_id)
        self.fields["agencies"] = forms.ModelMultipleChoiceField(
            label=self.fields["agencies"].label,
            help_text=self.fields["agencies"].help_text,
            queryset=agencies.order_by("name"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields["item"] = forms.ModelChoiceField(
            label=self.fields["item"].label,
            help_text=self.fields["item"].help_text,
            queryset=catalogue.items.order_by("name"),
            required=False,
            empty_label=_("不是事项调整"),
        )
        self.order_fields(
            ["kind", "instrument", "agencies", "item", "happened_on", "document_number", "words"]
        )

    def happening(self) -> Happening:
        """What was typed, for the act; only of a form that is valid."""
        said = self.cleaned_data
        return Happening(
            kind=EventKind(said["kind"]),
            happened_on=said["happened_on"],
            document_number=said["document_number"],
            words=said["words"],
            instrument=said["instrument"],
            agencies=tuple(said["agencies"]),
            item=said["item"],
        )


class ReorganiseForm(DeskForm):
    """Who takes over, from which day, and which services where only duties move."""

    successor = forms.ModelChoiceField(
        label=_("由谁接办"), queryset=Agency.objects.none(), empty_label=_("请选择")
    )
    on = forms.DateField(
        label=_("从哪一天起"), widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d")
    )

    def __init__(self, event: LegalEvent, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place = Agency.objects.filter(jurisdiction=event.catalogue.jurisdiction_id)
        self.fields["successor"] = forms.ModelChoiceField(
            label=_("由谁接办"),
            queryset=place.exclude(pk__in=event.agencies.values("pk")).order_by("name"),
            empty_label=_("请选择"),
        )
        if event.event_kind is EventKind.DUTIES_MOVED:
            self.fields["items"] = forms.ModelMultipleChoiceField(
                label=_("划转哪些事项"),
                queryset=ServiceItem.objects.filter(agency__in=event.agencies.all()).order_by(
                    "name"
                ),
                required=False,
            )
        self.order_fields(["successor", "on", "items"])
