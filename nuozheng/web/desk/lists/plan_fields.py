"""核查办法 as it is typed: when, how, against what, how many, and what stands in for a check."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from nuozheng.law.policy import Policy
from nuozheng.law.verification_plan import EVENT_WORD, METHOD_WORD

NAMES = (
    "manner", "from_event", "due_days", "standard", "sampling_ratio", "exempt",
    "supervision_modes", "sharable", "measure",
)  # fmt: skip
_YES_NO = {True: "yes", False: "no"}


def plan_fields(policy: Policy) -> dict[str, forms.Field]:
    """The fields of a plan; what the place doesn't know is not offered."""
    rules = policy.verification
    events = [
        (key, word)
        for key, word in EVENT_WORD.items()
        if key != "batch" or rules.batch_checks.value
    ]
    fields: dict[str, forms.Field] = {
        "manner": forms.ChoiceField(
            label=_("核查方式"),
            choices=[(name, METHOD_WORD[name]) for name in rules.methods.value],
            required=False,
        ),
        "from_event": forms.ChoiceField(
            label=_("什么时候核查"), choices=events, widget=forms.RadioSelect, required=False
        ),
        "due_days": forms.IntegerField(
            label=_("多少个工作日以内查完"),
            help_text=_("决定以前核查的，从签署承诺起算。"),
            min_value=1,
            max_value=400,
            required=False,
        ),
        "standard": forms.CharField(label=_("核查标准"), max_length=400, required=False),
        "sampling_ratio": forms.DecimalField(
            label=_("抽查比率（%）"),
            help_text=_("抽查时这一项不低于这个比率。"),
            min_value=Decimal("0.01"),
            max_value=100,
            decimal_places=2,
            required=False,
        ),
    }
    if rules.exemption.value:
        fields["exempt"] = forms.ChoiceField(
            label=_("免予核查吗"),
            choices=[("no", _("否，要核查")), ("yes", _("是，改由日常监管"))],
            widget=forms.RadioSelect,
            required=False,
        )
        fields["supervision_modes"] = forms.MultipleChoiceField(
            label=_("免予核查的，用哪些方式监管"),
            choices=[(mode, mode) for mode in rules.supervision_modes.value],
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )
    if rules.written_measure.value:
        fields["sharable"] = forms.ChoiceField(
            label=_("这项证明的数据能互联互通、信息共享吗"),
            choices=[("yes", _("能")), ("no", _("不能"))],
            widget=forms.RadioSelect,
            required=False,
        )
        fields["measure"] = forms.CharField(
            label=_("承诺信息核查办法"),
            help_text=_("数据不能共享的要有：由谁、用什么、什么时候核查，怎样记录，查不清怎么办。"),
            widget=forms.Textarea(attrs={"rows": 5}),
            max_length=5000,
            required=False,
        )
    return fields


def plan_initial(plan: dict[str, Any], facts: dict[str, Any]) -> dict[str, Any]:
    """A plan as its fields show it."""
    ratio = plan.get("sampling_ratio")
    return {
        "manner": plan.get("manner", ""),
        "from_event": plan.get("from_event") or "signing",
        "due_days": plan.get("due_days"),
        "standard": plan.get("standard", ""),
        "sampling_ratio": _plain(Decimal(ratio) * 100) if ratio else None,
        "exempt": _YES_NO.get(plan.get("exempt"), ""),  # type: ignore[arg-type]
        "supervision_modes": plan.get("supervision_modes", []),
        "sharable": _YES_NO.get(facts.get("data_sharable"), ""),  # type: ignore[arg-type]
        "measure": plan.get("measure", ""),
    }


def typed_plan(said: dict[str, Any], before: dict[str, Any]) -> dict[str, Any]:
    """What was typed as a plan is stored; what the place doesn't ask for stays as it was."""
    if not said["manner"]:
        return before
    ratio = said["sampling_ratio"]
    plan = before | {
        "manner": said["manner"],
        "due_days": said["due_days"],
        "from_event": said["from_event"],
        "standard": said["standard"],
        "sampling_ratio": _plain(ratio / 100) if ratio else None,
        "exempt": before.get("exempt", False),
    }
    if "exempt" in said:
        plan["exempt"] = {"yes": True, "no": False}.get(said["exempt"])
        plan["supervision_modes"] = said["supervision_modes"] if plan["exempt"] else []
    if "measure" in said:
        plan["measure"] = said["measure"]
    return plan


def typed_facts(said: dict[str, Any], before: dict[str, Any]) -> dict[str, Any]:
    """The facts of an entry with what was answered about sharing its data."""
    answer = {"yes": True, "no": False}.get(said.get("sharable", ""))
    return before if answer is None else before | {"data_sharable": answer}


def _plain(number: Decimal) -> str:
    """Without an exponent and without zeros at the end."""
    return f"{number.normalize():f}"
