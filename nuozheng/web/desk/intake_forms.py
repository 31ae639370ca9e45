"""What a keeper types when a list comes in: the file, its columns, one row otherwise."""

from typing import Any, ClassVar

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from nuozheng.catalogue.intake.fields import KIND_WORD
from nuozheng.catalogue.intake.judging import SAME_AS
from nuozheng.catalogue.intake.models import IntakeRow, Purpose
from nuozheng.catalogue.intake.row_words import way_words
from nuozheng.catalogue.intake.sheet import MAXIMUM_ROWS
from nuozheng.catalogue.models import Catalogue
from nuozheng.documents.uploads import MOST
from nuozheng.law.vocabulary import Substitution
from nuozheng.parties.models import Agency
from nuozheng.web.desk.case_forms import DeskForm

Kept = list[tuple[Catalogue, Agency]]


class UploadForm(DeskForm):
    """`kept` are the parts of lists that the account keeps."""

    part = forms.ChoiceField(label=_("哪份清单"), widget=forms.Select)
    purpose = forms.ChoiceField(
        label=_("这个文件是什么"), widget=forms.Select, choices=Purpose.choices
    )
    file = forms.FileField(
        label=_("文件"),
        help_text=format_lazy(
            _(
                "xlsx、xls、et、ods、csv都行，不超过{most}、{rows}万行。"
                "表头在第几行、有没有合并单元格都没关系。"
            ),
            most=MOST,
            rows=MAXIMUM_ROWS // 10_000,
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm,.xls,.et,.ods,.csv,.json"}),
    )

    def __init__(self, kept: Kept, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kept = {
            f"{catalogue.pk}-{agency.pk}": (catalogue, agency) for catalogue, agency in kept
        }
        self.fields["part"] = forms.ChoiceField(
            label=_("哪份清单"),
            widget=forms.Select,
            choices=[
                (key, f"{one.title}，{agency.name}") for key, (one, agency) in self.kept.items()
            ],
        )


class RowForm(DeskForm):
    """One row as it should have been; prefilled with what the file says."""

    item_name = forms.CharField(label=_("事项名称"), max_length=120)
    code = forms.CharField(label=_("事项实施编码"), max_length=64, required=False)
    proof_name = forms.CharField(label=_("证明名称"), max_length=120)
    kind = forms.ChoiceField(
        label=_("证明类型"),
        required=False,
        choices=[("", _("按名称拟定")), *((word, word) for word in KIND_WORD.values())],
    )
    issuing_body = forms.CharField(label=_("出具单位"), max_length=120, required=False)
    way = forms.ChoiceField(
        label=_("免提交方式"),
        choices=[("", _("请选一种")), *((one.chinese, one.chinese) for one in Substitution)],
    )
    other_way = forms.CharField(label=_("其他方式：具体怎样办"), max_length=200, required=False)
    same_as = forms.ChoiceField(label=_("和现行清单的关系"), required=False, choices=[])

    KEYS: ClassVar[dict[str, str]] = {
        "item_name": "item.name",
        "code": "item.implementation_code",
        "proof_name": "proof.name",
        "kind": "proof.kind",
        "issuing_body": "proof.issuing_body",
        "way": "substitution",
        "other_way": "other_way",
        "same_as": SAME_AS,
    }

    def __init__(self, row: IntakeRow, near: list[tuple[str, str]], data: Any = None) -> None:
        said = row.fields
        initial = {name: said.get(key, "") for name, key in self.KEYS.items()}
        initial["way"], initial["other_way"] = way_words(said)
        super().__init__(data, initial=initial)
        columns = row.intake.catalogue.policy.listing.annex_columns.value
        self.fields["code"].required = "事项实施编码" in columns
        self.fields["same_as"] = forms.ChoiceField(
            label=_("和现行清单的关系"),
            required=False,
            choices=[("", _("按编码和名称对")), ("new", _("是新的一条")), *near],
        )
        if not near:
            del self.fields["same_as"]

    def said(self) -> dict[str, str]:
        """By the field of the entry; a kind left to the name is not said at all."""
        found = {self.KEYS[name]: self.text(name) for name in self.fields}
        if not found["proof.kind"]:
            del found["proof.kind"]
        return found


class OfficerForm(DeskForm):
    name = forms.CharField(label=_("姓名"), max_length=60)
    department = forms.CharField(label=_("所属科室"), max_length=60, required=False)
    post = forms.CharField(label=_("职务"), max_length=60, required=False)
    phone = forms.CharField(label=_("联系电话"), max_length=40)
    note = forms.CharField(label=_("备注"), max_length=200, required=False)
