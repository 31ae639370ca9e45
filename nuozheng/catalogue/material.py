"""The material that the program brings along: proofs, services, places, agencies, conditions."""

import csv
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from nuozheng.catalogue.rows import (
    AgencyMaterial,
    Classification,
    DepartmentMaterial,
    DivisionMaterial,
    LegalBasis,
    ProofMaterial,
    ServiceMaterial,
)
from nuozheng.law.conditions import ConditionSet, read_conditions

__all__ = [
    "AgencyMaterial",
    "Classification",
    "DepartmentMaterial",
    "DivisionMaterial",
    "LegalBasis",
    "MaterialError",
    "ProofMaterial",
    "ServiceMaterial",
    "agencies",
    "classifications",
    "conditions",
    "departments",
    "divisions",
    "implementation_code",
    "legal_basis",
    "parse_table",
    "proofs",
    "services",
]

_DATA = files("nuozheng.catalogue").joinpath("data")
_T = TypeVar("_T")


class MaterialError(ValueError):
    """A table of the catalogue holds something it may not hold."""


def implementation_code(agency: AgencyMaterial, service: ServiceMaterial) -> str:
    """事项实施编码 of a demonstration item: 31 characters, credit code 18 + level 1 + base 12."""
    return f"{agency.credit_code}{agency.level_digit}{service.base_code}"


def legal_basis(proof_id: str, division_code: str) -> LegalBasis:
    """What demands the proof in that division: a provincial text binds its own province only."""
    proof, marks = proofs()[proof_id], classifications()[proof_id]
    if marks.basis_only_in and not division_code.startswith(marks.basis_only_in):
        level = marks.basis_level_elsewhere
        return LegalBasis(marks.basis_elsewhere, marks.article_elsewhere, level)
    return LegalBasis(proof.legal_basis, proof.article, marks.basis_level)


@cache
def proofs() -> Mapping[str, ProofMaterial]:
    """Every proof by id, in the order of the table."""
    return {proof.id: proof for proof in _read("proof_items.csv", ProofMaterial)}


@cache
def classifications() -> Mapping[str, Classification]:
    """What is proposed for each proof, by its id."""
    return {marks.id: marks for marks in _read("classification.csv", Classification)}


@cache
def services() -> Mapping[str, ServiceMaterial]:
    """Every service by key, in the order of the table."""
    return {service.key: service for service in _read("services.csv", ServiceMaterial)}


@cache
def agencies() -> Mapping[tuple[str, str], AgencyMaterial]:
    """The department by (policy key of the list, kind of department that demands)."""
    found = _read("agencies.csv", AgencyMaterial)
    return {(agency.list, agency.demanding_dept): agency for agency in found}


@cache
def departments() -> tuple[DepartmentMaterial, ...]:
    return tuple(_read("departments.csv", DepartmentMaterial))


@cache
def divisions() -> tuple[DivisionMaterial, ...]:
    return tuple(_read("divisions.csv", DivisionMaterial))


@cache
def conditions() -> Mapping[str, ConditionSet]:
    """The conditions of every proof that may be committed to, by proof id.

    Raises ConditionProblem where a definition can't be used.
    """
    tables: dict[str, Any] = {}
    for file in sorted(_DATA.joinpath("conditions").iterdir(), key=lambda path: path.name):
        if file.name.endswith(".toml"):
            tables |= tomllib.loads(file.read_text("utf-8"))
    return {id: read_conditions(table, id) for id, table in sorted(tables.items())}


def parse_table(name: str, text: str, shape: type[_T]) -> list[_T]:
    """Rows from a table's text; MaterialError names table, row and column of the first fault."""
    adapter, found = TypeAdapter(shape), []
    for row in csv.DictReader(text.splitlines()):
        try:
            found.append(adapter.validate_python(row))
        except ValidationError as fault:
            first = fault.errors()[0]
            column = ".".join(map(str, first["loc"]))
            raise MaterialError(
                f"{name}，{next(iter(row.values()))} 一行，{column} 一栏：{first['msg']}"
            ) from fault
    return found


def _read(name: str, shape: type[_T]) -> list[_T]:
    return parse_table(name, _DATA.joinpath(name).read_text("utf-8"), shape)
