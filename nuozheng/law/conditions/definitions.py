"""A condition: the sentence that is signed and the comparisons that verify it, in one place."""

import tomllib
from collections.abc import Iterable, Mapping
from typing import Any, Self

from pydantic import Field, ValidationError, model_validator

from nuozheng.law.conditions.consistency import (
    Attributes,
    comparison_problems,
    sentence_problems,
    source_problems,
)
from nuozheng.law.conditions.facts import Fact, Frozen, Key, Line
from nuozheng.law.conditions.messages import in_chinese
from nuozheng.law.conditions.operands import Attested, Comparison


class Condition(Frozen):
    """One quantifiable statement (承诺条件)."""

    key: Key
    sentence: Line
    facts: tuple[Fact, ...] = Field(default=(), alias="fact")
    comparisons: tuple[Comparison, ...] = Field(default=(), alias="comparison")
    attested: Attested | None = None

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        facts = {fact.key: fact for fact in self.facts}
        problems = [
            *([] if len(facts) == len(self.facts) else ["事实的key不能重复"]),
            *sentence_problems(self.sentence, facts, self.comparisons),
            *comparison_problems(facts, self.comparisons),
        ]
        if self.attested is None and not any(part.sources for part in self.comparisons):
            problems.append(
                "要么能比对，要么写明谁怎样核查：请加一条与数据源的比对，或者写attested"
            )
        if problems:
            raise ValueError("；".join(problems))
        return self

    def fact(self, key: str) -> Fact:
        """The fact with this key; KeyError where the condition has none."""
        return {fact.key: fact for fact in self.facts}[key]


class ConditionSet(Frozen):
    """All conditions of one commitment; a fact used twice is asked once."""

    conditions: tuple[Condition, ...] = Field(default=(), alias="condition")

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        keys = [condition.key for condition in self.conditions]
        if len(set(keys)) < len(keys):
            raise ValueError("条件的key不能重复")
        seen: dict[str, Fact] = {}
        for condition in self.conditions:
            for fact in condition.facts:
                if seen.setdefault(fact.key, fact) != fact:
                    raise ValueError(f"事实{fact.key}在两条条件里的写法不一样，请改名或者写成一样")
        return self

    @property
    def facts(self) -> dict[str, Fact]:
        """Every fact once, in the order in which it is asked."""
        return {fact.key: fact for condition in self.conditions for fact in condition.facts}

    def as_json(self) -> dict[str, Any]:
        """The definition as JSON values; `read_conditions` takes it back unchanged."""
        return self.model_dump(mode="json", exclude_defaults=True)


class ConditionProblem(ValueError):
    """The definition can't be used, for the stated reasons."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


def read_conditions(data: Mapping[str, Any] | str, where: str = "") -> ConditionSet:
    """Conditions from TOML text or JSON values; ConditionProblem lists every fault in Chinese."""
    try:
        table = tomllib.loads(data) if isinstance(data, str) else data
        return ConditionSet.model_validate(table)
    except tomllib.TOMLDecodeError as fault:
        raise ConditionProblem([f"{where}不是正确的 TOML：{fault}"]) from fault
    except ValidationError as fault:
        raise ConditionProblem(in_chinese(fault, where)) from fault


def required_attributes(
    conditions: Iterable[Condition] | ConditionSet,
) -> dict[str, set[str]]:
    """What must be asked of each source, and nothing beyond it."""
    listed = conditions.conditions if isinstance(conditions, ConditionSet) else conditions
    wanted: dict[str, set[str]] = {}
    for condition in listed:
        for comparison in condition.comparisons:
            for operand in comparison.sources:
                wanted.setdefault(operand.source, set()).add(operand.attribute)
    return wanted


def check_sources(conditions: ConditionSet, attributes: Attributes) -> list[str]:
    """Where the conditions don't fit what the sources can answer: Chinese lines, or none."""
    return [
        f"条件{condition.key}：{problem}"
        for condition in conditions.conditions
        for comparison in condition.comparisons
        for problem in source_problems(
            comparison, {fact.key: fact for fact in condition.facts}, attributes
        )
    ]
