"""One value of a policy pack, never without the clause or the open question it rests on."""

from collections.abc import Iterator
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field, field_validator

T = TypeVar("T")


class Stated(BaseModel, Generic[T]):
    """What a text says on one point.

    `clause` holds clause ids; `question` and `reason` are filled where the texts leave the point
    open and a default was chosen; `pack` is the key of the pack that said it. All three empty
    means that no text says anything: `value` is then the neutral one.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    value: T
    clause: tuple[str, ...] = ()
    note: str = ""
    question: str = ""
    reason: str = ""
    pack: str = ""

    @field_validator("clause", mode="before")
    @classmethod
    def _one_or_many(cls, given: object) -> object:
        return (given,) if isinstance(given, str) else given

    @property
    def is_switch(self) -> bool:
        """Whether the texts leave this open, so that the value is a chosen default."""
        return bool(self.question)

    @property
    def is_silent(self) -> bool:
        """Whether neither this pack nor any that it extends says anything."""
        return not self.clause and not self.question


class Section(BaseModel):
    """A group of keys; a key that no pack states keeps its neutral value."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def stated(self) -> Iterator[tuple[str, Stated[Any]]]:
        """Every key of the section with what is said on it, in the order of the schema."""
        for key in type(self).model_fields:
            yield key, getattr(self, key)

    @classmethod
    def label(cls, key: str) -> str:
        """The Chinese name of a key."""
        return cls.model_fields[key].title or ""


def says(label: str, neutral: object) -> Any:
    """A key with its Chinese name and the value that holds where every text is silent."""
    return Field(default=Stated(value=neutral), title=label)
