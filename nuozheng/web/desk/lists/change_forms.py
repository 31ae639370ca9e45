"""What is typed of one entry: its text, and the scope check."""

from typing import TYPE_CHECKING, Any, TypeAlias

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import ValidationError

from nuozheng.catalogue.revision.content import EntryContent
from nuozheng.law.conditions import ConditionSet, sentence
from nuozheng.law.disclosure.duty import MARK_WORD
from nuozheng.law.exclusions import FIELD_WORD, RELATION_WORD
from nuozheng.law.findings import Refused
from nuozheng.law.listing import RESIDUAL_WORD, Checklist
from nuozheng.law.policy import Policy
from nuozheng.law.proofs import BASIS_WORD
from nuozheng.law.vocabulary import PartyKind, ProofKind, Substitution
from nuozheng.web.desk.case_forms import DeskForm
from nuozheng.web.desk.lists.plan_fields import plan_fields, plan_initial, typed_facts, typed_plan

_MARKS = tuple(name for name in MARK_WORD if name != "third_party_interest")
_YES_NO = [("yes", gettext_lazy("是")), ("no", gettext_lazy("否"))]
_PARTIES = [
    (PartyKind.PERSON.value, gettext_lazy("个人")),
    (PartyKind.COMPANY.value, gettext_lazy("企业和其他组织")),
]


if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Label: TypeAlias = "str | _StrPromise"


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _line(
    label: Label, most: int, help_text: Label = "", required: bool = False
) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, help_text=help_text, required=required)


