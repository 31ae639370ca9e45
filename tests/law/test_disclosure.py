"""Who publishes what: regimes by place and mark, masks, ends, places, proofs of posting."""

from datetime import date

import pytest

from nuozheng.law.disclosure.detector import masked, nothing_private_is_left, private_in
from nuozheng.law.disclosure.duty import (
    Marks,
    Regime,
    display_may_be_enabled,
    duty_of,
    may_be_left_out,
    may_volunteer,
    no_secret_is_touched,
)
from nuozheng.law.disclosure.periods import Term, end_is_promised, promised, term_still_runs
from nuozheng.law.disclosure.pieces import Piece, mask_name, way_is_open
from nuozheng.law.disclosure.places import (
    chosen_places,
    dishonesty_has_basis,
    file_may_be_public,
    is_wall,
    places_of,
    posting_is_proved,
)
from nuozheng.law.disclosure.sections import sections_of
from nuozheng.law.findings import Outcome
from nuozheng.law.policy import load_policy
from nuozheng.law.vocabulary import PartyKind

clause = pytest.mark.clause
ORDOS_21, ORDOS_23, BAQIAO = "ordos-2021", "ordos-2023", "xian-baqiao-2021"
MAOJI, LIANYUNGANG = "huainan-maoji-2021", "lianyungang-2019"
SECRETS = ("state_secret", "trade_secret", "privacy")


def marks(*names: str) -> Marks:
    return Marks(**dict.fromkeys(names, True))


@clause("ORD21-4.6e", "XBQ21-2.5f", "XBQ21-2.7d", "MJ21-2.3.9e", "LYG19-1.2.3a")
@pytest.mark.parametrize(
    ("place", "said", "regime", "shows"),
    [
        (ORDOS_21, (), Regime.VOLUNTARY, ""),
        (ORDOS_21, ("public_concern",), Regime.PILOT, ""),
        (ORDOS_21, ("public_concern", "displayed"), Regime.PILOT, "letter"),
        (ORDOS_21, ("displayed",), Regime.VOLUNTARY, ""),
        (ORDOS_21, ("third_party_interest",), Regime.MANDATORY, "letter"),
        (BAQIAO, ("public_concern", "displayed"), Regime.VOLUNTARY, ""),
        (BAQIAO, ("hard_to_verify",), Regime.MANDATORY, "information"),
        (BAQIAO, ("public_interest",), Regime.MANDATORY, "information"),
        (BAQIAO, ("third_party_interest",), Regime.MANDATORY, "information"),
        (BAQIAO, ("hard_to_verify", "public_concern", "displayed"), Regime.MANDATORY, "letter"),
        (MAOJI, (), Regime.NEVER, ""),
        (MAOJI, ("hard_to_verify",), Regime.MANDATORY, "letter"),
        (MAOJI, ("public_interest",), Regime.MANDATORY, "letter"),
        (MAOJI, ("third_party_interest",), Regime.MANDATORY, "letter"),
        (LIANYUNGANG, (), Regime.ALWAYS, "letter"),
    ],
)
def test_the_regime_of_a_letter(
    place: str, said: tuple[str, ...], regime: Regime, shows: str
) -> None:
    duty = duty_of(load_policy(place), marks(*said))
    assert (duty.regime, duty.object, duty.disclosed) == (regime, shows, bool(shows))
    assert duty.basis or regime is Regime.NEVER


@clause("LYG19-1.2.3b", "XBQ21-2.5f", "XBQ21-2.7f")
@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize("place", [ORDOS_21, ORDOS_23, BAQIAO, MAOJI, LIANYUNGANG])
def test_secrets_and_privacy_switch_every_regime_off(place: str, secret: str) -> None:
    policy = load_policy(place)
    duty = duty_of(policy, marks(secret, "hard_to_verify", "public_concern", "displayed"))
    assert duty.regime is Regime.NEVER and not duty.disclosed
    assert no_secret_is_touched(policy, (secret,)).is_obstacle
    assert may_volunteer(policy, (secret,)).is_obstacle


