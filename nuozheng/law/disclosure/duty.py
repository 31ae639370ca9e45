"""公示的四种办法: never, with consent, where others' interests demand it, always."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal

from nuozheng.law.answers import met, not_applicable, not_met
from nuozheng.law.findings import Finding
from nuozheng.law.policy import Policy

Object = Literal["", "letter", "information"]


class Regime(StrEnum):
    """How a letter comes to be public; PILOT is a switch that a place may turn on."""

    NEVER = "never"
    VOLUNTARY = "voluntary"
    PILOT = "pilot"
    MANDATORY = "mandatory"
    ALWAYS = "always"

    @property
    def chinese(self) -> str:
        return _REGIME[self]

    @property
    def is_duty(self) -> bool:
        return self in (Regime.MANDATORY, Regime.ALWAYS)


_REGIME: dict[Regime, str] = {
    Regime.NEVER: "不公示",
    Regime.VOLUNTARY: "本人自愿公开",
    Regime.PILOT: "探索公示",
    Regime.MANDATORY: "应当公开",
    Regime.ALWAYS: "一律公示",
}
MARK_WORD: dict[str, str] = {
    "hard_to_verify": "核查难度较大",
    "public_concern": "社会广泛关注",
    "public_interest": "涉及社会公共利益",
    "third_party_interest": "涉及第三人利益",
    "state_secret": "涉及国家秘密",
    "trade_secret": "涉及商业秘密",
    "privacy": "涉及个人隐私",
}
SECRETS = ("state_secret", "trade_secret", "privacy")
_STORED = {name: name for name in MARK_WORD} | {"third_party_interest": "touches_others"}
NATIONAL = ("CN-GKTL-14", "CN-GKTL-15")


@dataclass(frozen=True, slots=True)
class Marks:
    """What a list says of an entry; `displayed` is the switch of a pilot."""

    hard_to_verify: bool = False
    public_concern: bool = False
    public_interest: bool = False
    third_party_interest: bool = False
    state_secret: bool = False
    trade_secret: bool = False
    privacy: bool = False
    displayed: bool = False

    @classmethod
    def from_stored(cls, stored: Mapping[str, Any]) -> "Marks":
        """The marks as an entry's version keeps them."""
        said = {name: bool(stored.get(key)) for name, key in _STORED.items()}
        return cls(**said, displayed=bool(stored.get("displayed")))

    def as_stored(self) -> dict[str, bool]:
        """The marks that are set, by the names under which a version keeps them."""
        said = {key: True for name, key in _STORED.items() if getattr(self, name)}
        return said | ({"displayed": True} if self.displayed else {})

    @property
    def secrets(self) -> tuple[str, ...]:
        return tuple(name for name in SECRETS if getattr(self, name))

    def together(self, other: "Marks") -> "Marks":
        """What holds for a letter with several entries: any mark of any of them."""
        names = (*MARK_WORD, "displayed")
        return Marks(**{name: getattr(self, name) or getattr(other, name) for name in names})


@dataclass(frozen=True, slots=True)
class Duty:
    """Which regime holds for a letter, of what, why, under which clauses."""

    regime: Regime
    object: Object = ""
    because: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()

    @property
    def disclosed(self) -> bool:
        """Whether the notice has to say that the letter will be public."""
        return bool(self.object)


def duty_of(policy: Policy, marks: Marks) -> Duty:
    """The regime of a place for an entry with these marks; secrets and privacy come first."""
    rule = policy.disclosure
    if marks.secrets:
        return Duty(Regime.NEVER, "", marks.secrets, secrets_basis(policy))
    if rule.letter.value == "all":
        return Duty(Regime.ALWAYS, "letter", (), rule.letter.clause)
    touched = tuple(name for name in rule.mandatory_when.value if getattr(marks, name))
    if touched and rule.mandatory_object.value != "none":
        basis = (*rule.mandatory_when.clause, *rule.mandatory_object.clause)
        # 信息 must be public; a pilot that is switched on shows the letter instead.
        piloted = marks.displayed and _pilot_fits(policy, marks)
        what: Object = "letter" if piloted else rule.mandatory_object.value
        return Duty(Regime.MANDATORY, what, touched, _once(basis))
    if _pilot_fits(policy, marks):
        shown: Object = "letter" if marks.displayed else ""
        return Duty(Regime.PILOT, shown, _pilot_marks(policy, marks), rule.letter_when.clause)
    if rule.voluntary.value:
        return Duty(Regime.VOLUNTARY, "", (), rule.voluntary.clause)
    return Duty(Regime.NEVER)


