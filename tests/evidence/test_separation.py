"""Nobody does both of two acts that must be apart, wherever the act comes from."""

from typing import Any

import pytest
from django.utils import timezone

from nuozheng.evidence.models import Move
from nuozheng.evidence.moves import move
from nuozheng.law.findings import Refused
from nuozheng.law.moves import MoveRule, MoveTable
from nuozheng.law.procedure import TABLES
from nuozheng.law.refusals import heading
from nuozheng.law.separation import TABLE, Separation, separations
from nuozheng.law.vocabulary import Role
from tests.world import Worlds

OPENED_BY_AN_ACT = {"open", "propose", "request", "intend", "submit", "prepare", "object"}
"""Acts that begin a record and so stand in no table of moves."""
REVISION = "revision"


def acts_of(rule: Separation) -> list[str]:
    """The acts that a rule stands for, as the table of moves names them."""
    every = TABLES[rule.kind].acts if rule.kind in TABLES else ("pass_head", "return_head")
    return [act for act in every if rule.covers(act)]


@pytest.mark.parametrize("rule", TABLE, ids=lambda one: f"{one.kind} {one.acts[0]}")
def test_every_pair_names_real_acts_and_says_what_to_do(rule: Separation) -> None:
    assert acts_of(rule)
    assert heading(rule.key) and rule.cure and rule.detail
    if rule.kind != REVISION:
        known = {*TABLES[rule.kind].acts, *OPENED_BY_AN_ACT}
        assert {one for one in rule.after if not one.endswith("*")} <= known


class _Record:
    """A record of any kind, seen by the writer of moves."""

    pk = 987_654_321

    def __init__(self, status: str) -> None:
        self.status = status


@pytest.mark.parametrize("rule", TABLE, ids=lambda one: f"{one.kind} {one.acts[0]}")
def test_who_did_the_one_is_refused_the_other(world: Worlds, rule: Separation) -> None:
    people = world("ordos-2021")
    first, second = people.account("honest"), people.account("agent")
    for act in acts_of(rule):
        step = MoveRule(act, ("here",), "there", (Role.OFFICER,), "做", "说明。")
        table = MoveTable(rule.kind, "here", (step,))
        Move.objects.create(
            kind=rule.kind,
            record_id=_Record.pk,
            act=rule.after[0],
            old="",
            new="here",
            by=first,
            role=Role.OFFICER,
            at=timezone.now(),
        )
        given: dict[str, Any] = {"role": Role.OFFICER, "at": timezone.now(), "basis": ("X-1",)}
        with pytest.raises(Refused) as refused:
            move(_Record("here"), table, act, by=first, **given)
        (finding,) = refused.value.findings
        assert finding.key == rule.key and "X-1" in finding.basis
        assert separations(rule.kind, act) == (rule,)
        # Another person gets past this; the record itself isn't one that can be saved.
        with pytest.raises(AttributeError):
            move(_Record("here"), table, act, by=second, **given)


def test_only_the_last_counts_where_an_act_can_be_taken_back(world: Worlds) -> None:
    people = world("ordos-2021")
    first, second = people.account("honest"), people.account("agent")
    (rule,) = separations("draw", "draw")
    assert rule.last_only
    step = MoveRule("draw", ("here",), "there", (Role.OFFICER,), "做", "说明。")
    table = MoveTable("draw", "here", (step,))
    at = timezone.now()
    for by in (first, second):
        Move.objects.create(
            kind="draw", record_id=_Record.pk, act="type_number", old="", new="here",
            by=by, role=Role.OFFICER, at=at,
        )  # fmt: skip
    with pytest.raises(Refused):
        move(_Record("here"), table, "draw", by=second, role=Role.OFFICER, at=at)
    with pytest.raises(AttributeError):
        move(_Record("here"), table, "draw", by=first, role=Role.OFFICER, at=at)
