"""An entry as the rules see it."""

from typing import Any

from nuozheng.catalogue.models import EntryVersion
from nuozheng.law.proofs import ProofFacts

_SETS = ("excluded_fields", "excluded_relations")


def proof_facts(version: EntryVersion) -> ProofFacts:
    """The facts of a version as they were when it was made."""
    return read_facts(version.facts)


def read_facts(stored: dict[str, Any]) -> ProofFacts:
    """Facts from their stored JSON."""
    values = dict(stored)
    for name in _SETS:
        values[name] = frozenset(values.get(name, ()))
    values["negative_situations"] = tuple(values.get("negative_situations", ()))
    return ProofFacts(**values)


def facts_as_json(facts: ProofFacts) -> dict[str, Any]:
    """Facts as JSON values; `read_facts` takes them back unchanged."""
    values = {name: getattr(facts, name) for name in ProofFacts.__slots__}
    for name in _SETS:
        values[name] = sorted(values[name])
    values["negative_situations"] = list(values["negative_situations"])
    return values
