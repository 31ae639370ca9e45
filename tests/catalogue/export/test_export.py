"""The list as files: what goes out comes back, counts add up, and no cell is a formula."""

import csv
import io
import json
from collections.abc import Callable
from datetime import date

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from nuozheng.catalogue.export import annex_two, figures, whole_list
from nuozheng.catalogue.export.annex import ANNEX_TWO_TITLES, annex_row, write_annex_two
from nuozheng.catalogue.export.cells import guarded, unguarded
from nuozheng.catalogue.export.listed import Listed
from nuozheng.catalogue.export.whole import Format, write_list
from nuozheng.catalogue.inheritance.measures import Measures
from nuozheng.catalogue.intake.columns import guesses, is_whole_list
from nuozheng.catalogue.intake.judging import Judge
from nuozheng.catalogue.intake.lines import readings
from nuozheng.catalogue.intake.models import Fate
from nuozheng.catalogue.intake.reading import read_sheets
from nuozheng.catalogue.intake.standing import Standing
from nuozheng.catalogue.intake.table import find_table
from nuozheng.catalogue.models import Catalogue
from nuozheng.catalogue.revision.content import EntryContent, ItemContent, ProofContent
from nuozheng.law.policy import load_policy
from nuozheng.law.trouble.names import meaning, said
from nuozheng.law.vocabulary import PartyKind, ProofKind, Substitution
from nuozheng.parties.models import Jurisdiction
from tests.world import World

Worlds = Callable[[str], World]
UNIT, SINCE = "示例单位", date(2026, 1, 1)
FORMATS: tuple[Format, ...] = ("xlsx", "csv", "json")

SIGNS = "证明事项（甲、乙）=+-@'\",;；\n1. √abＡＢ　《》"
TEXT = st.text(SIGNS, max_size=30).map(str.strip)
NAME = TEXT.filter(lambda name: bool(name) and "书" not in name).map(lambda name: f"示例{name}")
CODE = st.text("0123456789ABCDEFGH-", min_size=8, max_size=33).map(str.strip)
PLAIN = st.one_of(st.integers(-9, 9), st.booleans(), st.text(SIGNS, max_size=8), st.none())
MACHINE = st.dictionaries(st.text("abc_", min_size=1, max_size=5), st.lists(PLAIN, max_size=3))


@st.composite
def contents(draw: st.DrawFn) -> EntryContent:
    way = draw(st.sampled_from(Substitution))
    others = draw(st.lists(st.sampled_from(Substitution), unique=True, max_size=3))
    other_way = draw(TEXT) or "窗口查验"
    return EntryContent(
        item=ItemContent(
            name=draw(NAME),
            implementation_code=draw(CODE),
            kind=draw(TEXT)[:20].strip(),
            domain=draw(TEXT),
            on_application=draw(st.booleans()),
            applicant_kinds=tuple(draw(st.lists(st.sampled_from(PartyKind), unique=True))),
            decision_days=draw(st.integers(1, 400)),
            decision_days_basis=draw(TEXT),
        ),
        proof=ProofContent(
            name=draw(NAME),
            kind=draw(st.one_of(st.none(), st.sampled_from(ProofKind))),
            issuing_body=draw(TEXT),
        ),
        substitution=way,
        other_way=other_way if way is Substitution.OTHER else draw(TEXT),
        alternatives=tuple(one for one in others if one is not way),
        mandatory=draw(st.booleans()),
        agent_allowed=draw(st.booleans()),
        legal_basis=draw(TEXT),
        article=draw(TEXT),
        basis_level=draw(TEXT),
        content=draw(TEXT),
        conditions=draw(MACHINE),
        plan=draw(MACHINE),
        liability=draw(TEXT),
        liability_basis=draw(TEXT),
        disclosure=draw(MACHINE),
        facts=draw(MACHINE),
        note=draw(TEXT),
    )


def read_back(file: bytes) -> list[EntryContent | None]:
    """What an upload of the file would take in, for an agency that has nothing in the list."""
    table = find_table(read_sheets(file)[0])
    assert table is not None and is_whole_list(table.labels)
    standing = Standing(load_policy("ordos-2021"), frozenset({UNIT}))
    judge = Judge(standing, exact=True)
    return [
        judge.judge(one.fields, str(one.line)).content
        for one in readings(table, guesses(table.labels), True, standing.knows_proof)
    ]


@pytest.mark.clause("ORD21-A3")
@pytest.mark.parametrize("format", FORMATS)
@given(written=st.lists(contents(), max_size=4, unique_by=lambda one: one.item.implementation_code))
def test_what_goes_out_comes_back_the_same(format: Format, written: list[EntryContent]) -> None:
    catalogue = Catalogue(slug="x", title="示例", jurisdiction=Jurisdiction(name="示例市"))
    listed = [Listed(UNIT, 1, SINCE, one) for one in written]
    if listed:
        assert read_back(write_list(listed, format, catalogue, SINCE)) == written


@given(st.text(SIGNS))
def test_a_guarded_cell_starts_no_formula(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t"))


def test_no_exported_cell_is_a_formula(world: Worlds) -> None:
    world("ordos-2023")
    evil = EntryContent(
        item=ItemContent(name="=HYPERLINK(1)"), proof=ProofContent(name="@示例证明"),
        substitution=Substitution.OTHER, other_way="+1",
    )  # fmt: skip
    catalogue = Catalogue.objects.get(slug="ordos-2023")
    text = write_list([Listed("-x", 1, SINCE, evil)], "csv", catalogue, SINCE).decode("utf-8-sig")
    for row in csv.reader(io.StringIO(text)):
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)
    rows = read_sheets(write_annex_two([annex_row("-x", evil)]))[0].rows
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row)


