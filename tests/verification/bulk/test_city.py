"""A generated city, whose truth is known: who told the truth is never contradicted, who lied is."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from nuozheng.catalogue.models import EntryVersion
from nuozheng.gateways.sources.registry import registry
from nuozheng.law.conditions import ChoiceFact, Condition, Result, Value, read_conditions
from nuozheng.parties.models import Party
from nuozheng.sandbox.city import City
from nuozheng.sandbox.exchange import deliver
from nuozheng.sandbox.measure import flaw_of
from nuozheng.sandbox.quality import Flaw
from nuozheng.verification.bulk import engine
from nuozheng.verification.bulk.due import DueTask
from nuozheng.verification.bulk.evidence import folder
from nuozheng.verification.bulk.judging import judge

pytestmark = pytest.mark.django_db
PEOPLE = 600
PROMISES: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = {
    # attribute: source, the fact, tolerance
    "household_size": ("household", {"kind": "number"}, {}),
    "born_on": ("household", {"kind": "date"}, {}),
    "months_paid": ("social_insurance", {"kind": "number"}, {}),
    "monthly_income_per_head_yuan": (
        "family_economy",
        {"kind": "number", "decimals": 2},
        {"tolerance": {"percent": 5}},
    ),
    "status": ("marriage", {"kind": "choice"}, {}),
    "dwelling_area_m2": ("property", {"kind": "number", "decimals": 1}, {}),
    "insured": ("social_insurance", {"kind": "yes_no"}, {}),
}


def promise(attribute: str) -> dict[str, Any]:
    source, kind, more = PROMISES[attribute]
    known = registry()[source].attributes[attribute]
    fact: dict[str, Any] = {"key": f"{attribute}_said", "label": known.title, **kind}
    if known.kind == "number":
        fact["unit"] = known.unit
    if known.kind == "choice":
        fact["options"] = [{"value": k, "label": v} for k, v in known.options.items()]
    compared = {
        "key": "told",
        "left": {"fact": f"{attribute}_said"},
        "op": "eq",
        "right": {"source": source, "attribute": attribute},
        **more,
    }
    return {
        "key": attribute,
        "sentence": f"{{{attribute}_said}}",
        "fact": [fact],
        "comparison": [compared],
    }


def typed(attribute: str, value: Any) -> Value:
    kind = PROMISES[attribute][1]["kind"]
    if kind == "number":
        return Decimal(str(value))
    held: Value = date.fromisoformat(value) if kind == "date" else value
    return held


def lie(condition: Condition, value: Value) -> Value:
    """Something that is plainly not so."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, Decimal):
        return value * 2 + 500
    if isinstance(value, date):
        return value - timedelta(400)
    (fact,) = condition.facts
    assert isinstance(fact, ChoiceFact)
    return next(one.value for one in fact.options if one.value != value)


@pytest.mark.clause("ORD21-4.6b", "MJ21-2.3.7k")
def test_nobody_honest_is_contradicted_and_nobody_false_is_confirmed(
    settings: Any, tmp_path: Path
) -> None:
    settings.VAR = tmp_path
    today, city = timezone.localdate(), City(seed=11, people=PEOPLE, companies=0)
    deliver(city, city.all_people(), today, folder(), *{one[0] for one in PROMISES.values()})
    definition = {"condition": [promise(attribute) for attribute in PROMISES]}
    conditions = {one.key: one for one in read_conditions(definition).conditions}
    version = EntryVersion.objects.order_by("pk")[0]
    version.conditions = definition
    version.save()
    tasks: list[DueTask] = []
    told: dict[int, bool] = {}
    flaws: dict[int, Flaw] = {}
    for person in city.all_people():
        party = Party(kind="person", name=person.name, identifier=person.identifier)
        party.identifier_index = party.index_of(party.identifier)
        tasks_of_person: list[DueTask] = []
        for attribute, (source, *_rest) in PROMISES.items():
            truth = city.truth(person, source)
            if truth is None or truth[attribute] is None:
                continue
            pk = len(tasks) + len(tasks_of_person) + 1
            value, honest = typed(attribute, truth[attribute]), pk % 3 != 0
            said = value if honest else lie(conditions[attribute], value)
            tasks_of_person.append(
                DueTask(
                    pk, person.number + 1, 0, attribute, version.pk, "person",
                    party.identifier_index, today, {f"{attribute}_said": said},
                )
            )  # fmt: skip
            record = city.record(person, source, today)
            flaw = flaw_of(truth, record, registry()[source].freshness_days, today)
            told[pk], flaws[pk] = honest, flaw
        tasks += tasks_of_person
        if tasks_of_person:
            party.save()
    with engine.opened(tmp_path / "spill") as database:
        made = judge(database, tasks)
    assert (len(made.judged), made.by_hand, made.differed) == (len(tasks), 0, 0)
    seen: Counter[tuple[Flaw, bool, Result]] = Counter()
    for one in made.judged:
        seen[flaws[one.task.pk], told[one.task.pk], one.result] += 1
    answerable = {key: count for key, count in seen.items() if key[0] is Flaw.NONE}
    assert set(answerable) == {
        (Flaw.NONE, True, Result.CONFIRMED),
        (Flaw.NONE, False, Result.CONTRADICTED),
    }, "false positives 0, false negatives 0"
    assert min(answerable.values()) > 900
    silent = {Flaw.MISSING: Result.NOT_FOUND, Flaw.AMBIGUOUS: Result.AMBIGUOUS}
    silent[Flaw.STALE] = Result.UNKNOWN
    for (flaw, _honest, result), _count in seen.items():
        assert flaw not in silent or result is silent[flaw]
    assert {flaw for flaw, *_rest in seen} == set(Flaw)
