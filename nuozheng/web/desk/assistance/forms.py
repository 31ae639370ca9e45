"""What is typed to ask another agency, to answer one, and to change the catalogue."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nuozheng.gateways.assistance.partners import partners
from nuozheng.law.assistance.moves import USABLE, AssistanceKind
from nuozheng.law.clauses import clause
from nuozheng.law.conditions import sentence
from nuozheng.law.labels import short_label
from nuozheng.law.policy import Policy
from nuozheng.law.verification_plan import METHOD_WORD
from nuozheng.parties.models import Agency
from nuozheng.verification.assistance.forms import Form, tried_before
from nuozheng.verification.assistance.models import AssistanceEntry, AssistanceRequest
from nuozheng.verification.comparison import declared
from nuozheng.verification.models import VerificationTask
from nuozheng.web.desk.case_forms import DeskForm


class AskForm(DeskForm):
    """The standard form; which fields there are follows from the place's own rules."""

    kind = forms.ChoiceField(label=_("协助种类"))
    entry = forms.ChoiceField(label=_("行政协助目录里的一项"), required=False)
    provider = forms.ChoiceField(label=_("请本地哪个单位"), required=False)
    cell = forms.ChoiceField(label=_("或者请外地"), required=False)
    cell_agency = forms.CharField(
        label=_("外地单位的全称"), required=False, max_length=80, help_text=_("选了外地的才填")
    )
    question = forms.CharField(
        label=_("要核实什么"),
        help_text=_("只写要核实的这一项；对方只看到这里写的、当事人的姓名和证件号码。"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )
    legal_basis = forms.CharField(label=_("法律依据"), max_length=200)
    tried = forms.MultipleChoiceField(
        label=_("已经用过的办法"),
        required=False,
        choices=[(key, word) for key, word in METHOD_WORD.items() if key != "assistance"],
        widget=forms.CheckboxSelectMultiple,
    )
    urgent = forms.BooleanField(label=_("紧急，先办后补登记"), required=False)
    urgent_reason = forms.CharField(label=_("紧急的原因"), required=False, max_length=200)

    def __init__(self, task: VerificationTask, policy: Policy, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", _initial(task, policy))
        super().__init__(*args, **kwargs)
        known = policy.verification
        kinds = [
            (one.value, one.chinese)
            for one in AssistanceKind
            if one is AssistanceKind.QUERY or one.chinese in known.assistance_scope.value
        ]
        place = task.agency.jurisdiction_id
        self.entries = {
            str(one.pk): one
            for one in AssistanceEntry.objects.filter(
                jurisdiction=place, status__in=USABLE
            ).select_related("provider")
        }
        self.agencies = {
            str(one.pk): one
            for one in Agency.objects.filter(jurisdiction=place).exclude(pk=task.agency_id)
        }
        cells = [(key, one.title) for key, one in partners().partner.items()]
        self._offer("kind", kinds)
        self._offer("entry", [(key, _entry_words(one)) for key, one in self.entries.items()], "—")
        self._offer("provider", [(key, one.name) for key, one in self.agencies.items()], "—")
        self._offer("cell", cells, "—")
        gone = [] if cells else ["cell", "cell_agency"]
        if known.assistance_form.value != "catalogue":
            gone += ["entry", "urgent", "urgent_reason"]
        if len(kinds) == 1:
            self.fields["kind"].widget = forms.HiddenInput()
        for name in gone:
            del self.fields[name]

    def asked(self, replaces: AssistanceRequest | None) -> Form:
        """The filled-in form for the act."""
        said = self.cleaned_data
        return Form(
            kind=AssistanceKind(said["kind"]),
            question=said["question"],
            legal_basis=said["legal_basis"],
            tried=tuple(said["tried"]),
            provider=self.agencies.get(said["provider"]),
            cell=said.get("cell", ""),
            cell_agency=said.get("cell_agency", ""),
            entry=self.entries.get(said.get("entry", "")),
            urgent=said.get("urgent", False),
            urgent_reason=said.get("urgent_reason", ""),
            replaces=replaces,
        )

    def _offer(self, name: str, choices: Sequence[tuple[str, str]], none: str = "") -> None:
        empty = [("", none)] if none else []
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [*empty, *choices]


class IssuerForm(DeskForm):
    """Which unit issues the proof."""

    provider = forms.ChoiceField(label=_("出具这份证明的单位"))

    def __init__(self, own: Agency, issuer: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = Agency.objects.filter(jurisdiction=own.jurisdiction_id).exclude(pk=own.pk)
        self.agencies = {str(one.pk): one for one in here}
        likely = sorted(self.agencies.values(), key=lambda one: one.short_name not in issuer)
        self.fields["provider"] = forms.ChoiceField(
            label=_("出具这份证明的单位"),
            help_text=_("清单写的是：%(issuer)s") % {"issuer": issuer} if issuer else "",
            choices=[(str(one.pk), one.name) for one in likely],
        )


class OfferForm(DeskForm):
    """An entry that an agency proposes for the catalogue."""

    provider = forms.ChoiceField(label=_("提供协助的单位"))
    kind = forms.ChoiceField(
        label=_("种类"), choices=[(one.value, one.chinese) for one in AssistanceKind]
    )
    title = forms.CharField(label=_("名称"), max_length=120)
    content = forms.CharField(
        label=_("能查什么、怎样查"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000
    )
    legal_basis = forms.CharField(label=_("依据"), max_length=200)
    days = forms.IntegerField(label=_("几个工作日以内答复"), min_value=1, max_value=60, initial=5)

    def __init__(self, own: Sequence[Agency], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["provider"] = forms.ChoiceField(
            label=_("提供协助的单位"), choices=[(str(one.pk), one.name) for one in own]
        )


def _initial(task: VerificationTask, policy: Policy) -> dict[str, object]:
    condition, item = declared(task)
    basis = policy.verification.assistance_form.clause
    return {
        "kind": AssistanceKind.QUERY.value,
        "question": f"请核实：{sentence(condition, item.declared.values)}。",
        "legal_basis": short_label(clause(basis[0])) if basis else "",
        "tried": list(tried_before(task)),
    }


def _entry_words(entry: AssistanceEntry) -> str:
    kind = AssistanceKind(entry.kind).chinese
    return f"{entry.provider.short_name}：{entry.title}（{kind}，{entry.days}个工作日）"