class EntryForm(DeskForm):
    """One entry; its choices are the place's own."""

    proof_name = _line(gettext_lazy("证明名称"), 120, required=True)
    issuing_body = _line(
        gettext_lazy("由谁出具"), 120, gettext_lazy("不是别的机构出具的，不算证明。")
    )
    proof_kind = forms.ChoiceField(label=gettext_lazy("证明类型"), required=False)
    item_name = _line(gettext_lazy("事项名称"), 120, required=True)
    implementation_code = _line(gettext_lazy("事项实施编码"), 64)
    item_kind = forms.ChoiceField(label=gettext_lazy("事项类型"), required=False)
    domain = _line(gettext_lazy("领域"), 40)
    applicant_kinds = forms.MultipleChoiceField(
        label=gettext_lazy("谁可以申请"), choices=_PARTIES, widget=forms.CheckboxSelectMultiple,
        required=False,
    )  # fmt: skip
    decision_days = forms.IntegerField(
        label=gettext_lazy("办理期限（工作日）"), min_value=1, max_value=400
    )
    legal_basis = _line(gettext_lazy("设定依据"), 200, gettext_lazy("法律、法规的全称，加书名号。"))
    article = _line(gettext_lazy("条款"), 80)
    basis_level = forms.ChoiceField(label=gettext_lazy("依据层级"), required=False)
    substitution = forms.ChoiceField(label=gettext_lazy("怎样免提交"), widget=forms.RadioSelect)
    other_way = _line(gettext_lazy("其他方式，具体是"), 200)
    alternatives = forms.MultipleChoiceField(
        label=gettext_lazy("还可以用"), widget=forms.CheckboxSelectMultiple, required=False
    )
    mandatory = forms.BooleanField(label=gettext_lazy("必须实行告知承诺制"), required=False)
    agent_allowed = forms.BooleanField(label=gettext_lazy("可以由代理人承诺"), required=False)
    content = forms.CharField(
        label=gettext_lazy("证明内容"), widget=_area(2), required=False, max_length=2000
    )
    kept_conditions = forms.MultipleChoiceField(
        label=gettext_lazy("承诺的条件"), widget=forms.CheckboxSelectMultiple, required=False
    )
    more_conditions = forms.CharField(
        label=gettext_lazy("再加条件"),
        help_text=gettext_lazy("一行一条：条件｜怎样核对。例如：未被列入经营异常名录｜查国家企业信用信息公示系统"),
        widget=_area(3), required=False, max_length=4000,
    )  # fmt: skip
    liability = forms.CharField(
        label=gettext_lazy("不实承诺的法律责任"), widget=_area(2), required=False, max_length=2000
    )
    liability_basis = _line(gettext_lazy("责任依据"), 200)
    touches_others = forms.BooleanField(
        label=gettext_lazy("涉及第三人的权益（决定以前先核查，或者另有防范措施）"), required=False
    )
    disclosure_marks = forms.MultipleChoiceField(
        label=gettext_lazy("这一项的特点"),
        help_text=gettext_lazy("承诺书要不要公示，按这些特点和本地的规定定；涉密、涉及隐私的一律不公示。"),
        choices=[(name, MARK_WORD[name]) for name in _MARKS],
        widget=forms.CheckboxSelectMultiple, required=False,
    )  # fmt: skip
    displayed = forms.BooleanField(label=gettext_lazy("探索公示承诺书"), required=False)
    disclosed_until = _line(
        gettext_lazy("公示到什么时候"),
        80,
        gettext_lazy("要公示的才写，例如：自作出决定之日起15个工作日。"),
    )
    reason = forms.CharField(
        label=gettext_lazy("为什么这样改"), widget=_area(2), required=False, max_length=2000
    )

    def __init__(self, policy: Policy, base: EntryContent | None, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self._base = base
        choices = {
            "proof_kind": [("", "——"), *((k.value, k.chinese) for k in ProofKind)],
            "item_kind": [("", "——"), *((k, k) for k in policy.scope.matter_types.value)],
            "basis_level": [(key, word) for key, word in BASIS_WORD.items()],
            "substitution": [(s.value, s.chinese) for s in Substitution],
            "alternatives": [(s.value, s.chinese) for s in Substitution],
            "kept_conditions": _sentences(base),
        }
        for name, offered in choices.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined]
        if not choices["kept_conditions"]:
            del self.fields["kept_conditions"]
        if policy.disclosure.letter.value != "pilot":
            del self.fields["displayed"]
        if not policy.scope.mandatory_commitment.value:
            del self.fields["mandatory"]
        self.fields.update(plan_fields(policy))

    def entry(self) -> EntryContent:
        """What was typed as an entry; Refused where a field cannot be read."""
        said = self.cleaned_data
        base = self._base.model_dump(mode="json") if self._base else {"item": {}, "proof": {}}
        base["item"] |= {
            "name": said["item_name"],
            "implementation_code": said["implementation_code"].upper(),
            "kind": said["item_kind"],
            "domain": said["domain"],
            "applicant_kinds": said["applicant_kinds"] or [kind for kind, _word in _PARTIES],
            "decision_days": said["decision_days"],
        }
        base["proof"] |= {
            "name": said["proof_name"],
            "kind": said["proof_kind"] or None,
            "issuing_body": said["issuing_body"],
        }
        for name in (
            "substitution", "other_way", "agent_allowed", "legal_basis", "article", "basis_level",
            "content", "liability", "liability_basis",
        ):  # fmt: skip
            base[name] = said[name]
        base["mandatory"] = said.get("mandatory", False)
        before = [way for way in base.get("alternatives", ()) if way in said["alternatives"]]
        ways = dict.fromkeys([*before, *said["alternatives"]])
        base["alternatives"] = [way for way in ways if way != said["substitution"]]
        base["conditions"] = self._conditions(base.get("conditions") or {})
        base["plan"] = typed_plan(said, base.get("plan") or {})
        base["disclosure"] = (base.get("disclosure") or {}) | {
            "touches_others": said["touches_others"],
            "displayed": said.get("displayed", False),
            "until": said["disclosed_until"],
            **{name: name in said["disclosure_marks"] for name in _MARKS},
        }
        base["facts"] = typed_facts(said, base.get("facts") or {})
        try:
            return EntryContent.model_validate(base)
        except ValidationError as problem:
            raise Refused.because(
                "entry_unreadable",
                _("有一项写得不对：%(what)s。") % {"what": problem.errors()[0]["msg"]},
                cure=_("改好再保存。"),
            ) from problem

    def _conditions(self, before: dict[str, Any]) -> dict[str, Any]:
        kept = set(self.cleaned_data.get("kept_conditions", ()))
        rows = [one for one in before.get("condition", ()) if one["key"] in kept]
        taken = {one["key"] for one in rows}
        for line in self.cleaned_data["more_conditions"].splitlines():
            text, _sep, how = line.replace("|", "｜").partition("｜")
            if not text.strip():
                continue
            key = next(k for n in range(1, 999) if (k := f"added_{n}") not in taken)
            taken.add(key)
            rows.append(_attested(key, text.strip(), how.strip()))
        return {"condition": rows}


def _attested(key: str, text: str, how: str) -> dict[str, Any]:
    if not how:
        raise Refused.because(
            "condition_not_verifiable",
            _("“%(text)s”没有写怎样核对。") % {"text": text},
            cure=_("在条件后面加“｜”，写明由谁、用什么核对。"),
        )
    escaped = text.replace("{", "｛").replace("}", "｝")
    return {"key": key, "sentence": escaped, "attested": {"how": how, "method": "written"}}


def _sentences(base: EntryContent | None) -> list[tuple[str, str]]:
    if base is None or not base.conditions.get("condition"):
        return []
    found = ConditionSet.model_validate(base.conditions).conditions
    return [(one.key, sentence(one, {})) for one in found]


