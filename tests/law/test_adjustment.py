"""What may change a list by each text, which instrument a basis cites, and the two clocks."""

from datetime import date

import pytest

from nuozheng.law.adjustment import (
    EventKind,
    cites,
    clock_from_publication,
    clocks_from_event,
    trigger_clauses,
)
from nuozheng.law.calendar import load_calendar
from nuozheng.law.policy import load_policy

LIST_2021, LIST_2023 = "ordos-2021", "ordos-2023"
BAQIAO, MAOJI, LYG = "xian-baqiao-2021", "huainan-maoji-2021", "lianyungang-2019"


@pytest.mark.parametrize(
    ("key", "kind", "named"),
    [
        pytest.param(LIST_2021, "repealed", True, marks=pytest.mark.clause("ORD21-4.2a")),
        (LIST_2021, "state_council_decision", True),
        (LIST_2021, "interpreted", False),
        (LIST_2021, "agency_merged", False),
        pytest.param(BAQIAO, "interpreted", True, marks=pytest.mark.clause("XBQ21-2.1j")),
        (BAQIAO, "enacted", True),
        (BAQIAO, "item_changed", False),
        pytest.param(MAOJI, "item_changed", True, marks=pytest.mark.clause("MJ21-2.1.3a")),
        pytest.param(MAOJI, "amended", True, marks=pytest.mark.clause("MJ21-3.2b")),
        (MAOJI, "enacted", False),
        pytest.param(LIST_2023, "agency_merged", True, marks=pytest.mark.clause("ORD23-3.4.2a")),
        pytest.param(LIST_2023, "duties_moved", True, marks=pytest.mark.clause("ORD23-3.4.2a")),
        (LIST_2023, "interpreted", True),
        (LYG, "repealed", False),
    ],
)
def test_what_the_text_names(key: str, kind: str, named: bool) -> None:
    assert bool(trigger_clauses(load_policy(key), EventKind(kind))) is named


@pytest.mark.parametrize(
    ("basis", "name", "cited"),
    [
        ("《中华人民共和国社会保险法》", "社会保险法", True),
        ("《社会保险法》（2018年修正）", "《中华人民共和国社会保险法》", True),
        ("《某省操作规程》（皖民社救）；《社会救助暂行办法》", "社会救助暂行办法", True),
        ("《〈教师资格条例〉实施办法》（教育部令第10号）", "教师资格条例", False),
        ("《教师资格条例》", "〈教师资格条例〉实施办法", False),
        ("《社会保险经办条例》", "社会保险法", False),
        ("根据社会保险法办理", "社会保险法", False),
    ],
)
def test_citing(basis: str, name: str, cited: bool) -> None:
    assert cites(basis, name) is cited


@pytest.mark.clause("ORD23-3.4.2b")
def test_seven_days_from_the_event() -> None:
    """Event on 2023-09-28: due on 2023-10-13; two things must be done by then."""
    clocks = clocks_from_event(load_policy(LIST_2023))
    assert [(one.what, one.days) for one in clocks] == [("confirmation", 7), ("application", 7)]
    due = load_calendar().add_working_days(date(2023, 9, 28), clocks[0].days)
    assert due.on == date(2023, 10, 13)
    assert clocks_from_event(load_policy(MAOJI)) == ()


@pytest.mark.clause("MJ21-2.1.3d")
def test_seven_days_from_publication() -> None:
    """Published on 2021-04-29: due on 2021-05-12."""
    clock = clock_from_publication(load_policy(MAOJI))
    assert clock is not None
    assert load_calendar().add_working_days(date(2021, 4, 29), clock.days).on == date(2021, 5, 12)
    assert "MJ21-2.1.3d" in clock.clause
    assert clock_from_publication(load_policy(LIST_2023)) is None
    assert clock_from_publication(load_policy(BAQIAO)) is None
