"""What a lower list may say beside the list above it, and what to do where they differ."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from nuozheng.law.answers import ASK_REVIEWER, met, not_applicable, not_met
from nuozheng.law.findings import Finding
from nuozheng.law.moves import MoveRule, MoveTable
from nuozheng.law.policy import Policy
from nuozheng.law.trouble.names import meaning
from nuozheng.law.vocabulary import Role, Substitution

BURDEN: dict[Substitution, int] = {
    Substitution.CANCELLED: 0,
    Substitution.DATA_SHARING: 1,
    Substitution.AGENCY_VERIFICATION: 1,
    Substitution.OTHER: 2,
    Substitution.COMMITMENT: 2,
    Substitution.RETAINED: 3,
}
"""How much each way asks of the applicant: nothing, nothing but time, a statement, a paper."""
LIST_ABOVE = "确定的告知承诺事项"
"""The words of the packs for the list of the level above."""
NATIONAL = ("CN-YSTL-44.3",)
RETAINED_REGISTER = "本部门保留的证明事项"
"""The word of the packs for a department's own register where it is the base of its list.

The stock-take of the 2023 text (ORD23-2.3a) is a date to be done by and keeps nothing off the list.
"""


@dataclass(frozen=True, slots=True)
class Said:
    """What a list says of one proof of one service, as far as burdens go."""

    service: str
    proof: str
    substitution: Substitution
    alternatives: frozenset[Substitution] = frozenset()
    agent_allowed: bool = True
    decision_days: int = 0

    @property
    def ways(self) -> frozenset[Substitution]:
        return self.alternatives | {self.substitution}

    @property
    def asks(self) -> bool:
        """Whether some way asks the applicant for more than patience."""
        return any(BURDEN[way] > 1 for way in self.ways)


@dataclass(frozen=True, slots=True)
class Measure:
    """What an entry is measured by: the same entry above, and what the registers say of its proof.

    `registered`: the agency keeps the proof; `cancelled_by`: the source that cancelled it before.
    """

    upper: Said | None = None
    registered: bool = False
    cancelled_by: str = ""


def examine_entry(
    policy: Policy, lower: Said, measure: Measure, standing: Said | None = None
) -> list[Finding]:
    """Every rule of inheritance on one proposed entry; `standing` is what a change begins from.

    The registers speak of what joins the list. Whoever only writes better what stands already is
    not stopped by them, nor by the list above unless the change asks more than what stands: the
    standing difference is decided item by item instead (MJ21-2.2.4a).
    """
    found = examine(policy, lower, measure.upper, standing)
    if lower.substitution is Substitution.CANCELLED:
        return found
    stood = standing is not None and meaning(standing.proof) == meaning(lower.proof)
    if not (stood and standing and standing.substitution is not Substitution.CANCELLED):
        found.append(stands_on_the_register(policy, lower.proof, registered=measure.registered))
    if lower.asks and not (stood and standing and standing.asks):
        found.append(was_not_cancelled_before(policy, lower.proof, measure.cancelled_by))
    return found


def examine(
    policy: Policy, lower: Said, upper: Said | None, standing: Said | None = None
) -> list[Finding]:
    """Every rule on one entry of a lower list beside the list above."""
    return [_as_it_stood(policy, rule, weight, lower, upper, standing) for rule, weight in _rules()]


Rule = Callable[[Policy, Said, Said | None], Finding]
Weight = Callable[[Said], int]


def _rules() -> tuple[tuple[Rule, Weight], ...]:
    """Each rule with what it weighs; where it only answers yes or no, all entries weigh alike."""
    return (
        (asks_nothing_cancelled_above, lambda said: BURDEN[said.substitution]),
        (is_no_stricter, lambda said: BURDEN[said.substitution]),
        (offers_commitment_as_above, lambda said: 0),
        (lets_agents_as_above, lambda said: 0),
        (takes_no_longer, lambda said: said.decision_days),
    )


def _as_it_stood(
    policy: Policy,
    rule: Rule,
    weight: Weight,
    lower: Said,
    upper: Said | None,
    standing: Said | None,
) -> Finding:
    found = rule(policy, lower, upper)
    if not found.is_obstacle or standing is None or weight(lower) > weight(standing):
        return found
    if not rule(policy, standing, upper).is_obstacle:
        return found
    return not_applicable(
        found.key,
        "现行清单原来就是这样，这次没有改重；照不照上级的改，在“与上级对照”里决定。",
        found.basis,
    )


def asks_nothing_cancelled_above(policy: Policy, lower: Said, upper: Said | None) -> Finding:
    """已经取消的证明，下级不得再要 (XBQ21-2.1g; 能减则减 MJ21-2.2.4b)."""
    key, basis = "asks_nothing_cancelled_above", _basis(policy)
    if upper is None or upper.substitution is not Substitution.CANCELLED:
        return not_applicable(key, "上级清单没有取消这一项。", basis)
    if lower.substitution is Substitution.CANCELLED:
        return met(key, "和上级清单一样，已经取消。", basis)
    return not_met(
        key,
        f"“{lower.proof}”上级清单已经取消，下级不能再要。",
        basis,
        cure="改为“直接取消”。",
        appeal=ASK_REVIEWER,
    )


def is_no_stricter(policy: Policy, lower: Said, upper: Said | None) -> Finding:
    """A lower list may spare the applicant more than the list above, never less."""
    key, basis = "is_no_stricter", _basis(policy)
    if upper is None or upper.substitution is Substitution.CANCELLED:
        return not_applicable(key, "上级清单没有这一项可比。", basis)
    if BURDEN[lower.substitution] <= BURDEN[upper.substitution]:
        return met(key, f"不比上级清单重：{lower.substitution.chinese}。", basis)
    return not_met(
        key,
        f"上级清单是“{upper.substitution.chinese}”，这里是“{lower.substitution.chinese}”，"
        "比上级多要申请人做事。",
        basis,
        cure=f"改为“{upper.substitution.chinese}”或者更省事的方式。",
        appeal=ASK_REVIEWER,
    )


def offers_commitment_as_above(policy: Policy, lower: Said, upper: Said | None) -> Finding:
    """对照上级确定的告知承诺事项 (MJ21-2.2.4a): where one may commit above, one may here."""
    key, basis = "offers_commitment_as_above", _basis(policy)
    if upper is None or Substitution.COMMITMENT not in upper.ways:
        return not_applicable(key, "上级清单没有实行告知承诺。", basis)
    spared = BURDEN[lower.substitution] < BURDEN[Substitution.COMMITMENT]
    if spared or Substitution.COMMITMENT in lower.ways:
        return met(key, "和上级清单一样可以承诺，或者更省事。", basis)
    return not_met(
        key,
        "上级清单可以用承诺办，这里不可以。",
        basis,
        cure="把“告知承诺”列为方式或者备选方式。",
        appeal=ASK_REVIEWER,
    )


def lets_agents_as_above(policy: Policy, lower: Said, upper: Said | None) -> Finding:
    """A lower list does not close commitment by an agent where the list above opens it."""
    key, basis = "lets_agents_as_above", _basis(policy)
    if upper is None or not upper.agent_allowed or lower.agent_allowed:
        return met(key, "代理人承诺不比上级清单严。", basis)
    if Substitution.COMMITMENT not in lower.ways:
        return not_applicable(key, "这里不用承诺。", basis)
    return not_met(
        key,
        "上级清单准许代理人承诺，这里不准许。",
        basis,
        cure="准许代理人承诺。",
        appeal=ASK_REVIEWER,
    )


def takes_no_longer(policy: Policy, lower: Said, upper: Said | None) -> Finding:
    """A lower list may be quicker than the list above, not slower."""
    key, basis = "takes_no_longer", _basis(policy)
    if upper is None or not upper.decision_days or lower.decision_days <= upper.decision_days:
        return met(key, "办理期限不比上级清单长。", basis)
    return not_met(
        key,
        f"上级清单{upper.decision_days}个工作日办完，这里要{lower.decision_days}个工作日。",
        basis,
        cure=f"改为{upper.decision_days}个工作日以内。",
        appeal=ASK_REVIEWER,
    )


def stands_on_the_register(policy: Policy, proof: str, *, registered: bool) -> Finding:
    """在本部门保留的证明事项的基础上 (MJ21-2.2.4b): what is not kept is not listed."""
    key, rule = "stands_on_the_register", policy.listing.compare_with
    if RETAINED_REGISTER not in rule.value:
        return not_applicable(key, "本地没有要求以保留的证明事项为基础。", rule.clause)
    pairs = zip(rule.value, rule.clause, strict=False)
    basis = tuple(clause for name, clause in pairs if name == RETAINED_REGISTER)
    if registered:
        return met(key, f"“{proof}”在{RETAINED_REGISTER}里。", basis)
    return not_met(
        key,
        f"“{proof}”不在{RETAINED_REGISTER}里，不能列入清单。",
        basis,
        cure="先在“证明台账”里把它登记为保留，写明依据，再列入清单；没有保留的，取消。",
        appeal=ASK_REVIEWER,
    )


def was_not_cancelled_before(policy: Policy, proof: str, source: str) -> Finding:
    """What the campaign cancelled is not asked of an applicant again (XBQ21-2.1g)."""
    key, rule = "was_not_cancelled_before", policy.listing.compare_with
    basis = rule.clause if any("减证便民" in name for name in rule.value) else ()
    if not source:
        return met(key, "以前没有取消过这一项。", basis)
    return not_met(
        key,
        f"“{proof}”已经由“{source}”取消，不能再要申请人提交或者承诺。",
        basis,
        cure="改为“直接取消”，或者由部门自己共享、核验取得。",
        appeal=ASK_REVIEWER,
    )


def _basis(policy: Policy) -> tuple[str, ...]:
    """The clause that names the list above; the national rule on lists where the text is silent."""
    rule = policy.listing.compare_with
    pairs = zip(rule.value, rule.clause, strict=False)
    return tuple(clause for name, clause in pairs if LIST_ABOVE in name) or NATIONAL


class DifferenceStatus(StrEnum):
    OPEN = "open"
    ADOPTED = "adopted"
    KEPT = "kept"

    @property
    def chinese(self) -> str:
        return _DIFFERENCE[self]


_D = DifferenceStatus
_DIFFERENCE = {
    _D.OPEN: "等待决定",
    _D.ADOPTED: "照上级清单改",
    _D.KEPT: "保留本级的，有理由",
}

LIST_DIFFERENCE = MoveTable(
    kind="list_difference",
    initial=_D.OPEN,
    rules=(
        MoveRule(
            act="adopt",
            from_states=(_D.OPEN, _D.KEPT),
            to_state=_D.ADOPTED,
            who=(Role.CATALOGUE_KEEPER, Role.JUSTICE_REVIEWER),
            label="照上级清单改",
            explanation="下一次修订照上级清单写。",
            basis=("MJ21-2.2.4a",),
        ),
        MoveRule(
            act="keep",
            from_states=(_D.OPEN, _D.ADOPTED),
            to_state=_D.KEPT,
            who=(Role.CATALOGUE_KEEPER, Role.JUSTICE_REVIEWER),
            reason_required=True,
            label="保留本级的",
            explanation="写明为什么和上级不一样；比上级更严的不能保留。",
            basis=("MJ21-2.2.4a",),
        ),
    ),
)