def entry_initial(content: EntryContent) -> dict[str, Any]:
    """An entry as the form shows it."""
    return {
        "proof_name": content.proof.name,
        "issuing_body": content.proof.issuing_body,
        "proof_kind": content.proof.kind.value if content.proof.kind else "",
        "item_name": content.item.name,
        "implementation_code": content.item.implementation_code,
        "item_kind": content.item.kind,
        "domain": content.item.domain,
        "applicant_kinds": [kind.value for kind in content.item.applicant_kinds],
        "decision_days": content.item.decision_days,
        "substitution": content.substitution.value if content.substitution else "",
        "alternatives": [way.value for way in content.alternatives],
        "kept_conditions": [one["key"] for one in content.conditions.get("condition", ())],
        "touches_others": content.disclosure.get("touches_others", False),
        "disclosure_marks": [name for name in _MARKS if content.disclosure.get(name)],
        "displayed": content.disclosure.get("displayed", False),
        "disclosed_until": content.disclosure.get("until", ""),
        **plan_initial(content.plan, content.facts),
        **{
            name: getattr(content, name)
            for name in (
                "other_way",
                "mandatory",
                "agent_allowed",
                "legal_basis",
                "article",
                "basis_level",
                "content",
                "liability",
                "liability_basis",
            )
        },
    }


class ScopeForm(DeskForm):
    """范围核对表: the questions of the place, each answered by name."""

    def __init__(self, policy: Policy, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        scope = policy.scope
        words = FIELD_WORD | RELATION_WORD
        excluded = (*scope.excluded_fields.value, *scope.excluded_relations.value)
        self._ticks(
            "touches", _("这项证明直接涉及（没有就不选）"), [(n, words[n]) for n in excluded]
        )
        if scope.residual_risk_test.value:
            for name, word in RESIDUAL_WORD.items():
                self._ask(name, _("如果承诺是假的，%(what)s吗？") % {"what": word})
        if scope.positive_test.value:
            self._ask("correctable_afterwards", _("出了错，能够通过事中事后监管纠正吗？"))
            self._ask("risk_controllable", _("风险可控吗？"))
        self._ticks("selected_by", _("符合哪条选取标准"), _own(scope.selection_criteria.value))
        if scope.default_inclusion.value and len(scope.default_inclusion_when.value) > 1:
            wanted = _own(scope.default_inclusion_when.value)
            self._ticks("default_reasons", _("有下面哪些情形（都有的，原则上要实行）"), wanted)
            self._write("left_off_for", _("五条都有仍要申请人提交的，写明理由"))
        self._write("kept_for", _("没有法律法规依据仍要保留的，写明理由"))
        if scope.retained_needs_risk_assessment.value:
            self._write("risk_assessment", _("仍要申请人提交的，写明风险影响评估"))
        self.fields["specialised"] = forms.BooleanField(
            label=_("专业性、技术性较强，要请示上级或者论证"), required=False
        )

    def checklist(self) -> Checklist:
        """The answers as they are signed."""
        said = self.cleaned_data
        values: dict[str, Any] = {
            name: {"yes": True, "no": False}.get(said[name])
            for name in (*RESIDUAL_WORD, "correctable_afterwards", "risk_controllable")
            if name in said
        }
        for name in ("touches", "selected_by", "default_reasons"):
            values[name] = said.get(name) or []
        for name in ("left_off_for", "kept_for", "risk_assessment"):
            values[name] = said.get(name, "")
        return Checklist.model_validate(values | {"specialised": said["specialised"]})

    def _ask(self, name: str, label: str) -> None:
        self.fields[name] = forms.ChoiceField(
            label=label, choices=_YES_NO, widget=forms.RadioSelect, required=False
        )

    def _ticks(self, name: str, label: str, choices: list[tuple[str, str]]) -> None:
        if choices:
            self.fields[name] = forms.MultipleChoiceField(
                label=label, choices=choices, widget=forms.CheckboxSelectMultiple, required=False
            )

    def _write(self, name: str, label: str) -> None:
        self.fields[name] = forms.CharField(
            label=label, widget=_area(2), required=False, max_length=2000
        )


def _own(words: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(word, word) for word in words]


def scope_initial(signed: Checklist | None) -> dict[str, Any]:
    """A signed checklist as the form shows it."""
    if signed is None:
        return {}
    values = signed.model_dump(mode="json")
    for name in (*RESIDUAL_WORD, "correctable_afterwards", "risk_controllable"):
        values[name] = {True: "yes", False: "no"}.get(values[name], "")
    return values