@clause("ORD21-4.6e", "XBQ21-2.5f")
@pytest.mark.parametrize(
    ("place", "said", "outcome"),
    [
        (ORDOS_21, ("hard_to_verify",), Outcome.MET),
        (ORDOS_21, ("public_concern",), Outcome.MET),
        (ORDOS_21, (), Outcome.NOT_MET),
        (BAQIAO, ("hard_to_verify",), Outcome.NOT_MET),
        (BAQIAO, ("public_concern",), Outcome.NOT_MET),
        (BAQIAO, ("hard_to_verify", "public_concern"), Outcome.MET),
        (BAQIAO, ("hard_to_verify", "public_concern", "privacy"), Outcome.NOT_MET),
        (MAOJI, ("public_concern",), Outcome.NOT_MET),
    ],
)
def test_the_switch_of_a_pilot_wants_the_marks_of_the_text(
    place: str, said: tuple[str, ...], outcome: Outcome
) -> None:
    policy = load_policy(place)
    assert display_may_be_enabled(policy, marks("displayed", *said)).outcome is outcome
    off = display_may_be_enabled(policy, marks(*said))
    assert off.outcome is Outcome.NOT_APPLICABLE


@clause("XBQ21-2.7d", "MJ21-2.3.9e")
@pytest.mark.parametrize("regime", [Regime.MANDATORY, Regime.ALWAYS])
def test_a_duty_to_publish_is_not_switched_off_for_convenience(regime: Regime) -> None:
    assert may_be_left_out(regime, "not_needed", ()).is_obstacle
    for ground in (*SECRETS, "mistake"):
        assert not may_be_left_out(regime, ground, ()).is_obstacle
    assert not may_be_left_out(Regime.VOLUNTARY, "not_needed", ()).is_obstacle


@clause("XBQ21-2.5g", "ORD21-4.6f", "LYG19-2.1e")
def test_where_one_may_show_it_willingly() -> None:
    policy = load_policy(BAQIAO)
    assert places_of(policy, Regime.VOLUNTARY) == ("社区", "政务服务场所", "网站")
    assert not chosen_places(policy, ("社区", "网站")).is_obstacle
    assert chosen_places(policy, ("门户网站",)).is_obstacle
    assert chosen_places(policy, ()).is_obstacle
    for place, offered in ((ORDOS_21, True), (LIANYUNGANG, True), (MAOJI, False)):
        assert may_volunteer(load_policy(place), ()).is_obstacle is not offered


@clause("LYG19-1.2.3a")
def test_three_screens_and_two_walls() -> None:
    places = places_of(load_policy(LIANYUNGANG), Regime.ALWAYS)
    assert [is_wall(one) for one in places] == [False, False, False, True, True]


@clause("XBQ21-2.5g", "LYG19-1.2.3a")
@pytest.mark.parametrize(
    ("place", "photo", "receipt", "proved"),
    [
        ("申请人所在村（居）委会", True, "", True),
        ("申请人所在村（居）委会", False, "已贴", False),
        ("项目所在地", False, "", False),
        ("政务服务网", False, "https://example.gov.cn/1", True),
        ("政务服务网", False, " ", False),
        ("社区", False, "https://example.gov.cn/1", False),
    ],
)
def test_what_proves_that_it_hangs(place: str, photo: bool, receipt: str, proved: bool) -> None:
    found = posting_is_proved(place, has_photo=photo, receipt=receipt)
    assert found.is_obstacle is not proved


@clause("XBQ21-2.7f", "MJ21-2.3.8j", "ORD21-4.5g")
@pytest.mark.parametrize(
    ("text", "kinds", "left"),
    [
        ("身份证150603199003072048", ["identifier"], "身份证150603********2048"),
        ("１５０６０３１９９００３０７２０４８", ["identifier"], "150603********2048"),
        ("150603 1990 0307 2048", ["identifier"], "150603********2048"),
        ("打13912345678，或者 139-1234-5678", ["phone", "phone"], "打＊＊＊，或者 ＊＊＊"),
        ("座机0477-8371234", ["phone"], "座机＊＊＊"),
        ("卡号6222021234567890123", ["account"], "卡号＊＊＊"),
        ("写信到a.b@example.com", ["email"], "写信到＊＊＊"),
        ("住纺织城柳莺路12号3单元", ["address"], "住纺织城柳莺路12号3单元"),
        ("住示例村三组", ["address"], "住示例村三组"),
        ("示例认〔2026〕9号，2026年11月22日", [], "示例认〔2026〕9号，2026年11月22日"),
        ("91150602MA0EXAMP12的营业执照", [], "91150602MA0EXAMP12的营业执照"),
        ("家庭人均月收入1200元，低于2200元", [], "家庭人均月收入1200元，低于2200元"),
    ],
)
def test_private_things_are_found_and_numbers_masked(
    text: str, kinds: list[str], left: str
) -> None:
    assert [one.kind for one in private_in(text)] == kinds
    assert masked(text) == left


