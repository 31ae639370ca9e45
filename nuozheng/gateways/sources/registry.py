"""Which sources there are, what each can say, and how long an answer stays good.

The packaged register is `registry.toml`. A place adds its own sources, and says what is different
with a packaged one, in TOML files of the folder named by NUOZHENG_SOURCES_FOLDER.
"""

import tomllib
from collections.abc import Mapping
from datetime import time
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from django.conf import settings
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from nuozheng.gateways.sources.transports.kinds import HttpTransport, LibraryTransport, Transport
from nuozheng.law.conditions import AttributeType

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,39}$")]


class WrongRegister(Exception):
    """A register of sources can't be read; the text names the file, the place in it and why."""


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


class Hours(_Entry):
    """When a source answers, Beijing time; outside it is not asked, and the look-up waits."""

    opens: time
    closes: time
    working_days_only: bool = False

    @model_validator(mode="after")
    def _opens_before_it_closes(self) -> Self:
        if self.opens >= self.closes:
            raise ValueError("hours: opens must be before closes")
        return self

    @property
    def chinese(self) -> str:
        days = "工作日" if self.working_days_only else "每天"
        return f"{days}{self.opens:%H:%M}到{self.closes:%H:%M}"


class TestSubject(_Entry):
    """A made-up subject that the source keeps for trying the connection; never a real one."""

    kind: Literal["person", "company"]
    identifier: str = Field(min_length=1, repr=False)
    name: str = Field(min_length=1, repr=False)


class Source(_Entry):
    """A data source with its owner; an answer older than `freshness_days` counts as no answer.

    `legal_basis` are the texts under which it may be asked; `platform` the exchange platform over
    which it is reached, where it is one; `quota_per_day` look-ups a day, none
    stated: as many as are needed; `retry_days` natural days for which an unanswered look-up is
    asked again before a person takes over.
    """

    name: Name
    title: str = Field(min_length=1)
    owner: str = Field(min_length=1)
    subjects: tuple[Literal["person", "company"], ...] = Field(min_length=1)
    freshness_days: int = Field(gt=0)
    purpose: str = Field(min_length=1)
    attributes: Mapping[str, Attribute] = Field(min_length=1)
    legal_basis: tuple[str, ...] = ()
    platform: str = ""
    contact: str = ""
    quota_per_day: int | None = Field(default=None, gt=0)
    hours: Hours | None = None
    retry_days: int = Field(default=3, ge=1, le=60)
    transport: Transport = Field(default_factory=HttpTransport, discriminator="kind")
    test_subject: TestSubject | None = None

    @model_validator(mode="after")
    def _transport_knows_the_attributes(self) -> Self:
        strangers = sorted(set(self.transport.mapped) - set(self.attributes))
        if strangers:
            raise ValueError(f"transport: no such attributes: {', '.join(strangers)}")
        if self.test_subject and self.test_subject.kind not in self.subjects:
            raise ValueError("test_subject: not a subject of this source")
        return self


def read_registry(text: str, packaged: Mapping[str, Any] | None = None) -> dict[str, Source]:
    """Sources by name from TOML text; what a section leaves out stands as in `packaged`.

    Pydantic's ValidationError names the faulty key.
    """
    table, known = tomllib.loads(text), packaged or {}
    return {
        name: Source.model_validate({"name": name, **known.get(name, {}), **entry})
        for name, entry in table.items()
    }


def read_folder(folder: Path, packaged: Mapping[str, Any] | None = None) -> dict[str, Source]:
    """The sources of all TOML files of a folder. Errors: WrongRegister, also for a name twice."""
    if not folder.is_dir():
        raise WrongRegister(f"NUOZHENG_SOURCES_FOLDER：{folder}不是文件夹")
    found: dict[str, Source] = {}
    for file in sorted(folder.glob("*.toml")):
        for name, source in _read_file(file, packaged).items():
            if name in found:
                raise WrongRegister(f"{file.name}：数据源“{name}”在这个文件夹里登记了两次")
            found[name] = source
    return found


def _read_file(file: Path, packaged: Mapping[str, Any] | None) -> dict[str, Source]:
    try:
        return read_registry(file.read_text("utf-8"), packaged)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise WrongRegister(f"{file.name}：读不懂（{fault}）") from None
    except TypeError:
        raise WrongRegister(f"{file.name}：每个数据源写成一节：[名称]") from None
    except ValidationError as faults:
        # A DSN may hold a password: the place and the rule are told, the value never.
        said = "；".join(
            f"{'.'.join(map(str, one['loc'])) or '整节'}：{one['msg']}"
            for one in faults.errors(include_input=False, include_url=False)
        )
        raise WrongRegister(f"{file.name}：{said}") from None


@cache
def known_sources() -> Mapping[str, Source]:
    """Everybody who may be asked, by name: the packaged ones, and those of the place's folder."""
    text = files(__package__).joinpath("registry.toml").read_text("utf-8")
    packaged, folder = (
        read_registry(text),
        str(getattr(settings, "NUOZHENG_SOURCES_FOLDER", "") or ""),
    )
    return packaged | read_folder(Path(folder), tomllib.loads(text)) if folder else packaged


@cache
def registry() -> Mapping[str, Source]:
    """The sources that answer facts, which conditions can be compared with."""
    return {name: one for name, one in known_sources().items() if not is_library(one)}


@cache
def library() -> Source | None:
    """Where electronic certificates are looked up; a place's own before the packaged one."""
    found = [one for one in known_sources().values() if is_library(one)]
    return found[-1] if found else None


def source_named(name: str) -> Source | None:
    """Anybody who may be asked, facts or certificates; None for a name that nobody has."""
    found = registry().get(name)
    if found is None and (kept := library()) is not None and kept.name == name:
        return kept
    return found


def is_library(source: Source) -> bool:
    """Whether it answers with electronic certificates instead of facts."""
    return isinstance(source.transport, LibraryTransport)


def forget_registry() -> None:
    """Read the registers anew at the next call; for tests and after a folder has changed."""
    for kept in (known_sources, registry, library, attribute_types, freshness_days):
        kept.cache_clear()


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


def title_of(source: str) -> str:
    """A source by its name in words; one that is no longer registered keeps its name."""
    found = source_named(source)
    return found.title if found else source


def attribute_titles(source: str, names: tuple[str, ...] | list[str]) -> list[str]:
    """What was asked, in words."""
    found = source_named(source)
    known = found.attributes if found else {}
    return [known[name].title if name in known else name for name in names]
