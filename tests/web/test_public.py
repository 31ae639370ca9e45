"""Pages that need no sign-in: places, lists, items, rules, blank letters, the check of a letter."""

from collections.abc import Callable
from io import BytesIO

import pytest
from pypdf import PdfReader

from nuozheng.applications.actions.withdraw import withdraw
from nuozheng.applications.models import Commitment
from nuozheng.catalogue import candidates, search
from nuozheng.catalogue.models import EntryVersion, ServiceItem
from nuozheng.law.policy import load_policy
from nuozheng.law.vocabulary import Substitution
from tests.web.visits import at_most, leads_to, page, text_of, visitor
from tests.world import LISTS, World

pytestmark = pytest.mark.django_db
Worlds = Callable[[str], World]
FORGED_SCRIPT = "<script>alert(1)</script>"


def first_item(slug: str, **wanted: object) -> ServiceItem:
    return ServiceItem.objects.filter(catalogue__slug=slug, **wanted).order_by("pk")[0]


def test_the_place_is_chosen_among_all_lists() -> None:
    with at_most(6):
        html = text_of(page(None, "home"))
    for slug in LISTS:
        assert f'href="/p/{slug}/"' in html
        assert load_policy(slug).title in html


@pytest.mark.parametrize("slug", LISTS)
def test_a_list_shows_its_services_in_few_queries(slug: str) -> None:
    with at_most(12):
        html = text_of(page(None, "list", slug))
    assert first_item(slug).agency.name in html or "办理机关" in html
    assert "第1—20件" in html


@pytest.mark.parametrize("words", ["教师资格", "jszg"])
def test_search_by_words_and_by_initials(words: str) -> None:
    html = text_of(page(None, "list", "ordos-2021", q=words))
    assert "教师资格" in html.split("<tbody>")[-1]
    assert f'value="{words}"' in html


def test_search_by_code() -> None:
    item = first_item("ordos-2021")
    html = text_of(page(None, "list", "ordos-2021", q=item.implementation_code))
    assert item.name in html
    assert "查到1个事项" in html


def test_filters_by_domain_and_way() -> None:
    item = first_item("ordos-2021")
    html = text_of(page(None, "list", "ordos-2021", domain=item.domain, way="commitment"))
    assert f'<option value="{item.domain}" selected>' in html
    assert '<option value="commitment" selected>' in html
    assert text_of(page(None, "list", "ordos-2021", way="nonsense"))


def test_filter_by_an_agency_s_name_or_part_of_it() -> None:
    item = first_item("ordos-2021")
    for name in (item.agency.name, item.agency.name[:-1]):
        with at_most(12):
            html = text_of(page(None, "list", "ordos-2021", agency=name))
        assert item.agency.name in html.split("<tbody>")[-1]
    assert "没有查到" in text_of(page(None, "list", "ordos-2021", agency="没有的部门"))


def test_agencies_are_suggested_as_one_types() -> None:
    item = first_item("ordos-2021")
    with at_most(4):
        options = text_of(page(None, "agencies", "ordos-2021", agency=item.agency.name[:3]))
    assert f'<option value="{item.agency.name}">' in options
    assert text_of(page(None, "agencies", "ordos-2021", agency="%")).strip() == ""
    assert text_of(page(None, "agencies", "ordos-2021")).count("<option") > 1


def test_more_than_are_shown_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (candidates, search):
        monkeypatch.setattr(module, "MOST_FOUND", 3)
    html = text_of(page(None, "list", "ordos-2021", q="申请"))
    assert "查到3多个事项" in html
    assert "共3件以上" in html
    assert "请再加一个词" in html
    few = text_of(page(None, "list", "ordos-2021", q="临时救助"))
    assert "件，共" in few and "件以上" not in few


def test_what_is_searched_is_escaped_and_nothing_found_is_explained() -> None:
    html = text_of(page(None, "list", "ordos-2023", q=FORGED_SCRIPT))
    assert FORGED_SCRIPT not in html
    assert "&lt;script&gt;" in html
    assert "没有查到" in html


@pytest.mark.parametrize("query", ["\x00", "a" * 5000, "' or 1=1 --", "％", "\\"])
def test_no_query_breaks_the_search(query: str) -> None:
    assert page(None, "list", "ordos-2021", q=query).status_code == 200


@pytest.mark.parametrize("number", ["0", "-1", "x", "999999"])
def test_no_page_number_breaks_the_list(number: str) -> None:
    assert page(None, "list", "ordos-2021", page=number).status_code == 200


@pytest.mark.parametrize(
    "path", ["/p/nowhere/", "/p/ordos-2021/items/99999999/", "/p/nowhere/rules/", "/p/../etc/"]
)
def test_unknown_places_and_items_are_not_found(path: str) -> None:
    assert visitor(None).get(path).status_code == 404


def test_an_item_of_another_list_is_not_found() -> None:
    item = first_item("ordos-2021")
    assert visitor(None).get(f"/p/ordos-2023/items/{item.pk}/").status_code == 404


@pytest.mark.parametrize("slug", LISTS)
def test_an_item_shows_every_proof_how_it_is_met_and_why(slug: str) -> None:
    item = World(slug).item()
    with at_most(12):
        html = text_of(page(None, "item", slug, item.pk))
    for entry in item.entries.select_related("proof"):
        assert entry.proof.name in html
    assert "为什么这样解决" in html
    assert "半路退出" in html
    assert "谁不能承诺" in html
    assert "法定期限" in html
    assert 'popovertarget="c-' in html