def display_may_be_enabled(policy: Policy, marks: Marks) -> Finding:
    """对核查难度较大以及社会广泛关注的事项，探索建立告知承诺书公示制度 (ORD21-4.6e, XBQ21-2.5f).

    Whether one mark suffices or all are needed is the pack's connector.
    """
    key, rule = "display_may_be_enabled", policy.disclosure
    basis = _once((*rule.letter.clause, *rule.letter_connector.clause))
    if not marks.displayed:
        return not_applicable(key, "没有打开公示。", basis)
    if marks.secrets:
        return no_secret_is_touched(policy, marks.secrets)
    if rule.letter.value == "all" or _pilot_fits(policy, marks):
        return met(key, "可以公示承诺书。", basis)
    joined = "，并且" if rule.letter_connector.value == "and" else "或者"
    words = joined.join(MARK_WORD[name] for name in rule.letter_when.value)
    wanted = f"只有{words}的事项才可以探索公示" if words else "本地的文件没有规定探索公示承诺书"
    return not_met(
        key,
        f"{wanted}，这一项没有这样标注，公示打不开。",
        basis,
        cure="标注属实的再打开；否则关掉公示。",
    )


def no_secret_is_touched(policy: Policy, secrets: tuple[str, ...]) -> Finding:
    """涉及国家机密、商业秘密或者个人隐私的，不予公示 (LYG19-1.2.3b, XBQ21-2.5f, XBQ21-2.7f)."""
    key, basis = "no_secret_is_touched", secrets_basis(policy)
    if not secrets:
        return met(key, "没有标注国家秘密、商业秘密或者个人隐私。", basis)
    words = "、".join(MARK_WORD[name].removeprefix("涉及") for name in secrets)
    return not_met(
        key,
        f"标注了{words}，不能公示。这次操作已经记下，监督人员看得到。",
        basis,
        cure="不用再办公示；标注有误的，先由有权认定的人更正标注。",
    )


def may_volunteer(policy: Policy, secrets: tuple[str, ...]) -> Finding:
    """鼓励申请人主动公开接受社会监督 (ORD21-4.6f, XBQ21-2.5g, LYG19-2.1e)."""
    rule = policy.disclosure.voluntary
    if secrets:
        return no_secret_is_touched(policy, secrets)
    if rule.value:
        return met("may_volunteer", "可以自愿公开，不公开也不影响办理。", rule.clause)
    return not_met(
        "may_volunteer",
        "本地的文件没有规定自愿公开。",
        rule.clause,
        cure="不用公开，不影响办理。",
    )


def may_be_left_out(regime: Regime, ground: str, basis: tuple[str, ...]) -> Finding:
    """A duty to publish can't be switched off; only a secret or an error ends it early.

    `ground` is one of `SECRETS`, "mistake" or "not_needed" (XBQ21-2.7d, MJ21-2.3.9e).
    """
    key = "duty_to_publish_stays"
    if ground in SECRETS or ground == "mistake" or not regime.is_duty:
        return met(key, "可以不公示。", basis)
    return not_met(
        key,
        "这一件按规定应当公开，不能因为觉得没有必要就关掉。",
        basis,
        cure="照常公示；涉及国家秘密、商业秘密、个人隐私或者内容有误的，选对应的理由。",
    )


def secrets_basis(policy: Policy) -> tuple[str, ...]:
    """The clauses that keep secrets and privacy out of what is published."""
    own = policy.disclosure.protected_data.clause
    letter = policy.disclosure.letter
    said = letter.clause if letter.value != "none" else ()
    return _once((*own, *said, *NATIONAL))


def _pilot_marks(policy: Policy, marks: Marks) -> tuple[str, ...]:
    return tuple(name for name in policy.disclosure.letter_when.value if getattr(marks, name))


def _pilot_fits(policy: Policy, marks: Marks) -> bool:
    rule = policy.disclosure
    if rule.letter.value != "pilot" or not rule.letter_when.value:
        return False
    found = _pilot_marks(policy, marks)
    return len(found) == len(rule.letter_when.value) if _needs_all(policy) else bool(found)


def _needs_all(policy: Policy) -> bool:
    return policy.disclosure.letter_connector.value == "and"


def _once(clauses: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(clauses))