@pytest.mark.clause("ORD23-A2b", "ORD23-A2c", "ORD23-A2d")
def test_the_annex_is_laid_out_as_prescribed(world: Worlds) -> None:
    catalogue = world("ordos-2023").catalogue
    sheets = read_sheets(annex_two(catalogue, None, timezone.localdate(), "示例联络员"))
    rows = sheets[0].rows
    assert rows[0][0] == "全市证明免提交事项情况统计表"
    for place in (
        "填报单位（公章）：",
        "单位负责人（签字）：",
        "联络员及联系方式：示例联络员",
        "年",
    ):
        assert place in rows[1][0]
    assert tuple(rows[2][:6]) == (*ANNEX_TWO_TITLES, "证明免提交方式")
    assert rows[3][5:7] == ["直接取消", "代替取消方式"]
    assert rows[4][6:] == ["数据共享", "告知承诺", "部门核验", "其他方式"]
    assert any(row[0].startswith("备注：1.") for row in rows)
    table = find_table(sheets[0])
    assert table is not None
    ticked = [sum(bool(cell) for cell in line.cells[5:10]) for line in table.lines]
    assert set(ticked) == {1}
    counted = figures(catalogue, timezone.localdate())
    assert len(ticked) == counted.total - counted.by_way.get(Substitution.RETAINED, 0)


@pytest.mark.clause("ORD23-A2d", "ORD23-A2j")
def test_figures_by_way_and_by_kind_add_up_to_all(world: Worlds) -> None:
    ordos = world("ordos-2023")
    today, agency = timezone.localdate(), ordos.item().agency
    for counted in (figures(ordos.catalogue, today), figures(ordos.catalogue, today, agency)):
        assert counted.total > 0
        assert sum(counted.by_way.values()) == sum(counted.by_kind.values()) == counted.total
        lines = list(counted.lines())
        assert sum(n for what, _, n in lines if what == "证明类型") == counted.total
    summary = read_sheets(annex_two(ordos.catalogue, agency, today))[1].rows
    assert summary[-1][:1] == ["全部"] and int(summary[-1][2]) == counted.total


def test_the_whole_list_of_a_day(world: Worlds) -> None:
    catalogue = world("ordos-2023").catalogue
    today = timezone.localdate()
    for format in FORMATS:
        assert whole_list(catalogue, today, format) == whole_list(catalogue, today, format)
    said = json.loads(whole_list(catalogue, today, "json"))
    assert said["list"] == "ordos-2023" and said["on"] == today.isoformat()
    assert len(said["entries"]) == figures(catalogue, today).total
    before = json.loads(whole_list(catalogue, date(2001, 1, 1), "json"))
    assert before["entries"] == []


@pytest.mark.clause("ORD23-A2f", "ORD23-A2g", "ORD23-A2h", "ORD23-A2i", "ORD23-A2j")
@pytest.mark.parametrize(
    ("proof", "kind"),
    [
        ("出生证明", ProofKind.LEGAL_FACT),
        ("死亡证明", ProofKind.LEGAL_FACT),
        ("婚姻状况证明", ProofKind.LEGAL_RELATION),
        ("亲属关系证明", ProofKind.LEGAL_RELATION),
        ("职称证明", ProofKind.QUALIFICATION),
        ("培训证明", ProofKind.QUALIFICATION),
        ("检测场所使用权证明", ProofKind.TITLE),
        ("收入证明", ProofKind.OTHER_STATE),
        ("住房公积金提取证明", ProofKind.OTHER_STATE),
        ("某某单子上的东西", None),
    ],
)
def test_the_kind_is_proposed_and_one_without_any_is_refused(
    proof: str, kind: ProofKind | None
) -> None:
    judge = Judge(Standing(load_policy("ordos-2023"), frozenset()))
    judged = judge.judge(
        {
            "item.name": "示例事项",
            "item.implementation_code": "ABCD12345678",
            "proof.name": proof,
            "substitution": "数据共享",
        },
        "第1行",
    )
    if kind is None:
        assert judged.fate == Fate.REFUSED
        assert [one.key for one in judged.remarks if one.level == "refused"] == ["no_kind"]
    else:
        assert judged.content is not None and judged.content.proof.kind is kind


def judged_after(slug: str, way: str, cancelled: bool, retained: bool) -> set[str]:
    """Keys of the refusals of one new proof, with what was registered before."""
    policy = load_policy(slug)
    measures = Measures(
        policy,
        retained=frozenset({meaning("示例收入证明")} if retained else ()),
        cancelled={(said("示例事项"), meaning("示例收入证明")): "示例成果"} if cancelled else {},
    )
    standing = Standing(policy, frozenset(), measures=measures)
    judged = Judge(standing).judge(
        {
            "item.name": "示例事项",
            "item.implementation_code": "ABCD12345678",
            "proof.name": "示例收入证明",
            "substitution": way,
        },
        "第1行",
    )
    return {one.key for one in judged.remarks if one.level == "refused"}


@pytest.mark.clause("XBQ21-2.1g")
def test_what_the_campaign_cancelled_is_not_demanded_again() -> None:
    stopped = {"was_not_cancelled_before"}
    assert judged_after("xian-baqiao-2021", "保留", True, False) == stopped
    assert judged_after("xian-baqiao-2021", "告知承诺", True, False) == stopped
    assert judged_after("xian-baqiao-2021", "数据共享", True, False) == set()
    assert judged_after("xian-baqiao-2021", "保留", False, False) == set()


@pytest.mark.clause("MJ21-2.2.4b")
def test_only_a_retained_proof_goes_into_the_list() -> None:
    assert judged_after("huainan-maoji-2021", "告知承诺", False, False) == {
        "stands_on_the_register"
    }
    assert judged_after("huainan-maoji-2021", "告知承诺", False, True) == set()
