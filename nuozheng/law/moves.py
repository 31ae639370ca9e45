"""Tables of moves: what may be done with a record, from where, by whom, under which clause."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum

from nuozheng.law.findings import Finding, Outcome, Refused
from nuozheng.law.vocabulary import Role


@dataclass(frozen=True, slots=True)
class MoveRule:
    """One act, from any of its states to one state.

    `label` is the verb on the button; `deadline` names the policy key that gives its period;
    `basis` holds clause ids.
    """

    act: str
    from_states: tuple[str, ...]
    to_state: str
    who: tuple[Role, ...]
    label: str
    explanation: str
    reason_required: bool = False
    deadline: str | None = None
    basis: tuple[str, ...] = ()


class IncompleteTable(ValueError):
    """The table of moves doesn't hold together, so that the program must not start."""


@dataclass(frozen=True, slots=True)
class MoveTable:
    """All moves of one kind of record; where states are an enumeration, all of it is covered.

    `terminal`, where given, must be exactly the states that no act leaves.
    """

    kind: str
    initial: str
    rules: tuple[MoveRule, ...]
    terminal: frozenset[str] | None = None
    _by_act: dict[tuple[str, str], MoveRule] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        problems = list(self._rule_problems())
        for rule in self.rules:
            for state in rule.from_states:
                if (rule.act, state) in self._by_act:
                    problems.append(f"{rule.act} from {state} is there twice")
                self._by_act[rule.act, state] = rule
        problems += self._state_problems()
        if problems:
            raise IncompleteTable(f"{self.kind}: {'; '.join(problems)}")

    @property
    def states(self) -> tuple[str, ...]:
        """Every state, in the enumeration's order, otherwise as the rules name them."""
        if isinstance(self.initial, Enum):
            return tuple(type(self.initial))
        named = [self.initial]
        for rule in self.rules:
            named += [*rule.from_states, rule.to_state]
        return tuple(dict.fromkeys(named))

    @property
    def acts(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(rule.act for rule in self.rules))

    @property
    def ends(self) -> frozenset[str]:
        """The states that no act leaves."""
        return frozenset(self.states) - {s for rule in self.rules for s in rule.from_states}

    def allowed(self, state: str, role: Role) -> list[MoveRule]:
        """What this role may do now, in the order of the table: its buttons."""
        return [rule for rule in self._from(state) if role in rule.who]

    def rule(self, act: str, state: str) -> MoveRule:
        """The rule for this act now; Refused says what can be done instead."""
        if rule := self._by_act.get((act, state)):
            return rule
        label = next((rule.label for rule in self.rules if rule.act == act), "")
        possible = dict.fromkeys(rule.label for rule in self._from(state))
        labels = "、".join(possible)
        instead = f"现在可以：{labels}。" if labels else "已经办结，没有还要做的。"
        wanted = f"不能“{label}”" if label else "没有您要的这种操作"
        detail = f"现在是“{self._named(state)}”，{wanted}。{instead}"
        raise Refused(
            Finding(
                "move_not_possible" if label else "move_unknown",
                Outcome.NOT_MET,
                detail,
                cure="请刷新页面，看最新的状态；也可能是别人刚刚办过了。",
            )
        )

    def as_markdown(self) -> str:
        """The table as it is printed in the docs."""
        lines = [
            "| 操作 | 从 | 到 | 谁 | 理由 | 期限 | 依据 | 说明 |",
            "| --- | --- | --- | --- | --- | --- | --- | --- |",
        ]
        for rule in self.rules:
            cells = (
                f"{rule.label} `{rule.act}`",
                "、".join(map(self._named, rule.from_states)),
                self._named(rule.to_state),
                "、".join(role.chinese for role in rule.who),
                "必填" if rule.reason_required else "",
                f"`{rule.deadline}`" if rule.deadline else "",
                "、".join(rule.basis),
                rule.explanation,
            )
            lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
        return "\n".join(lines) + "\n"

    def _from(self, state: str) -> list[MoveRule]:
        return [rule for rule in self.rules if state in rule.from_states]

    def _named(self, state: str) -> str:
        known = next((member for member in self.states if member == state), state)
        return str(getattr(known, "chinese", known))

    def _rule_problems(self) -> Iterable[str]:
        for rule in self.rules:
            if not rule.from_states or not rule.who:
                yield f"{rule.act} needs states to start from and somebody to do it"
            if not rule.act or not rule.label or not rule.explanation:
                yield f"{rule.act or 'a move'} needs its name, label and explanation"
        labels: dict[str, str] = {}
        for rule in self.rules:
            if labels.setdefault(rule.act, rule.label) != rule.label:
                yield f"{rule.act} has two labels"

    def _state_problems(self) -> Iterable[str]:
        if isinstance(self.initial, Enum):
            used = {s for rule in self.rules for s in (*rule.from_states, rule.to_state)}
            for stranger in sorted(used - set(self.states)):
                yield f"{stranger} is no state of {type(self.initial).__name__}"
        reached = {self.initial}
        for _ in self.states:
            reached |= {r.to_state for r in self.rules if reached & set(r.from_states)}
        for state in self.states:
            if state not in reached:
                yield f"{state} can't be reached"
        if self.terminal is not None and self.terminal != self.ends:
            wrong = ", ".join(sorted(self.terminal ^ self.ends))
            yield f"terminal states are not as declared: {wrong}"
