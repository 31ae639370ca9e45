"""A draw by its acts, from the frozen list to the published file and its examination."""

import json
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from nuozheng.evidence import deadlines
from nuozheng.evidence.moves import history
from nuozheng.law.draws import examine, key_of
from nuozheng.law.draws.moves import DrawStatus
from nuozheng.law.draws.rates import Rates, rates_stand
from nuozheng.law.findings import obstacles
from nuozheng.law.policy import load_policy
from nuozheng.law.vocabulary import Role, Severity
from nuozheng.verification.draws import access
from nuozheng.verification.draws.actions.draw import draw_lots, publish, retype, type_number
from nuozheng.verification.draws.actions.seed import reveal, seal, void_overdue
from nuozheng.verification.draws.models import Draw
from nuozheng.verification.draws.paper import drawn_units, public_paper
from tests.refusing import refused
from tests.verification.draws.drawing import NUMBER, NUMBERS, OPENING, REVEAL, START, Drawing
from tests.verification.draws.recompute import recompute

pytestmark = pytest.mark.django_db
clause = pytest.mark.clause


@clause("ORD23-3.3.3g")
def test_from_the_frozen_list_to_a_file_that_anybody_recomputes(drawing: Drawing) -> None:
    draw = drawing.drawn()
    assert draw.state is DrawStatus.DRAWN and not deadlines.running("draw", draw.pk)
    assert public_paper(draw)["chosen"] == []
    draw = publish(draw=draw, by=drawing.verifier)
    paper = json.loads(json.dumps(public_paper(draw)))
    assert recompute(paper) == (paper["root"], paper["seed"], paper["chosen"])
    assert paper["chosen"] and all(line.holds for line in examine(paper))
    (unit,) = drawn_units(draw)
    assert len(unit.team) == 2 and unit.key == key_of(unit.salt, drawing.case.application.number)
    assert set(access.selected(draw)) == set(drawing.case.tasks())
    acts = [row.act for row in history("draw", draw.pk)]
    assert acts == [
        *("freeze", "seal", "seal", "close_seals"),
        *("reveal", "reveal", "type_number", "draw", "publish"),
    ]


def test_the_public_file_names_nobody(drawing: Drawing) -> None:
    said = str(public_paper(publish(draw=drawing.drawn(), by=drawing.verifier)))
    application = drawing.case.application
    for private in (application.number, application.applicant.name, drawing.verifier.username):
        assert private not in said


def test_a_published_root_is_never_changed(drawing: Drawing) -> None:
    draw = drawing.frozen()
    with pytest.raises(DatabaseError), transaction.atomic():
        type(draw.root).objects.update(root="00" * 32)
    draw.units.update(stratum="别的")
    assert public_paper(draw)["root"] != draw.root.root


def test_rows_touched_after_the_freeze_are_not_drawn_from(drawing: Drawing) -> None:
    draw = drawing.revealed()
    drawing.clock.move_to(NUMBER)
    draw = type_number(draw=draw, number=NUMBERS, by=drawing.verifier)
    draw.units.update(skill="别的")
    with refused("root_still_holds"):
        draw_lots(draw=draw, number=NUMBERS, by=drawing.second)


def test_a_seal_binds_and_is_given_once(drawing: Drawing) -> None:
    draw = drawing.frozen()
    mine: dict[str, Any] = {"draw": draw, "agency": drawing.agency, "by": drawing.verifier}
    with refused("seal_is_a_hash"):
        seal(**mine, seal=OPENING)
    with refused("move_not_possible"):
        reveal(**mine, secret=OPENING)
    seal(**mine, seal=drawing.seal(draw, drawing.agency))
    with refused("sealed_already"):
        seal(**mine, seal="00" * 32)
    with refused("not_your_move"):
        seal(**mine | {"by": drawing.case.by}, seal="00" * 32)
    others: dict[str, Any] = {"draw": draw, "agency": drawing.elsewhere, "by": drawing.other}
    draw = seal(**others, seal=drawing.seal(draw, drawing.elsewhere))
    mine["draw"] = draw
    with refused("reveal_fits_the_seal"):
        reveal(**mine, secret=OPENING + drawing.elsewhere.name)
    with refused("secret_is_long"):
        reveal(**mine, secret="短")
    reveal(**mine, secret=OPENING + drawing.agency.name)
    with refused("revealed_already"):
        reveal(**mine, secret=OPENING + drawing.agency.name)


def test_who_keeps_silent_makes_the_draw_void_and_is_named(drawing: Drawing) -> None:
    draw = drawing.sealed()
    reveal(draw=draw, agency=drawing.agency, secret=OPENING + drawing.agency.name,
           by=drawing.verifier)  # fmt: skip
    assert void_overdue() == 0
    drawing.clock.move_to(REVEAL)
    with refused("seed_times_over"):
        reveal(draw=draw, agency=drawing.elsewhere, by=drawing.other,
               secret=OPENING + drawing.elsewhere.name)  # fmt: skip
    drawing.clock.move_to(NUMBER)
    with refused("two_agencies_reveal"):
        type_number(draw=draw, number=NUMBERS, by=drawing.verifier)
    assert (void_overdue(), void_overdue()) == (1, 0)
    draw.refresh_from_db()
    assert draw.state is DrawStatus.VOID and not deadlines.running("draw", draw.pk)
    reason = history("draw", draw.pk).last().reason  # type: ignore[union-attr]
    assert drawing.elsewhere.name in reason and drawing.agency.name not in reason


