"""办事指南: which sections a place demands, and the way of a case as its moves allow it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from nuozheng.law.clauses import clause
from nuozheng.law.findings import Finding, Outcome
from nuozheng.law.moves import MoveRule
from nuozheng.law.policy import Policy
from nuozheng.law.procedure import APPLICATION, ApplicationStatus

SECTIONS: Mapping[str, tuple[str, str]] = {
    "choice_requirements": ("选择告知承诺的要求", "要求"),
    "with_commitment": ("选择告知承诺的办事程序", "办事程序"),
    "without_commitment": ("不选择告知承诺的办事程序", "办事程序"),
    "leaving": ("中途退出的工作流程", "中途退出"),
    "steps": ("办理步骤", "步骤"),
    "flow": ("办理流程", "流程"),
    "flow_chart": ("流程图", "流程图"),
}
"""Each section by its key: the place's word for it, and the word by which its clause is found."""

_SAME = {"办事流程": "flow", "办事指南": "steps"}
"""ORD23-3.4.2d asks for 办事流程和指南 and says nothing of what stands in them."""


class UnknownSection(ValueError):
    """A pack demands a section of the guide that nobody writes."""


def required(policy: Policy) -> dict[str, tuple[str, ...]]:
    """The sections that the place demands, by key, each with its clauses.

    Errors: UnknownSection where the pack's word is none of ours.
    """
    stated = policy.listing.guide_required_sections
    by_word = {word: key for key, (word, _) in SECTIONS.items()} | _SAME
    unknown = [word for word in stated.value if word not in by_word]
    if unknown:
        raise UnknownSection(f"{policy.key}: {'、'.join(unknown)}")
    return {by_word[word]: _clauses_of(by_word[word], stated.clause) for word in stated.value}


def _clauses_of(key: str, cited: tuple[str, ...]) -> tuple[str, ...]:
    """Those that name the section; all of them where none does."""
    said = SECTIONS[key][1]
    return tuple(one for one in cited if said in clause(one).words) or cited


def lacking(policy: Policy, written: Iterable[str]) -> list[Finding]:
    """What the place demands of a guide and this one does not say, section by section.

    `written` are the keys of the sections that say something.
    """
    there = set(written)
    found = []
    for key, clauses in required(policy).items():
        if key not in there:
            name, word = f"guide_has_{key}", SECTIONS[key][0]
            found.append(
                Finding(
                    name,
                    Outcome.NOT_MET,
                    f"办事指南缺少“{word}”。",
                    clauses,
                    cure=f"补上“{word}”，再公布。",
                )
            )
    return found


@dataclass(frozen=True, slots=True)
class FlowStep:
    """One act of the way, from a state to a state, as the table of moves has it."""

    rule: MoveRule
    before: ApplicationStatus
    after: ApplicationStatus


@dataclass(frozen=True, slots=True)
class Flow:
    """The way of a case: the main line of states, what branches off, and how it may end.

    `detours` leave the main line and come back to it; `ends` leave it for good.
    """

    line: tuple[ApplicationStatus, ...]
    detours: tuple[ApplicationStatus, ...]
    ends: tuple[ApplicationStatus, ...]
    steps: tuple[FlowStep, ...]


_AFTER_A_FINDING = frozenset({"terminate", "invalidate", "revoke"})
_BY_ITSELF = frozenset({"go_on"})
_ONLY_WITH_COMMITMENT = frozenset({"choose", "notify", "sign", "withdraw", "resubmit"})
_GOAL = ApplicationStatus.GRANTED


def flow(policy: Policy, *, commits: bool) -> Flow:
    """The way of a service's cases here, drawn from the moves of cases and nothing else.

    `commits` says whether any of its proofs may be met by commitment. What follows a finding of
    untruth stands in the letter; it is no part of the ordinary way. Sources: ORD21-5.2a,
    MJ21-2.2.6b, MJ21-2.2.6c.
    """
    left_out = set(_AFTER_A_FINDING | _BY_ITSELF)
    if not commits:
        left_out |= _ONLY_WITH_COMMITMENT
    if not policy.applicants.withdrawal.value:
        left_out |= {"withdraw", "resubmit"}
    steps = [
        FlowStep(rule, ApplicationStatus(state), ApplicationStatus(rule.to_state))
        for rule in APPLICATION.rules
        if rule.act not in left_out
        for state in rule.from_states
    ]
    steps = _reachable(steps)
    line = _line(steps, commits=commits)
    states = {step.before for step in steps} | {step.after for step in steps}
    off = [state for state in ApplicationStatus if state in states and state not in line]
    leaves = {step.before for step in steps}
    return Flow(
        line=line,
        detours=tuple(state for state in off if state in leaves),
        ends=tuple(state for state in off if state not in leaves),
        steps=tuple(steps),
    )


def _reachable(steps: list[FlowStep]) -> list[FlowStep]:
    there = {ApplicationStatus(APPLICATION.initial)}
    for _ in ApplicationStatus:
        there |= {step.after for step in steps if step.before in there}
    return [step for step in steps if step.before in there]


def _line(steps: list[FlowStep], *, commits: bool) -> tuple[ApplicationStatus, ...]:
    """The shortest way to the goal; with a signature on it where there is one to give."""
    start = ApplicationStatus(APPLICATION.initial)
    if not commits:
        return _shortest(steps, start, _GOAL)
    signing = next(step for step in steps if step.rule.act == "sign")
    return (
        *_shortest(steps, start, signing.before),
        *_shortest(steps, signing.after, _GOAL),
    )


def _shortest(
    steps: list[FlowStep], start: ApplicationStatus, goal: ApplicationStatus
) -> tuple[ApplicationStatus, ...]:
    ways: dict[ApplicationStatus, tuple[ApplicationStatus, ...]] = {start: (start,)}
    for _ in ApplicationStatus:
        for step in steps:
            if step.before in ways and step.after not in ways:
                ways[step.after] = (*ways[step.before], step.after)
    return ways[goal]
