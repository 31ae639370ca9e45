"""Draws: fair, fixed by their inputs, and worked out again by a program of another hand."""

import json
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nuozheng.law.draws import (
    Frozen,
    Inspector,
    Reveal,
    Stratum,
    Terms,
    Unit,
    choose,
    examine,
    key_of,
    random_seed,
    sample_size,
    seal_of,
)
from nuozheng.law.draws.paper import as_paper
from nuozheng.law.merkle import root_of
from tests.verification.draws.recompute import recompute

clause = pytest.mark.clause
SECRETS = {"甲局": "甲局的随机数-0123456789", "乙局": "乙局的随机数-9876543210"}
TERMS = Terms(
    *("示例-1", "示例市", "2026-11-01T09:00:00+08:00", "2026-11-02T12:00:00+08:00"),
    *("示例彩票第1期", "2026-11-02T21:15:00+08:00", 2, tuple(SECRETS)),
)


def frozen(strata: dict[str, tuple[int, int]], **inspectors: tuple[str, ...]) -> Frozen:
    """`strata`: key → (size, rate); `inspectors`: key → skills, four without any otherwise."""
    staff = inspectors or dict.fromkeys(("i1", "i2", "i3", "i4"), ())
    return Frozen(
        TERMS,
        tuple(Stratum(key, rate, 0, 10**6) for key, (_, rate) in strata.items()),
        tuple(Inspector(key, tuple(skills)) for key, skills in staff.items()),
        tuple(
            Unit(key_of("盐", f"{stratum}-{n}"), stratum)
            for stratum, (size, _) in strata.items()
            for n in range(size)
        ),
    )


def paper(drawn: Frozen, number: str = "03 07 11") -> dict[str, Any]:
    reveals = [Reveal(*one) for one in SECRETS.items()]
    seals = {name: seal_of(drawn.root, name, secret) for name, secret in SECRETS.items()}
    chosen = choose(drawn, random_seed(drawn.root, reveals, number))
    told: dict[str, Any] = json.loads(
        json.dumps(as_paper(drawn, seals, reveals, number, chosen), ensure_ascii=False)
    )
    return told


@pytest.mark.parametrize(
    ("population", "share", "drawn"),
    # Cannon and Roe 1982, table 1: sample for 95 % certainty of meeting at least one.
    [
        *((10, "0.1", 10), (50, "0.1", 22), (100, "0.1", 25), (500, "0.1", 28)),
        *((100, "0.01", 95), (500, "0.01", 225), (1000, "0.01", 258), (10_000, "0.01", 294)),
        *((100, "0.05", 45), (1000, "0.05", 57), (100, "0.5", 5), (1000, "0.02", 138)),
    ],
)
def test_a_guarantee_asks_for_as_many_as_the_tables_say(
    population: int, share: str, drawn: int
) -> None:
    assert sample_size(population, Fraction("0.95"), Fraction(share)) == drawn


@pytest.mark.parametrize(("size", "share"), [(0, "0.1"), (5, "0"), (5, "1.1")])
def test_a_guarantee_about_nothing_is_an_error(size: int, share: str) -> None:
    with pytest.raises(ValueError, match="population"):
        sample_size(size, Fraction("0.95"), Fraction(share))


def test_the_tree_is_that_of_rfc_6962() -> None:
    # Roots of the certificate-transparency reference implementation's test vector.
    rows = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657"]
    rows.append("606162636465666768696a6b6c6d6e6f")
    leaves = [bytes.fromhex(one) for one in rows]
    assert root_of([]).hex().startswith("e3b0c44298fc1c14")
    assert root_of(leaves[:1]).hex().startswith("6e340b9cffb37a98")
    assert root_of(leaves[:3]).hex().startswith("aeb6bcfe274b70a1")
    assert root_of(leaves).hex().startswith("5dc9da79a70659a9")


@clause("ORD23-3.3.3g")
def test_twenty_percent_of_fifty_are_ten_and_the_same_ten_again() -> None:
    drawn = frozen({"一般": (50, 2000)})
    first, second = choose(drawn, "ab" * 32), choose(drawn, "ab" * 32)
    assert first == second and len({one.unit for one in first}) == 10
    assert {one.unit for one in choose(drawn, "ac" * 32)} != {one.unit for one in first}


@clause("XBQ21-2.6e", "MJ21-2.3.8e")
def test_each_class_is_drawn_at_its_own_rate() -> None:
    drawn = frozen({"没有失信记录": (40, 500), "有失信记录": (10, 5000)})
    assert Counter(one.stratum for one in choose(drawn, "01" * 32)) == {
        "没有失信记录": 2,
        "有失信记录": 5,
    }


@pytest.mark.parametrize(
    ("rate", "low", "high", "size", "drawn"),
    [
        *((500, 0, 99, 50, 3), (500, 5, 99, 50, 5), (10_000, 0, 7, 50, 7)),
        *((0, 0, 9, 50, 0), (1, 0, 9, 1, 1), (0, 9, 9, 4, 4)),
    ],
)
def test_a_rate_is_rounded_up_and_kept_within_its_bounds(
    rate: int, low: int, high: int, size: int, drawn: int
) -> None:
    assert Stratum("层", rate, low, high).quota(size) == drawn


