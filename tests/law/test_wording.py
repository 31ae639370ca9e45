"""The linter: every rule on its own examples, what it leaves alone, and how fast it is."""

import time
from importlib.resources import files

import pytest

from nuozheng.law.wording import Level, Rule, Scope, errors, lint, rules, scopes_of
from nuozheng.law.wording.plainness import jargon, measures

ALL = pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
REWRITTEN = [rule for rule in rules() if rule.rewrite]


def found(text: str, *where: Scope) -> set[str]:
    return {flaw.rule for flaw in (lint(text, where) if where else lint(text))}


def test_the_register_is_whole() -> None:
    assert len(rules()) == 89
    assert len({rule.id for rule in rules()}) == 89
    assert all(rule.why and rule.better and rule.scopes for rule in rules())


@ALL
def test_a_rule_flags_its_bad_example(rule: Rule) -> None:
    flaws = [flaw for flaw in lint(rule.bad_example, rule.scopes) if flaw.rule == rule.id]
    assert flaws
    for flaw in flaws:
        assert rule.bad_example[flaw.start : flaw.end] == flaw.term
        assert flaw.term in flaw.passage
        assert flaw.severity is rule.level


@ALL
def test_a_rule_leaves_alone_what_it_must(rule: Rule) -> None:
    for example in rule.must_not_flag:
        assert rule.id not in found(example, *rule.scopes), example


@pytest.mark.parametrize("rule", REWRITTEN, ids=lambda rule: rule.id)
def test_the_better_wording_is_better(rule: Rule) -> None:
    flaw = next(flaw for flaw in lint(rule.bad_example, rule.scopes) if flaw.rule == rule.id)
    assert flaw.replacement is not None
    mended = rule.bad_example[: flaw.start] + flaw.replacement + rule.bad_example[flaw.end :]
    assert rule.id not in found(mended, *rule.scopes), mended
    assert len(errors(lint(mended, rule.scopes))) < len(errors(lint(rule.bad_example))) or (
        rule.level is not Level.ERROR
    )


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("必要时，依照《行政许可法》第六十一条核查", "VT014"),
        ("按照有关规定执行，即《社会救助暂行办法》第五十八条", "VT049"),
        ("收入低于本市规定的每月2200元", "VT051"),
        ("近3年内没有违法违规行为", "VT073 info"),
        ("“法律、法规规定的其他条件”（第三条原文）", "VT007 info"),
        ("申请人保留陈述的权利", "VT020"),
        ("不得要求申请人重新开具证明", "VT087"),
        ("任何单位不得以任何理由要求群众补交", "VT063"),
        ("永久禁止从业（《兽药管理条例》第五十七条）", "VT061"),
    ],
)
def test_exceptions_let_a_term_stand_or_make_it_a_hint(text: str, rule: str) -> None:
    id, _, hint = rule.partition(" ")
    levels = {flaw.rule: flaw.severity for flaw in lint(text)}
    assert levels.get(id) == (Level.INFO if hint else None)


def test_an_exception_for_the_notice_does_not_hold_in_a_promise() -> None:
    quoted = "有健全的管理制度（第十三条）"
    assert "VT033" not in found(quoted, Scope.NOTICE)
    assert "VT033" in found(quoted, Scope.COMMITMENT)


def test_a_hedge_in_another_sentence_excuses_nothing() -> None:
    assert "VT014" in found("依照《行政许可法》第六十一条。必要时进行现场核查。")


def test_titles_are_masked_and_positions_stay_true() -> None:
    text = "依据《关于适当放宽有关条件的通知》，适当延长。"
    flaws = [flaw for flaw in lint(text) if flaw.rule == "VT017"]
    assert [text[flaw.start : flaw.end] for flaw in flaws] == ["适当"]
    assert flaws[0].start == text.rindex("适当")


def test_rules_look_only_at_their_part() -> None:
    text = "提交其他材料"
    assert "VT001" in found(text, Scope.MATERIALS)
    assert "VT001" not in found(text, Scope.LIABILITY)
    assert Scope.LIABILITY in scopes_of("liability")


@pytest.mark.clause("MJ21-2.2.5k")
@pytest.mark.parametrize("text", ["提交其他材料。", "符合等相关条件。", "视情况予以撤销。"])
def test_catch_alls_and_vague_words_are_flagged(text: str) -> None:
    flaws = lint(text)
    assert flaws and all(flaw.why and flaw.better for flaw in flaws)


def test_a_whole_letter_takes_less_than_a_blink() -> None:
    letter = [
        f"第{n}项：本人名下有1辆机动车，用于上下班，登记在案，没有出租。" * 3 for n in range(60)
    ]
    lint("先读规则")
    started = time.perf_counter()
    for paragraph in letter:
        lint(paragraph, (Scope.NOTICE, Scope.COURSE))
    assert time.perf_counter() - started < 0.1  # aim 0.02 s on a quiet machine


def test_plainness_is_counted() -> None:
    values = {one.key: one for one in measures(["您交申请表。", "我们" + "核" * 70 + "。"])}
    assert values["longest"].value == 72 and not values["longest"].is_kept
    assert values["long"].value == 50 and values["long"].examples == ()
    assert values["longest"].examples == ("我们" + "核" * 70,)
    assert values["jargon"].is_kept
    assert {one.value for one in measures([])} == {0}


def test_jargon_has_its_plain_word_and_titles_are_left_alone() -> None:
    assert jargon("逾期未缴纳的，予以终止，见《缴纳办法》") == [
        ("逾期", "过期"),
        ("缴纳", "交"),
        ("予以", ""),
    ]
    table = files("nuozheng.law.registers").joinpath("jargon.csv").read_text("utf-8")
    words = [line.split(",")[0] for line in table.splitlines()[1:]]
    assert len(words) == len(set(words)) > 60
