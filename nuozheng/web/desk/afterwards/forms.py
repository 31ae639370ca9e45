"""What is typed about intended measures, hearings, reviews, third parties and service."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nuozheng.law.afterwards.intended import PENALTY_WORD
from nuozheng.law.consequences import Offer
from nuozheng.parties.models import Account
from nuozheng.verification.afterwards.models import Manner
from nuozheng.verification.afterwards.service import Served
from nuozheng.web.desk.case_forms import DeskForm


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _yes_no(yes: str, no: str) -> dict[str, Any]:
    return {"choices": [("yes", yes), ("no", no)], "widget": forms.RadioSelect}


class MistakeForm(DeskForm):
    reason = forms.CharField(
        label=_("为什么是误填"),
        help_text=_("怎样填错的、为什么没有主观过错、正确的是什么。"),
        widget=_area(3),
        max_length=2000,
    )
    still_meets = forms.BooleanField(label=_("按正确的情况，仍然符合条件"), required=False)


class IntentionForm(DeskForm):
    """拟处理: what is told before it is done."""

    measure = forms.ChoiceField(label=_("拟作出"), widget=forms.RadioSelect)
    content = forms.CharField(
        label=_("内容"),
        help_text=_("处罚的写种类、幅度；撤销的写撤销哪一个决定。"),
        widget=_area(2),
        max_length=2000,
    )
    legal_basis = forms.CharField(label=_("法律依据"), max_length=200)
    reasons = forms.CharField(label=_("事实和理由"), widget=_area(3), max_length=2000)
    penalty_kind = forms.ChoiceField(
        label=_("处罚的种类"),
        help_text=_("只有行政处罚才选；能不能听证由此决定。"),
        choices=[("", "——"), *PENALTY_WORD.items()],
        required=False,
    )
    amount_yuan = forms.IntegerField(
        label=_("罚款多少元"), min_value=0, max_value=10**9, required=False
    )
    complex_case = forms.BooleanField(label=_("疑难复杂、涉及多个法律关系"), required=False)
    public_interest = forms.BooleanField(label=_("涉及重大公共利益"), required=False)

    def __init__(self, offered: Iterable[Offer], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.kind, one.title) for one in offered if one.kind != "refer"]
        self.fields["measure"].choices = choices  # type: ignore[attr-defined]


class RecheckForm(DeskForm):
    fixed = forms.ChoiceField(label=_("复查的结果"), **_yes_no("改好了", "还没有改好"))
    note = forms.CharField(label=_("怎样复查、看到了什么"), widget=_area(3), max_length=2000)


class ServiceForm(DeskForm):
    document = forms.ChoiceField(label=_("哪一份文书"))
    manner = forms.ChoiceField(
        label=_("怎样送达"),
        choices=[one for one in Manner.choices if one[0] != Manner.ONLINE],
    )
    note = forms.CharField(
        label=_("送达的情况"),
        help_text=_("谁签收；留置的写见证人，邮寄的写单号。"),
        max_length=200,
    )

    def __init__(self, served: Sequence[Served], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(one.document.pk), one.document.title) for one in served]
        self.fields["document"].choices = choices  # type: ignore[attr-defined]


class CallForm(DeskForm):
    held_at = forms.DateTimeField(
        label=_("听证的时间"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    place = forms.CharField(label=_("地点"), max_length=120)
    presided_by = forms.ModelChoiceField(
        label=_("主持人"),
        help_text=_("办过这一件的人不在里面。"),
        queryset=Account.objects.none(),
    )

    def __init__(self, presiders: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["presided_by"].queryset = presiders  # type: ignore[attr-defined]


class RecordForm(DeskForm):
    words = forms.CharField(label=_("听证笔录"), widget=_area(8), max_length=20_000)
    signed = forms.ChoiceField(label=_("本人核对以后"), **_yes_no("签名了", "没有签名"))
    unsigned_because = forms.CharField(label=_("没有签名的原因"), max_length=200, required=False)


class ReviewForm(DeskForm):
    passed = forms.ChoiceField(label=_("法制审核"), **_yes_no("通过", "退回"))
    opinion = forms.CharField(
        label=_("审核意见"),
        help_text=_("主体、权限、事实、依据、程序、幅度，逐项写。"),
        widget=_area(4),
        max_length=2000,
    )


class WordsForm(DeskForm):
    """One text: an objection taken down, its answer, or why nothing is done any more."""

    words = forms.CharField(label=_("内容"), widget=_area(3), max_length=2000)

    def __init__(self, label: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = label


class ThirdPartyForm(DeskForm):
    name = forms.CharField(label=_("姓名或者名称"), max_length=80)
    interest = forms.CharField(
        label=_("牵涉到什么权益"), help_text=_("例如：相邻的住户，用同一道门。"), max_length=400
    )
    contact = forms.CharField(label=_("联系办法"), max_length=200, required=False)
    identifier = forms.CharField(
        label=_("证件号码"),
        help_text=_("知道的才写，只用来找对方的账号，好在网上送达。"),
        max_length=40,
        required=False,
    )


class GuardForm(DeskForm):
    condition = forms.ChoiceField(label=_("哪一条"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("另外的防范措施"),
        help_text=_("做什么、什么时候、由谁，例如公示七日、由邻里书面确认。"),
        widget=_area(2),
        max_length=2000,
    )

    def __init__(self, left: Sequence[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["condition"].choices = left  # type: ignore[attr-defined]


class ProposalForm(DeskForm):
    words = forms.CharField(
        label=_("立法修改建议"),
        help_text=_("建议改哪部法规、规章的哪一条，怎样改。"),
        widget=_area(3),
        max_length=2000,
    )
    addressed_to = forms.CharField(label=_("提交给"), max_length=80)