@clause("XBQ21-2.7f", "MJ21-2.3.8j", "ORD21-4.5g")
@pytest.mark.parametrize("place", [BAQIAO, MAOJI, ORDOS_21])
def test_an_address_stops_the_publication(place: str) -> None:
    policy = load_policy(place)
    assert not nothing_private_is_left(policy, {"失信行为": "承诺不实"}).is_obstacle
    found = nothing_private_is_left(policy, {"失信行为": "在示例路12号3单元隐瞒一套房"})
    assert found.is_obstacle and "住址" in found.detail
    own = policy.disclosure.protected_data.clause
    assert set(own) <= set(found.basis)


@clause("XBQ21-2.7e", "XBQ21-2.7f")
def test_how_each_kind_of_piece_is_seen() -> None:
    name = Piece("a", "申请人", "欧阳示例", "person_name")
    assert (name.public, name.ways) == ("欧＊＊", ("masked", "hidden"))
    assert way_is_open(name, "whole").is_obstacle
    number = Piece("b", "证件号码", "150603199003072048", "identifier")
    assert number.public == "150603********2048"
    assert way_is_open(number, "whole").is_obstacle
    assert Piece("c", "电话", "13912345678", "phone").public == ""
    assert Piece("d", "住址", "示例路1号", "address").public == ""
    promise = Piece("e", "承诺1", "月收入为1200元", "promise", blank="月收入为＿＿元")
    assert promise.public == "月收入为＿＿元"
    assert way_is_open(promise, "whole").is_obstacle
    told = Piece("f", "失信行为", "冒用13912345678", "free")
    assert told.public == "冒用＊＊＊"
    assert Piece.from_stored(told.as_stored()).public == told.public
    assert mask_name("") == ""


@clause("MJ21-2.3.9f")
@pytest.mark.parametrize(
    ("said", "term"),
    [
        ("自作出决定之日起15个工作日（建议值）", Term(15, "working")),
        ("公示七日", Term(7, "natural")),
        ("二十个工作日", Term(20, "working")),
        ("公示3个月", Term(3, "months")),
        ("一年", Term(12, "months")),
        ("长期公示", None),
        ("公示10年", None),
        ("", None),
    ],
)
def test_the_end_that_the_notice_promises(said: str, term: Term | None) -> None:
    assert promised(said) == term
    assert end_is_promised(said).is_obstacle is (term is None)


@clause("MJ21-2.3.9f")
def test_nothing_is_published_after_its_day() -> None:
    last = Term(15, "working").last_day(date(2026, 11, 23))
    assert last == date(2026, 12, 14)
    assert not term_still_runs(last, last).is_obstacle
    assert term_still_runs(last, date(2026, 12, 15)).is_obstacle


@clause("LYG19-1.2.1c")
def test_whose_credit_file_is_public() -> None:
    lianyungang = load_policy(LIANYUNGANG)
    assert not file_may_be_public(lianyungang, PartyKind.COMPANY).is_obstacle
    assert file_may_be_public(lianyungang, PartyKind.PERSON).is_obstacle
    assert file_may_be_public(load_policy(MAOJI), PartyKind.COMPANY).is_obstacle


@clause("LYG19-2.2.4a")
def test_a_dishonest_person_is_published_only_with_a_basis() -> None:
    policy = load_policy(LIANYUNGANG)
    assert dishonesty_has_basis(policy, PartyKind.PERSON, " ").is_obstacle
    assert not dishonesty_has_basis(policy, PartyKind.PERSON, "示例条例第九条").is_obstacle
    assert not dishonesty_has_basis(policy, PartyKind.COMPANY, "").is_obstacle


@clause("LYG19-2.1c")
def test_five_kinds_are_published_on_credit() -> None:
    five = ("breach", "warning", "exit", "sanction", "accountability")
    assert sections_of(load_policy(LIANYUNGANG)) == five
    assert sections_of(load_policy(MAOJI)) == ()