def test_everybody_in_a_stratum_is_equally_likely() -> None:
    """Chi-square with 29 degrees of freedom over 300 fixed seeds; 58.3 is its 0.1 % point."""
    drawn = frozen({"一般": (30, 2000)})
    times: Counter[str] = Counter()
    staff: Counter[str] = Counter()
    for n in range(300):
        for one in choose(drawn, f"{n:064x}"):
            times[one.unit] += 1
            staff[one.team[0]] += 1
    expected = 300 * 6 / 30
    assert sum((times[one.key] - expected) ** 2 / expected for one in drawn.units) < 58.3
    assert max(staff.values()) < 1.25 * min(staff.values())


UNITS = st.lists(
    st.tuples(
        st.sampled_from(["甲", "乙"]),
        st.sampled_from(["", "消防"]),
        st.sets(st.sampled_from(["i1", "i2", "i3"]), max_size=2),
    ),
    min_size=1,
    max_size=25,
)


@given(UNITS, st.integers(0, 10_000), st.integers(1, 5), st.binary(min_size=32, max_size=32))
@settings(max_examples=40, deadline=None)
def test_recusal_skill_and_pairs_always_hold_and_another_program_agrees(
    units: list[tuple[str, str, set[str]]], rate: int, least: int, seed: bytes
) -> None:
    staff = tuple(Inspector(f"i{n}", ("消防",) if n > 3 else ()) for n in range(1, 6))
    drawn = Frozen(
        TERMS,
        (Stratum("甲", rate, least, 20), Stratum("乙", 10_000 - rate, least, 3 + least)),
        staff,
        tuple(
            Unit(key_of("盐", str(n)), stratum, skill, tuple(recused))
            for n, (stratum, skill, recused) in enumerate(units)
        ),
    )
    assert not drawn.problems()
    by_key = {unit.key: unit for unit in drawn.units}
    skills = {one.key: one.skills for one in staff}
    for one in choose(drawn, seed.hex()):
        unit = by_key[one.unit]
        assert len(set(one.team)) == 2 and not set(one.team) & set(unit.recused)
        assert not unit.skill or unit.skill in skills[one.team[0]]
    told = paper(drawn, seed.hex())
    assert recompute(told) == (told["root"], told["seed"], told["chosen"])
    assert all(line.holds for line in examine(told))


def test_changing_any_input_changes_the_root_or_the_seed() -> None:
    drawn = frozen({"一般": (9, 4000)})
    changed = [
        replace(drawn, terms=replace(drawn.terms, number_name="示例彩票第2期")),
        replace(drawn, terms=replace(drawn.terms, team_size=3)),
        replace(drawn, strata=(replace(drawn.strata[0], rate=4001),)),
        replace(drawn, inspectors=drawn.inspectors[1:]),
        replace(drawn, units=drawn.units[1:]),
        replace(drawn, units=(replace(drawn.units[0], recused=("i1",)), *drawn.units[1:])),
    ]
    assert len({one.root for one in (drawn, *changed)}) == len(changed) + 1
    assert replace(drawn, units=drawn.units[::-1]).root == drawn.root
    opened = [Reveal(*one) for one in SECRETS.items()]
    seeds = {
        random_seed(drawn.root, opened, "1"),
        random_seed(drawn.root, opened, "2"),
        random_seed(drawn.root, opened[1:], "1"),
        random_seed(drawn.root, [replace(opened[0], secret="别的"), opened[1]], "1"),
        random_seed(changed[0].root, opened, "1"),
    }
    assert len(seeds) == 5
    assert random_seed(drawn.root, opened[::-1], "1") in seeds


def broken(**changes: Any) -> set[str]:
    """What an examination finds wrong in a file with these changes."""
    return {line.what for line in examine(paper(frozen({"一般": (9, 4000)})) | changes) if
            line.holds is False}  # fmt: skip


def test_a_file_that_was_touched_is_found_out() -> None:
    whole = paper(frozen({"一般": (9, 4000)}))
    assert not broken()
    assert broken(root="00" * 32) == {"哈希树的根"}
    assert broken(number="另一个号码") == {"种子", "抽中的对象和检查人员"}
    assert "抽中的对象和检查人员" in broken(chosen=whole["chosen"][1:])
    assert "哈希树的根" in broken(units=whole["units"][1:])
    assert "至少两个单位的随机数" in broken(seals=whole["seals"][:1])
    assert "至少两个单位的随机数" in broken(seals=whole["seals"][:1] * 2)
    other = [{**whole["seals"][0], "secret": "另一个随机数"}, whole["seals"][1]]
    assert "乙局的随机数" in broken(seals=other)
    assert broken(format="别的") == broken(units=None) == {"文件格式"}


def test_what_cannot_be_drawn_says_why() -> None:
    drawn = frozen({"一般": (3, 4000)}, i1=(), i2=())
    assert not drawn.problems()
    assert "没有可以抽的对象" in "".join(replace(drawn, units=()).problems())
    assert "检查人员" in "".join(replace(drawn, inspectors=drawn.inspectors[1:]).problems())
    unskilled = replace(drawn, units=(replace(drawn.units[0], skill="消防"),))
    assert "懂行" in "".join(unskilled.problems())
    alone = replace(drawn, terms=replace(drawn.terms, agencies=("甲局", "甲局")))
    assert "两个单位" in "".join(alone.problems())
    assert "比率" in "".join(replace(drawn, strata=(Stratum("一般", 1, 3, 2),)).problems())
    assert "一个也抽不到" in "".join(replace(drawn, strata=(Stratum("一般", 0, 0, 2),)).problems())
    assert "不属于" in "".join(replace(drawn, strata=(Stratum("别的", 1, 0, 2),)).problems())
    assert "两遍" in "".join(replace(drawn, units=drawn.units * 2).problems())