def test_a_draw_whose_outcome_is_determined_is_not_made_void(drawing: Drawing) -> None:
    drawing.revealed()
    drawing.clock.move_to(NUMBER)
    assert void_overdue() == 0


def test_the_number_is_typed_by_two_after_it_was_drawn(drawing: Drawing) -> None:
    draw = drawing.revealed()
    with refused("number_not_drawn_yet"):
        type_number(draw=draw, number=NUMBERS, by=drawing.verifier)
    drawing.clock.move_to(NUMBER)
    with refused("number_typed"):
        type_number(draw=draw, number=" ", by=drawing.verifier)
    draw = type_number(draw=draw, number="03", by=drawing.verifier)
    with refused("number_typed_by_two"):
        draw_lots(draw=draw, number="03", by=drawing.verifier)
    with refused("numbers_agree"):
        draw_lots(draw=draw, number=NUMBERS, by=drawing.second)
    draw = retype(draw=draw, reason="少录了六个", by=drawing.second)
    draw = type_number(draw=draw, number=NUMBERS, by=drawing.second)
    draw = draw_lots(draw=draw, number=NUMBERS, by=drawing.verifier)
    assert (draw.number_by, draw.confirmed_by) == (drawing.second, drawing.verifier)


@clause("XBQ21-2.6e", "MJ21-2.3.8e", "LYG19-2.3c")
@pytest.mark.parametrize(
    "drawing", ["xian-baqiao-2021", "huainan-maoji-2021", "lianyungang-2019"], indirect=True
)
def test_a_record_raises_the_rate_and_the_file_shows_class_and_rate(drawing: Drawing) -> None:
    rates = Rates(500, 500, 10_000)
    plain = drawing.frozen(rates=rates)
    drawing.world.on_record("wronged", Severity.SERIOUS)
    recorded = drawing.frozen(rates=rates)
    assert [(one["key"], one["rate"]) for one in public_paper(plain)["strata"]] == [
        ("没有失信记录，一般风险", 500)
    ]
    assert [(one["key"], one["rate"]) for one in public_paper(recorded)["strata"]] == [
        ("有失信记录，一般风险", 10_000)
    ]


def test_whoever_must_not_meet_the_case_is_kept_apart(drawing: Drawing) -> None:
    third = drawing.world.staff(Role.VERIFIER, drawing.agency, "丙")
    staff = {drawing.verifier: (), drawing.second: (), third: ()}
    apart = {(drawing.verifier.pk, drawing.case.application.pk)}
    (unit,) = drawn_units(drawing.drawn(inspectors=staff, recused=apart))
    key = unit.draw.inspectors.get(account=drawing.verifier).key
    assert unit.recused == [key] and key not in unit.team
    with refused("draw_impossible"):
        drawing.frozen(recused=apart, reveal_until=NUMBER + timedelta(1),
                       number_at=NUMBER + timedelta(2))  # fmt: skip


def test_a_risky_service_needs_somebody_who_knows_it(drawing: Drawing) -> None:
    item = drawing.case.application.item
    staff = {drawing.verifier: (), drawing.second: (item.key,)}
    draw = drawing.drawn(inspectors=staff, risky=(item,), fewer_than=Fraction(1, 100))
    (unit,) = drawn_units(draw)
    assert unit.stratum == "没有失信记录，高风险" and "95%" in draw.guarantee
    assert unit.team[0] == draw.inspectors.get(account=drawing.second).key


@pytest.mark.parametrize(
    ("key", "changes"),
    [
        ("rates_rise_with_the_record", {"rates": Rates(500, 500, 499)}),
        ("rates_are_shares", {"rates": Rates(500, 500, 10_001)}),
        ("seed_times_in_order", {"reveal_until": NUMBER}),
        ("seed_times_in_order", {"reveal_until": START}),
        ("number_announced", {"number_name": " "}),
        ("two_agencies_seal", {"agencies": ()}),
        ("draw_impossible", {"due_by": date(2020, 1, 1)}),
        ("draw_impossible", {"rates": Rates(0, 0, 0)}),
    ],
)
def test_an_unfair_or_empty_draw_is_refused(
    drawing: Drawing, key: str, changes: dict[str, Any]
) -> None:
    with refused(key):
        drawing.frozen(**changes)
    assert not Draw.objects.exists()


@clause("ORD23-3.3.3g")
def test_the_rate_that_the_place_fixed_is_the_least() -> None:
    fixed, free = load_policy("ordos-2023"), load_policy("ordos-2021")
    wrong = [one.key for one in obstacles(rates_stand(fixed, Rates(499, 500, 500)))]
    assert wrong == ["rate_as_the_place_says"]
    assert not obstacles(rates_stand(fixed, Rates(500, 500, 500)))
    assert not obstacles(rates_stand(free, Rates(499, 500, 500)))


def test_only_those_who_take_part_see_a_draw(drawing: Drawing) -> None:
    draw, today = drawing.frozen(), timezone.localdate()
    for account in (drawing.verifier, drawing.other):
        assert access.visible_to(account, today).get() == draw
    assert not access.visible_to(drawing.case.by, today).exists()
    with refused("not_your_move"):
        drawing.frozen(by=drawing.case.officer)