@pytest.mark.clause("ORD23-A2e")
def test_an_item_shows_the_concrete_way_where_a_proof_is_met_otherwise() -> None:
    """如通过其他方式提供，请填写具体方式."""
    listed = EntryVersion.objects.filter(entry__item__catalogue__slug="ordos-2023")
    otherwise = listed.filter(substitution=Substitution.OTHER.value)
    assert otherwise and all(one.other_way for one in otherwise)
    for version in otherwise.select_related("entry__proof"):
        html = text_of(page(None, "item", "ordos-2023", version.entry.item_id))
        shown = html.split(f"<h3>{version.entry.proof.name}</h3>")[1].split("</li>")[0]
        assert f"<b>具体怎样办</b>　{version.other_way}" in shown
    item = World("ordos-2023").item()
    assert "具体怎样办" not in text_of(page(None, "item", "ordos-2023", item.pk))


def test_what_is_only_proposed_is_said_to_be() -> None:
    item = World("ordos-2021").item()
    html = text_of(page(None, "item", "ordos-2021", item.pk))
    assert "是建议，待主管部门审核" in html


def test_where_the_list_is_closed_the_page_says_so() -> None:
    """ORD23-2.1e 清单之外无证明."""
    item = World("ordos-2023").item()
    html = text_of(page(None, "item", "ordos-2023", item.pk))
    assert "这里没有列的证明，任何人不能再向您要" in html
    older = text_of(page(None, "item", "ordos-2021", World("ordos-2021").item().pk))
    assert "任何人不能再向您要" not in older


@pytest.mark.parametrize("slug", LISTS)
def test_the_blank_letter_is_the_text_of_the_screen(slug: str) -> None:
    item = World(slug).item()
    answer = page_bytes(slug, item)
    text = "".join(sheet.extract_text() for sheet in PdfReader(BytesIO(answer)).pages)
    template = item.letter_templates.get()
    squeezed = text.replace(" ", "").replace("\n", "")
    assert item.name.replace(" ", "") in squeezed
    for one in template.content["items"]:
        assert one["title"] in squeezed
    assert page_bytes(slug, item) == answer


def page_bytes(slug: str, item: ServiceItem) -> bytes:
    answer = visitor(None).get(f"/p/{slug}/items/{item.pk}/letter.pdf")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/pdf"
    return bytes(answer.content)


def test_a_service_without_commitment_has_no_blank_letter() -> None:
    item = (
        ServiceItem.objects.filter(letter_templates=None, entries__isnull=False)
        .select_related("catalogue")
        .order_by("pk")
        .first()
    )
    assert item is not None
    path = f"/p/{item.catalogue.slug}/items/{item.pk}/"
    assert visitor(None).get(path).status_code == 200
    assert visitor(None).get(f"{path}letter.pdf").status_code == 404


@pytest.mark.parametrize("slug", LISTS)
def test_the_rules_are_readable_with_clauses_and_open_points(slug: str) -> None:
    html = text_of(page(None, "rules", slug))
    policy = load_policy(slug)
    assert policy.title in html
    assert 'popovertarget="c-' in html
    switches = {path: value for path, value in policy.switches().items()}
    assert html.count("<b>待明确</b>") == len(switches)
    for value in list(switches.values())[:3]:
        assert value.reason in html


class TestLetters:
    """`/v/` and `/v/<number>`."""

    @pytest.fixture
    def letter(self, world: Worlds) -> Commitment:
        case = world("xian-baqiao-2021").opened().signed()
        return Commitment.objects.get(application=case.application)

    def test_a_genuine_one_says_who_handles_it_and_when_it_was_signed(
        self, letter: Commitment
    ) -> None:
        html = text_of(page(None, "letter", letter.letter_number))
        assert "这份承诺书是真的" in html
        assert letter.application.agency.name in html
        assert letter.application.applicant.name not in html
        assert letter.application.applicant.identifier not in html
        assert letter.application.item.name not in html
        assert letter.application.number not in html

    def test_a_withdrawn_one_says_so(self, letter: Commitment) -> None:
        assert letter.signed_by is not None
        withdraw(application=letter.application, by=letter.signed_by, reason="家里情况变了")
        assert "后来撤回了" in text_of(page(None, "letter", letter.letter_number))

    def test_a_draft_is_unknown(self, world: Worlds) -> None:
        case = world("ordos-2021").opened().notified()
        number = Commitment.objects.get(application=case.application).letter_number
        answer = visitor(None).get(f"/v/{number}")
        assert answer.status_code == 404
        assert "没有这个编号" in text_of(answer)

    @pytest.mark.parametrize("number", ["NZ26-1124-7K3Q-90PX", "x", FORGED_SCRIPT, "…" * 200])
    def test_an_unknown_one_is_not_found_and_shown_escaped(self, number: str) -> None:
        answer = visitor(None).get(f"/v/{number.replace('/', '')}")
        assert answer.status_code == 404
        assert "<script>alert" not in text_of(answer)

    def test_however_it_is_typed(self, letter: Commitment) -> None:
        typed = letter.letter_number.replace("-", "").lower()
        answer = page(None, "check_letter", v=f" {typed} ")
        assert leads_to(answer).endswith(letter.letter_number)

    def test_what_is_no_number_is_told(self) -> None:
        answer = visitor(None).get("/v/", {"v": "12"})
        assert answer.status_code == 422
        assert "NZ开头" in text_of(answer)


def test_the_moves_are_published() -> None:
    html = text_of(page(None, "moves"))
    for words in ("撤回承诺", "一次告知补正", "核查人员", "准予修复"):
        assert words in html


def test_every_way_is_counted_in_the_figures() -> None:
    html = text_of(page(None, "list", "ordos-2023"))
    for way in (Substitution.DATA_SHARING, Substitution.COMMITMENT):
        assert way.chinese in html
