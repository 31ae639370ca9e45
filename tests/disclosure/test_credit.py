"""Credit in public: companies' files to four channels, persons only with a basis, exits told."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from nuozheng.credit.actions.register import end_on_their_day
from nuozheng.credit.models import CreditRecord
from nuozheng.disclosure.actions.post import post
from nuozheng.disclosure.actions.propose import propose
from nuozheng.disclosure.actions.review import release
from nuozheng.disclosure.models import Publication, RefusedPublication
from nuozheng.disclosure.opening import Subject, publish
from nuozheng.disclosure.taking_down import take_down
from nuozheng.evidence.moves import history
from nuozheng.law.disclosure.moves import PublicationStatus
from nuozheng.law.disclosure.pieces import Piece
from nuozheng.law.vocabulary import Role, Severity
from nuozheng.parties.models import Account
from tests.disclosure.publishing import refuses
from tests.web.visits import page, send, text_of
from tests.world import World, Worlds

pytestmark = pytest.mark.django_db
clause = pytest.mark.clause
MONDAY = datetime(2026, 11, 23, 2, tzinfo=UTC)
FOUR = [
    "市市场监管信息平台",
    "公共资源交易服务平台",
    "投资项目在线审批监管平台",
    "“信用连云港”网站",
]
Two = tuple[Account, Account]


@pytest.fixture
def here(world: Worlds) -> World:
    return world("lianyungang-2019")


@pytest.fixture
def two(here: World) -> Callable[[CreditRecord], Two]:
    def officers(record: CreditRecord) -> Two:
        return (
            here.staff(Role.CREDIT_OFFICER, record.agency, "拟"),
            here.staff(Role.CREDIT_OFFICER, record.agency, "核"),
        )

    return officers


def of_record(record: CreditRecord) -> Publication:
    return Publication.objects.get(of="credit_record", record_id=record.pk, section="breach")


@clause("LYG19-1.2.1c", "LYG19-2.1c")
def test_a_companys_record_goes_to_four_channels_and_its_exit_is_told(
    here: World, two: Callable[[CreditRecord], Two]
) -> None:
    with time_machine.travel(MONDAY):
        record = here.on_record("honest_company", Severity.SERIOUS)
        first, second = two(record)
        row = of_record(record)
        assert [one.place for one in row.postings.all()] == FOUR
        propose(publication=row, ways={}, by=first)
        release(publication=row, by=second)
        for posting in row.postings.all():
            refuses("posting_is_proved", post, posting=posting, by=first)
            post(posting=posting, by=first, receipt=f"回执-{posting.pk}")
        html = text_of(page(None, "credit_sections", here.slug))
        for title in ("失信信息", "风险提示", "失信名单退出", "联合惩戒措施", "责任追究"):
            assert title in html
        name = record.party.name
        assert name in html and name in text_of(page(None, "disclosure", row.code))
        assert "<h1" in text_of(page(None, "credit_sections", here.slug, kind="breach"))
        assert page(None, "credit_sections", here.slug, kind="nothing").status_code == 404
        assert page(None, "credit_sections", "ordos-2021").status_code == 404
    assert record.ends_on is not None
    last = datetime.combine(record.ends_on, MONDAY.timetz())
    with time_machine.travel(last - timedelta(days=1)):
        assert row.code in text_of(page(None, "credit_sections", here.slug))
    with time_machine.travel(last):
        assert row.code not in text_of(page(None, "credit_sections", here.slug))
        assert end_on_their_day(record.ends_on) == 1
        row.refresh_from_db()
        assert (row.status, row.shown) == (PublicationStatus.TAKEN_DOWN, [])
        assert {one.status for one in row.postings.all()} == {"to_take_off"}
        leaving = Publication.objects.get(section="exit")
        assert history("publication", leaving.pk)[0].act == "publish_exit"
        told = text_of(page(None, "credit_sections", here.slug, kind="exit"))
        assert name in told and row.code not in told.replace(leaving.code, "")
        assert leaving.end_on is not None
    with time_machine.travel(datetime.combine(leaving.end_on, MONDAY.timetz()) + timedelta(days=1)):
        assert name not in text_of(page(None, "credit_sections", here.slug, kind="exit"))


@clause("LYG19-2.2.4a", "LYG19-1.2.1c")
def test_a_persons_record_is_withheld_and_published_only_with_a_basis(
    here: World, two: Callable[[CreditRecord], Two]
) -> None:
    record = here.on_record("contradicted", Severity.GRAVE)
    first, second = two(record)
    row = of_record(record)
    assert not row.postings.exists()
    refuses("dishonesty_has_basis", propose, publication=row, ways={}, by=first)
    answer = send(first, "desk_disclosure", row.pk, act="propose", legal_basis="示例条例第九条")
    assert answer.status_code == 302
    release(publication=row, by=second)
    row.refresh_from_db()
    told = "".join(line["text"] for line in row.shown)
    number = record.party.identifier
    assert record.party.name not in told and number not in told
    assert f"{number[:6]}{'*' * 8}{number[14:]}" in told
    assert "示例条例第九条" in text_of(page(None, "disclosure", row.code))
    assert take_down(of="credit_record", record_id=record.pk, reason="修复", at=MONDAY) == 1
    assert take_down(of="credit_record", record_id=record.pk, reason="修复", at=MONDAY) == 0
    leaving = Publication.objects.get(section="exit")
    assert record.party.name[0] not in leaving.shown[0]["text"]


@clause("XBQ21-2.7f", "LYG19-2.2.4a")
def test_an_address_in_free_words_stops_it_and_the_attempt_is_kept(
    here: World, two: Callable[[CreditRecord], Two]
) -> None:
    record = here.on_record("honest_company", Severity.SERIOUS)
    first, _second = two(record)
    row = of_record(record)
    row.pieces = [
        Piece("what", "失信行为", "隐瞒示例路12号3单元，电话13912345678", "free").as_stored()
    ]
    row.save(update_fields=["pieces"])
    refuses("nothing_private_is_left", propose, publication=row, ways={}, by=first)
    assert RefusedPublication.objects.filter(publication=row, tried_by=first).count() == 1
    propose(publication=row, ways={"what": "hidden"}, by=first)


def test_minor_records_and_other_places_publish_nothing(here: World, world: Worlds) -> None:
    record = here.on_record("honest_company", Severity.MINOR)
    assert not Publication.objects.filter(record_id=record.pk).exists()
    elsewhere = world("huainan-maoji-2021").on_record("honest_company", Severity.GRAVE)
    assert not Publication.objects.filter(record_id=elsewhere.pk).exists()


@clause("LYG19-2.1c")
@pytest.mark.parametrize("section", ["warning", "sanction", "accountability"])
def test_the_other_kinds_come_to_the_same_desk_once(here: World, section: str) -> None:
    party = here.party("honest_company")
    subject = Subject(
        of="notice",
        record_id=7,
        title="示例提示",
        party=party,
        agency=here.item().agency,
        policy=here.catalogue.policy,
    )
    fields = {
        "section": section,
        "pieces": [Piece("what", "内容", "示例风险", "free")],
        "end_on": MONDAY.date() + timedelta(days=90),
        "at": MONDAY,
    }
    row = publish(subject, **fields)  # type: ignore[arg-type]
    assert row is not None and row.status == PublicationStatus.DUE
    assert publish(subject, **fields) == row  # type: ignore[arg-type]
