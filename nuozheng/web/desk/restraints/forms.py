"""What is typed of list entries, sanctions, checks, competences and letters to units."""

from collections.abc import Iterable
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from nuozheng.catalogue.models import ServiceItem
from nuozheng.credit.sanctions.models import Competence
from nuozheng.law.policy.restraints import ListRule, SanctionMeasure
from nuozheng.law.sanctions import domain_word
from nuozheng.law.vocabulary import PartyKind
from nuozheng.parties.models import Agency
from nuozheng.web.desk.case_forms import DeskForm

Choices = list[tuple[str, str]]
_LONGEST = 2000


def _area(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _day() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class _WhyForm(DeskForm):
    reasons = forms.CharField(
        label=_("事实和理由"),
        help_text=_("原文写进告知书：哪一次失信、为什么要这样做。"),
        widget=_area(),
        max_length=_LONGEST,
    )
    evidence = forms.CharField(
        label=_("证据"),
        help_text=_("认定书文号和别的材料，一行一份。"),
        widget=_area(2),
        max_length=_LONGEST,
    )


class EntryForm(_WhyForm):
    list_key = forms.ChoiceField(label=_("列入哪个名单"), widget=forms.RadioSelect)
    field_order = ("list_key", "reasons", "evidence")

    def __init__(self, lists: Iterable[ListRule], data: object = None) -> None:
        super().__init__(data, prefix="entry")  # type: ignore[arg-type]
        _offer(self, "list_key", [(one.key, one.title) for one in lists])


class SanctionForm(_WhyForm):
    measure = forms.ChoiceField(label=_("措施"), widget=forms.RadioSelect)
    actor = forms.ChoiceField(label=_("由谁实施"), widget=forms.RadioSelect)
    agency = forms.ChoiceField(label=_("哪个单位"))
    field_order = ("measure", "actor", "agency", "reasons", "evidence")

    def __init__(
        self,
        measures: Iterable[SanctionMeasure],
        actors: Iterable[str],
        agencies: Iterable[Agency],
        data: object = None,
    ) -> None:
        super().__init__(data, prefix="sanction")  # type: ignore[arg-type]
        _offer(self, "measure", [(one.key, f"{one.title}（{one.decided_by}）") for one in measures])
        _offer(self, "actor", [(one, one) for one in actors])
        _offer(self, "agency", [(str(one.pk), one.name) for one in agencies])


class ReasonForm(DeskForm):
    reason = forms.CharField(label=_("理由"), widget=_area(), max_length=_LONGEST)


class DecideForm(ReasonForm):
    until = forms.DateField(
        label=_("到哪一天为止"),
        help_text=_("不填的，到信用记录到期为止。"),
        required=False,
        widget=_day(),
    )


class ServedForm(DeskForm):
    on = forms.DateField(label=_("哪一天送到"), widget=_day())
    how = forms.CharField(
        label=_("怎样送达"), help_text=_("谁签收，或者邮寄的单号。"), max_length=500
    )


class DoneForm(DeskForm):
    on = forms.DateField(label=_("哪一天"), widget=_day())
    words = forms.CharField(label=_("执行了什么"), widget=_area(2), max_length=_LONGEST)


class CheckForm(DeskForm):
    given = forms.ChoiceField(label=_("以哪个单位、哪项职责查"))
    kind = forms.ChoiceField(
        label=_("查谁"),
        choices=[(PartyKind.PERSON.value, _("个人")), (PartyKind.COMPANY.value, _("单位"))],
        widget=forms.RadioSelect,
        initial=PartyKind.PERSON.value,
    )
    called = forms.CharField(label=_("姓名或者名称"), max_length=100)
    identifier = forms.CharField(label=_("身份证号码或者统一社会信用代码"), max_length=40)
    purpose = forms.CharField(
        label=_("查来做什么"),
        help_text=_("写明办哪一件事；本人看得到谁查过、为什么查。"),
        max_length=120,
    )

    def __init__(self, held: Iterable[Competence], data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        _offer(
            self,
            "given",
            [(str(one.pk), f"{one.agency.name}，{one.domain_text}") for one in held],
        )


class CompetenceForm(DeskForm):
    agency = forms.ChoiceField(label=_("单位"))
    domain = forms.ChoiceField(label=_("领域"))
    law = forms.CharField(
        label=_("法定职责依据"),
        help_text=_("法律、法规或者国家政策文件的名称和条款。"),
        max_length=200,
    )

    def __init__(
        self, agencies: Iterable[Agency], domains: Iterable[str], data: object = None
    ) -> None:
        super().__init__(data, prefix="unit")  # type: ignore[arg-type]
        _offer(self, "agency", [(str(one.pk), one.name) for one in agencies])
        _offer(self, "domain", [(one, domain_word(one)) for one in domains])


class MatterForm(DeskForm):
    item = forms.ChoiceField(label=_("事项"))
    domain = forms.ChoiceField(label=_("领域"))
    effect = forms.ChoiceField(
        label=_("申请人受限制的"),
        choices=[
            ("decide", _("办理单位先作决定，才能准予")),
            ("warn", _("只提示经办人员")),
        ],
        widget=forms.RadioSelect,
        initial="decide",
    )
    law = forms.CharField(
        label=_("依据"),
        help_text=_("为什么这个事项可以限制：法律、法规的名称和条款。"),
        max_length=200,
    )

    def __init__(
        self, items: Iterable[ServiceItem], domains: Iterable[str], data: object = None
    ) -> None:
        super().__init__(data, prefix="matter")  # type: ignore[arg-type]
        _offer(self, "item", [(str(one.pk), one.name) for one in items])
        _offer(self, "domain", [(one, domain_word(one)) for one in domains])


class FieldForm(DeskForm):
    reasons = forms.CharField(
        label=_("理由"),
        help_text=_("写明依据哪部法律、与这个事项有什么关系；没有关系的，不限制。"),
        widget=_area(),
        max_length=_LONGEST,
    )


class UnitForm(DeskForm):
    unit = forms.CharField(label=_("本人所在单位"), help_text=_("单位的全称。"), max_length=100)


def _offer(form: DeskForm, name: str, choices: Choices) -> None:
    form.fields[name].choices = choices  # type: ignore[attr-defined]


def typed_day(form: DeskForm, name: str) -> date:
    """The day that was typed; the first of all days, which every act refuses, for anything else."""
    found = form.cleaned_data.get(name) if form.is_valid() else None
    return found if isinstance(found, date) else date.min
