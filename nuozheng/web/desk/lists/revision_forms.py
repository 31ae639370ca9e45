"""What is typed on the page of a revision."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nuozheng.catalogue.revision.actions.publish import SUBJECTS, channels_left
from nuozheng.catalogue.revision.actions.review import present_step
from nuozheng.catalogue.revision.models import Revision
from nuozheng.law.findings import Refused
from nuozheng.web.desk.case_forms import DeskForm

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Label: TypeAlias = "str | _StrPromise"


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class DayForm(DeskForm):
    def day(self, name: str) -> date:
        """The day typed in a field; Refused where it is none."""
        try:
            found = parse_date(self.text(name))
        except ValueError:
            found = None
        if found is None:
            raise Refused.because(
                "day_unreadable",
                _("日期没有填，或者不是一个日子。"),
                cure=_("按 2026-03-01 的样子填。"),
            )
        return found


def _day(label: Label, help_text: Label = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(
        label=label, help_text=help_text, widget=widget, initial=timezone.localdate
    )


class DescribeForm(DeskForm):
    title = forms.CharField(label=gettext_lazy("标题"), max_length=120)
    grounds = forms.CharField(
        label=gettext_lazy("理由"), widget=_area(3), required=False, max_length=4000
    )
    specialised = forms.BooleanField(
        label=gettext_lazy("专业性、技术性较强，要请示上级或者论证"), required=False
    )
    document = forms.FileField(label=gettext_lazy("再附一份依据文件"), required=False)


class OpinionForm(DeskForm):
    said = forms.CharField(
        label=gettext_lazy("意见"),
        help_text=gettext_lazy("通过的写明依据；退回的先说总的意见，再在下面逐项写要改什么。"),
        widget=_area(3),
        max_length=4000,
    )
    document_number = forms.CharField(label=gettext_lazy("文号"), max_length=80, required=False)


class PublishForm(DayForm):
    effective_from = _day(
        gettext_lazy("从哪一天起施行"), gettext_lazy("这一天以前受理的办件，按原来的清单办完。")
    )


class AnnounceForm(DayForm):
    channel = forms.ChoiceField(label=gettext_lazy("渠道"))
    place = forms.CharField(
        label=gettext_lazy("在哪里"),
        help_text=gettext_lazy("网址，或者公示栏、服务大厅的位置。"),
        max_length=300,
    )
    on = _day(gettext_lazy("哪一天"))


class FilingForm(DayForm):
    on = _day(gettext_lazy("报送日期"))
    receipt = forms.CharField(label=gettext_lazy("回执编号"), max_length=80)


class AbandonForm(DeskForm):
    reason = forms.CharField(label=gettext_lazy("为什么不报了"), max_length=400)


class RevisionForms:
    """The forms of the page; only that of the act that was posted is filled in."""

    def __init__(self, request: HttpRequest, revision: Revision) -> None:
        posted = request.POST if request.method == "POST" else None
        self._request, self._revision = request, revision
        self.act = posted.get("act", "") if posted is not None else ""
        self.describe = DescribeForm(
            posted if self.act == "describe" else None,
            prefix="describe",
            initial={
                "title": revision.title,
                "grounds": revision.grounds,
                "specialised": revision.specialised,
            },
        )
        judging = self.act in ("pass", "return")
        self.opinion = OpinionForm(posted if judging else None, prefix="opinion")
        self.publish = PublishForm(posted if self.act == "publish" else None, prefix="publish")
        self.announce = AnnounceForm(posted if self.act == "announce" else None, prefix="announce")
        self.announce.fields["channel"] = forms.ChoiceField(
            label=_("渠道"),
            choices=[
                (f"{subject}:{channel}", f"{SUBJECTS[subject]}：{channel}")
                for subject, channel in channels_left(revision)
            ],
        )
        self.file_form = FilingForm(posted if self.act == "file" else None, prefix="file")
        self.abandon = AbandonForm(posted if self.act == "abandon" else None, prefix="abandon")
        step = present_step(revision)
        self.wanted = list(enumerate(step.documents if step else ()))

    def number(self, name: str) -> int:
        """A key that was posted; 0 where it is none."""
        value = self._request.POST.get(name, "")
        return int(value) if value.isdecimal() and len(value) < 12 else 0

    def file(self, name: str) -> bytes:
        """The bytes of an upload; empty where nothing was chosen."""
        upload = self._request.FILES.get(name)
        return upload.read() if upload else b""

    def documents(self) -> dict[str, bytes]:
        """The demanded documents by their names, and one more of any kind."""
        found = {name: self.file(f"document-{index}") for index, name in self.wanted}
        return found | ({"其他材料": other} if (other := self.file("document-other")) else {})

    def points(self) -> Iterator[tuple[int | None, str]]:
        """What is to be mended, change by change and of the whole."""
        for name, value in self._request.POST.items():
            if name.startswith("point-") and isinstance(value, str) and value.strip():
                key = name.removeprefix("point-")
                yield (int(key) if key.isdecimal() and len(key) < 12 else None), value.strip()

    def typed_point(self, key: str) -> str:
        """What was typed for one change or for the whole, shown again after a refusal."""
        value = self._request.POST.get(f"point-{key}", "")
        return value if isinstance(value, str) else ""
