"""Which sources there are, what each can say, and how long an answer stays good."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from nuozheng.law.conditions import AttributeType


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Attribute(_Entry):
    """One thing a source can say; `unit` for numbers, `options` value → 中文 for choices.

    `identifies` marks the number of a paper or a household, masked where it need not be read.
    """

    kind: Literal["number", "date", "choice", "text", "yes_no"]
    title: str = Field(min_length=1)
    unit: str = ""
    options: Mapping[str, str] = Field(default_factory=dict)
    identifies: bool = False

    @model_validator(mode="after")
    def _options_belong_to_choices(self) -> Self:
        if (self.kind == "choice") != bool(self.options):
            raise ValueError("options: required for a choice, and only there")
        return self


class Source(_Entry):
    """A data source with its owner; an answer older than `freshness_days` counts as no answer."""

    name: str
    title: str = Field(min_length=1)
    owner: str = Field(min_length=1)
    subjects: tuple[Literal["person", "company"], ...] = Field(min_length=1)
    freshness_days: int = Field(gt=0)
    purpose: str = Field(min_length=1)
    attributes: Mapping[str, Attribute] = Field(min_length=1)


def read_registry(text: str) -> dict[str, Source]:
    """Sources by name from TOML text; pydantic's ValidationError names the faulty key."""
    table = tomllib.loads(text)
    return {name: Source.model_validate({"name": name, **entry}) for name, entry in table.items()}


@cache
def registry() -> Mapping[str, Source]:
    """Every known source by name."""
    return read_registry(files(__package__).joinpath("registry.toml").read_text("utf-8"))


@cache
def attribute_types() -> Mapping[str, Mapping[str, AttributeType]]:
    """Source → attribute → type, for `law.conditions.check_sources`."""
    return {
        source.name: {
            name: AttributeType(attribute.kind, attribute.unit, tuple(attribute.options))
            for name, attribute in source.attributes.items()
        }
        for source in registry().values()
    }


@cache
def freshness_days() -> Mapping[str, int]:
    """Source → days for which its data count, for `law.conditions.evaluate`."""
    return {source.name: source.freshness_days for source in registry().values()}
