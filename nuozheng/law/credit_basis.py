"""On what an adverse record may rest: listed information, a listed document, a listed act."""

from dataclasses import dataclass
from datetime import date

from nuozheng.law.answers import met, not_met
from nuozheng.law.credit import SEVERITY_WORD, RecordKind
from nuozheng.law.findings import Finding
from nuozheng.law.policy import Policy
from nuozheng.law.policy.wording import word
from nuozheng.law.repair import add_months, spoken
from nuozheng.law.vocabulary import Severity

ACTS_OF: dict[RecordKind, tuple[str, ...]] = {
    "untrue": ("untrue_content",),
    "false": ("false_commitment", "concealed", "other_deceit"),
    "unfulfilled": ("promise_unfulfilled",),
}
"""The acts that each kind of finding can state; the first where nobody says which."""
NATIONAL_WORD = {
    Severity.MINOR: "轻微失信信息",
    Severity.SERIOUS: "一般失信信息",
    Severity.GRAVE: "严重失信信息",
}


@dataclass(frozen=True, slots=True)
class RecordBasis:
    """What an adverse record says of itself.

    `information`, `document` and `behaviour` are words of the place's lists; `document_on` is the
    day of the document; `obtained` says whether the certificate or proof was got by the act.
    """

    kind: RecordKind
    information: str
    document: str
    document_on: date
    behaviour: str
    grade: Severity
    obtained: bool


def examine(policy: Policy, basis: RecordBasis, on: date) -> list[Finding]:
    """Every rule on what a record may rest on."""
    return [
        information_is_listed(policy, basis),
        document_is_listed(policy, basis),
        document_is_in_effect(policy, basis, on),
        behaviour_is_listed(policy, basis),
        grave_act_is_grave(policy, basis),
    ]


def information_is_listed(policy: Policy, basis: RecordBasis) -> Finding:
    """明确界定公共信用信息范围 (XBQ21-2.6b)."""
    key, rule = "information_is_listed", policy.credit.information
    if basis.information in rule.value:
        return met(key, "在公共信用信息范围以内。", rule.clause)
    detail, cure = _unlisted("credit.information", basis.information, rule.value)
    return not_met(key, detail, rule.clause, cure=cure)


def document_is_listed(policy: Policy, basis: RecordBasis) -> Finding:
    """严格规范失信行为认定依据 (XBQ21-2.6b)."""
    key, rule = "document_is_listed", policy.credit.documents
    if basis.document in rule.value:
        return met(key, "文书可以作为失信认定依据。", rule.clause)
    detail, cure = _unlisted("credit.documents", basis.document, rule.value)
    return not_met(key, detail, rule.clause, cure=cure)


def document_is_in_effect(policy: Policy, basis: RecordBasis, on: date) -> Finding:
    """认定失信行为必须以具有法律效力的文书为依据 (CN-GBF49-documents)."""
    key, rule = "document_is_in_effect", policy.credit.documents.clause
    if basis.document_on <= on:
        return met(key, f"文书日期{spoken(basis.document_on)}。", rule)
    return not_met(
        key,
        f"文书日期{spoken(basis.document_on)}还没有到，文书没有生效。",
        rule,
        cure="等文书生效以后再记；日期写错的，请改正。",
    )


def behaviour_is_listed(policy: Policy, basis: RecordBasis) -> Finding:
    """依法科学界定告知承诺制失信行为 (XBQ21-2.6c, MJ21-2.3.8a): of the list, no free text."""
    key, rule = "behaviour_is_listed", policy.credit.behaviours
    fitting = tuple(one for one in rule.value if one in ACTS_OF.get(basis.kind, rule.value))
    if basis.behaviour in fitting:
        return met(key, "失信行为的种类在清单里。", rule.clause)
    detail, cure = _unlisted("credit.behaviours", basis.behaviour, fitting)
    return not_met(key, detail, rule.clause, cure=cure)


def grave_act_is_grave(policy: Policy, basis: RecordBasis) -> Finding:
    """隐瞒、虚假承诺、其他不正当手段取得证书或者证明的，属于严重违法违规 (LYG19-2.2.2a)."""
    key, rule = "grave_act_is_grave", policy.credit.grave_behaviours
    named = word("credit.behaviours", basis.behaviour)
    if basis.obtained and basis.behaviour in rule.value and basis.grade is not Severity.GRAVE:
        return not_met(
            key,
            f"{policy.place_name}的文件把“{named}”取得证书、证明列为严重违法违规行为，"
            f"不能定为“{SEVERITY_WORD[basis.grade]}”。",
            rule.clause,
            cure="属于这种行为的，程度选“严重”；够不上的，按与事实相符的种类认定。",
        )
    return met(key, f"“{named}”，程度{SEVERITY_WORD[basis.grade]}。", rule.clause)


def mapped(policy: Policy, grade: Severity, document_on: date) -> str:
    """The national class of a grade and what it means for this document, in one sentence."""
    shortest, longest = policy.credit.publication_months.value.of(grade)
    until = spoken(add_months(document_on, longest))
    if shortest == 0:
        span = f"原则上不公示，确有必要的最长{longest}个月，到{until}"
    else:
        span = f"最短{shortest}个月、最长{longest}个月，最晚到{until}"
    return f"“{SEVERITY_WORD[grade]}”对应国家的“{NATIONAL_WORD[grade]}”：自文书日期起{span}。"


def acts_here(policy: Policy, kind: RecordKind) -> tuple[str, ...]:
    """The acts that a finding of this kind can state in a place."""
    return tuple(one for one in ACTS_OF.get(kind, ()) if one in policy.credit.behaviours.value)


_WHAT = {
    "credit.information": "公共信用信息范围",
    "credit.documents": "失信认定依据",
    "credit.behaviours": "失信行为种类",
}


def _unlisted(path: str, given: str, known: tuple[str, ...]) -> tuple[str, str]:
    """What is not on a list, and what is."""
    names = "、".join(word(path, one) for one in known)
    return (
        f"“{word(path, given)}”不在{_WHAT[path]}的清单里，不能记入信用记录。",
        f"请从清单里选：{names}。" if names else "本地没有列出这一类，不能记入。",
    )
