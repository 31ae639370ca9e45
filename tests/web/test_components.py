"""Components one by one: words, shapes, what is kept and what is hidden."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django import forms
from django.http import HttpRequest
from django.template import Context, RequestContext, Template
from django.template.loader import render_to_string
from django.test import Client, RequestFactory, override_settings

from nuozheng.evidence.models import Deadline
from nuozheng.law.clauses import Clause, UnknownClause, all_clauses
from nuozheng.law.conditions.sentences import sentence_parts
from nuozheng.law.findings import Outcome
from nuozheng.law.labels import short_label
from nuozheng.web import formats, says_words
from nuozheng.web.clause_chips import cite, cited_on
from nuozheng.web.clocks import clock_of, due
from nuozheng.web.parts import Clock
from tests.web.markup import faults_of
from tests.web.pattern_values import INCOME, MARRIAGE, found


@pytest.fixture(autouse=True)
def _addresses() -> Iterator[None]:
    with override_settings(ROOT_URLCONF="tests.web.pattern_urls", STRICT_CLAUSES=True):
        yield


def draw(source: str, request: HttpRequest | None = None, **values: object) -> str:
    template = Template("{% load nuozheng_web %}" + source)
    return template.render(RequestContext(request or RequestFactory().get("/"), values))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (formats.number(Decimal("3066.50")), "3,066.5"),
        (formats.number(1200), "1,200"),
        (formats.number("1234"), "1234"),
        (formats.money(Decimal("3066.67")), "3,066.67元"),
        (formats.money(2200), "2,200元"),
        (formats.money(None), ""),
        (formats.percent(0.947), "94.7%"),
        (formats.doc_size(68_400), "68 KB"),
        (formats.doc_size(4_100_000), "4.1 MB"),
        (formats.duration(timedelta(minutes=5)), "5分钟"),
        (formats.duration(timedelta(hours=30)), "30小时"),
        (formats.duration(timedelta(days=9)), "9日"),
        (formats.masked("150603197001012048"), "150603********2048"),
        (formats.masked("13800005276"), "138****5276"),
        (formats.masked("ab"), "**"),
        (formats.masked_name("苏日娜"), "苏**"),
        (formats.masked_name("欧阳娜娜"), "欧阳**"),
    ],
)
def test_written_as_a_person_reads_it(written: str, expected: str) -> None:
    assert written == expected


@time_machine.travel(datetime(2026, 12, 1, 1, 0, tzinfo=UTC), tick=False)
def test_the_year_is_written_where_it_is_another() -> None:
    assert formats.cn_date(date(2026, 12, 8)) == "12月8日"
    assert formats.cn_date(date(2027, 1, 4)) == "2027年1月4日"
    assert formats.cn_date(date(2026, 12, 8), "full") == "2026年12月8日"
    assert formats.cn_datetime(datetime(2026, 11, 30, 16, 5, tzinfo=UTC)) == "12月1日 0:05"
    assert formats.cn_date(datetime(2026, 11, 30, 16, 5, tzinfo=UTC)) == "12月1日"


@pytest.mark.parametrize(
    ("id", "instrument", "section", "label"),
    [
        ("ORD21-4.1e", "通知", "四、主要任务/（一）确定适用对象", "市2021方案 四（一）"),
        (
            "ORD23-3.3.3a",
            "方案",
            "三、工作内容/(三)分类推进/3.落实证明告知承诺",
            "市2023方案 三（三）3",
        ),
        ("LYG19-1a", "制度", "一、七项保障制度", "连云港2019制度 一"),
        ("MJ21-0a", "通知", "通知正文/引言", "毛集2021方案 引言"),
        (
            "CN-XKF-31",
            "中华人民共和国行政许可法（2019年修正）",
            "第三十一条第一款",
            "行政许可法 第三十一条第一款",
        ),
        (
            "CN-A-1",
            "国务院办公厅关于推行的指导意见（国办发〔2020〕42号）",
            "核查",
            "国办发〔2020〕42号 核查",
        ),
    ],
)
def test_short_label_of_a_clause(id: str, instrument: str, section: str, label: str) -> None:
    assert short_label(Clause(id, instrument, section, "words", "rule", True)) == label


def test_every_stored_clause_has_a_label_that_fits_a_chip() -> None:
    labels = {row.id: short_label(row) for row in all_clauses()}
    assert {id: label for id, label in labels.items() if not 3 <= len(label) <= 40} == {}


def test_an_unknown_clause_fails_in_tests_and_shows_no_chip_in_service() -> None:
    with pytest.raises(UnknownClause):
        draw('{% clause_chip "ORD21-99z" %}')
    with override_settings(STRICT_CLAUSES=False):
        request = RequestFactory().get("/")
        assert draw('{% clause_chip "ORD21-99z" %}', request).strip() == ""
        assert cited_on(request) == {}


def test_words_not_compared_with_the_text_say_so_and_are_no_quotation() -> None:
    unsure = next(row for row in all_clauses() if not row.verified)
    html = draw("{% clause_chip id %}{% clause_laws %}", id=unsure.id)
    assert "这一条的原文尚未与公布文本逐字核对" in html
    assert "<blockquote>" not in html
    html = draw('{% clause_chip "ORD21-4.1e" %}{% clause_laws %}')
    assert "尚未" not in html
    assert "<blockquote>" in html


def test_clauses_cited_inside_other_components_reach_the_foot_of_the_page() -> None:
    request = RequestFactory().get("/")
    html = draw("{% findings found %}{% clause_laws %}", request, found=found())
    assert list(cited_on(request)) == [("ORD21-4.1e",)]
    assert faults_of(html) == []


def test_clauses_of_one_section_share_a_chip_that_opens_the_words_of_all() -> None:
    html = draw(
        "{% clause_chips ids %}{% clause_laws %}", ids=["ORD21-4.4a", "ORD21-4.4b", "ORD21-4.1e"]
    )
    assert html.count('class="clause"') == 2
    assert html.count("<blockquote>") == 3


def test_without_a_page_a_clause_is_named_but_opens_nothing() -> None:
    template = Template('{% load nuozheng_web %}{% clause_chip "ORD21-4.1e" %}')
    assert template.render(Context()).strip() == '<span class="clause">市2021方案 四（一）</span>'
    assert cite(None, ["ORD21-4.1e"])


def test_each_way_stands_with_its_name() -> None:
    assert draw('{% way "commitment" %}') == (
        '<span class="how"><b class="way nuo" aria-hidden="true">诺</b>告知承诺</span>'
    )
    assert "visually-hidden" in draw('{% way "cancelled" short=True %}')
    row = draw("{% ways listed %}", listed=["commitment", "data_sharing", "commitment"])
    assert 'aria-label="告知承诺2份，数据共享1份"' in row


def test_only_confirmed_is_green_and_only_contradicted_is_red() -> None:
    data = ["confirmed", "contradicted", "not_found", "ambiguous", "unknown", "unavailable"]
    shapes = {result: says_words.of(result)[0] for result in data}
    assert [one for one in data if shapes[one] == "ok"] == ["confirmed"]
    assert [one for one in data if shapes[one] == "no"] == ["contradicted"]
    assert {str(says_words.of(one)[1]) for one in data} == {
        "一致",
        "不一致",
        "查不到",
        "数据源暂不可用",
    }
    with pytest.raises(KeyError):
        says_words.of("failed")


def test_findings_start_with_what_stands_in_the_way() -> None:
    html = draw("{% findings found %}", found=found())
    words = [str(says_words.of_finding(outcome)[1]) for outcome in says_words.FINDING_ORDER]
    places = [html.index(f">{word}<") for word in words]
    assert places == sorted(places)
    assert set(says_words.FINDING_ORDER) == set(Outcome)
    assert "修复后当天就能重新承诺" in html
    assert "提出异议" in html


def test_a_sentence_shows_what_was_declared_and_leaves_the_rest_open() -> None:
    parts = sentence_parts(INCOME, {"income": Decimal("3066.67")})
    html = draw("{% sentence parts %}", parts=parts)
    assert '<span class="said">3,066.67</span>元，低于本市标准3,200元' in html
    assert 'class="blank"' in draw("{% sentence parts %}", parts=sentence_parts(INCOME, {}))


def test_a_field_keeps_what_was_typed_and_says_what_is_wrong() -> None:
    html = draw(
        "{% sentence_form parts raw errors 1 'c' %}",
        parts=sentence_parts(INCOME, {}),
        raw={"income": '6万"<b>'},
        errors={"income": "请只写数字，单位是元。"},
    )
    assert faults_of(html) == []
    assert 'value="6万&quot;&lt;b&gt;"' in html
    assert 'aria-describedby="id_c-income_error id_c-income_helptext"' in html
    assert 'aria-invalid="true"' in html
    assert 'aria-label="家庭人均月收入（元）"' in html


def test_fields_of_every_kind() -> None:
    parts = sentence_parts(MARRIAGE, {})
    html = draw(
        "{% sentence_form parts raw today=today %}",
        parts=parts,
        raw={"still": "no", "kind": "lent", "wed_on": "2014-09-12"},
        today=date(2026, 11, 24),
    )
    assert faults_of(html) == []
    assert 'value="no" checked' in html
    assert 'value="lent" checked' in html
    assert 'type="date"' in html
    assert 'max="2026-11-24"' in html
    assert 'maxlength="40"' in html


def test_a_day_that_a_picker_cannot_read_stays_as_it_was_typed() -> None:
    html = draw(
        "{% sentence_form parts raw %}",
        parts=sentence_parts(MARRIAGE, {}),
        raw={"wed_on": "2014年9月"},
    )
    assert 'type="date"' not in html
    assert 'value="2014年9月"' in html


def test_a_fact_asked_above_is_not_asked_again() -> None:
    html = draw(
        "{% sentence_form parts asked=asked %}", parts=sentence_parts(INCOME, {}), asked={"income"}
    )
    assert "<input" not in html
    assert "同上面的“家庭人均月收入”" in html


class _Reason(forms.Form):
    reason = forms.CharField(label="撤回的理由", help_text="写一两句就行")
    method = forms.ChoiceField(
        label="办法", widget=forms.RadioSelect, choices=[("a", "承诺"), ("b", "提交")]
    )

    def clean(self) -> None:
        self.add_error(None, "这件事已经办结，不能再撤回。")


def test_a_form_names_every_mistake_and_leads_to_it() -> None:
    form = _Reason({})
    html = draw("{% error_summary form %}{% fields form %}", form=form)
    assert faults_of(html) == []
    assert "有3处要改" in html
    assert '<a href="#id_reason">请填写“撤回的理由”</a>' in html
    assert '<a href="#id_method_0">“办法”还没有选</a>' in html
    assert '<span class="err">这件事已经办结，不能再撤回。</span>' in html
    assert 'aria-describedby="id_reason_helptext id_reason_error"' in html
    assert draw("{% error_summary form %}", form=_Reason()).strip() == ""


@pytest.mark.parametrize(
    ("left", "paused", "expected", "absent"),
    [
        (15, "", "还剩15", "超过"),
        (0, "", "还剩0", "超过"),
        (-3, "", "超过3", "还剩"),
        (7, "等您补正，期间不计时", "暂停计时", "还剩"),
    ],
)
def test_the_legal_clock(left: int, paused: str, expected: str, absent: str) -> None:
    clock = Clock(left, 20, date(2026, 11, 24), date(2026, 12, 22), paused=paused)
    html = draw("{% clock clock %}", clock=clock)
    assert expected in html
    assert absent not in html
    assert faults_of(html) == []
    assert ("box flow late" in html) == (left < 0)


@pytest.mark.parametrize(
    ("natural", "left", "total"),
    [(True, "还剩9<small> 日", 14), (False, "还剩7<small> 个工作日", 10)],
)
def test_a_clock_counts_in_the_days_that_the_law_names(
    natural: bool, left: str, total: int
) -> None:
    started, last = date(2026, 11, 13), date(2026, 11, 27)
    running = Deadline(started_on=started, due_on=last, days=14, natural=natural)
    clock = clock_of(running, date(2026, 11, 18))
    assert clock.days_total == total
    assert left in draw("{% clock clock %}", clock=clock)
    seen = due(last, date(2026, 11, 29), natural=natural)
    assert seen is not None and seen.overdue
    shown = draw('{% include "web/desk/due.html" with due=due only %}', due=seen)
    assert ("超2日" if natural else "超1个工作日") in shown


def test_a_provisional_due_day_says_so() -> None:
    clock = Clock(15, 20, date(2026, 12, 20), date(2027, 1, 18), provisional=True)
    assert "放假安排尚未公布" in draw("{% clock clock %}", clock=clock)


@pytest.mark.parametrize("name", ["400", "403", "404", "429", "500", "403_csrf"])
def test_error_pages_need_no_request_and_say_what_to_do(name: str) -> None:
    html = render_to_string(f"{name}.html")
    assert faults_of(html) == []
    assert "请" in html.split("<main")[1].split("</main>")[0]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "cookie", "target"),
    [
        ("?size=large&next=/list/%3Fq%3D1", "large", "/list/?q=1"),
        ("?size=normal&next=/list/", "normal", "/list/"),
        ("?size=<script>&next=https://evil.example/", "normal", "/"),
        ("", "normal", "/"),
    ],
)
def test_large_print_is_a_cookie_and_leads_nowhere_else(
    asked: str, cookie: str, target: str
) -> None:
    answer = Client().get("/large/" + asked)
    assert (answer.status_code, answer["Location"]) == (302, target)
    assert answer.cookies["size"].value == cookie
    assert answer.cookies["size"]["samesite"] == "Lax"
