"""The notice: whole, once, in writing, with its delivery on record."""

from typing import Any

import pytest

from nuozheng.applications.actions.choose import choose
from nuozheng.applications.actions.notify import notify
from nuozheng.applications.actions.sign import sign
from nuozheng.applications.models import CommitmentStatus, Notice
from nuozheng.catalogue.letters import digest
from nuozheng.catalogue.models import LetterTemplate
from nuozheng.law.letter_model import letter_model
from nuozheng.law.policy import load_policy
from nuozheng.law.procedure import ApplicationStatus
from nuozheng.law.vocabulary import Role, Substitution
from tests.refusing import refused
from tests.world import ALL_STATEMENTS, Case, Worlds

SENTENCES = {str(key): said for key, said in letter_model(load_policy("cn")).statements.items()}

pytestmark = pytest.mark.django_db
clause = pytest.mark.clause


def tampered(case: Case, change: Any) -> None:
    """The service's letter with a change that no publication would let through."""
    template = LetterTemplate.objects.get(item=case.application.item)
    change(template.content)
    template.save()


def deliver(case: Case, **fields: Any) -> Notice:
    return notify(**({"application": case.application, "by": case.by} | fields))


@clause("ORD21-3d")
def test_the_notice_is_delivered_whole_and_on_record(world: Worlds) -> None:
    case = world("ordos-2021").opened().chosen()
    notice = deliver(case)
    assert case.refresh().status == ApplicationStatus.NOTICED
    assert notice.digest == digest(notice.content)
    assert (notice.delivered_to, notice.template.number) == (case.by, 1)
    told = "".join(text for item in notice.content["items"] for text in item["paragraphs"])
    for proof in case.proofs():
        assert f"《{proof.version.entry.proof.name}》" in told
    assert "民事责任" in told and "行政责任" in told and "刑事责任" in told
    assert case.application.commitment.status == CommitmentStatus.DRAFT
    move = case.moves()[-1]
    assert (move.act, move.role, move.old) == ("notify", Role.APPLICANT, "draft")
    assert move.detail["digest"] == notice.digest
    assert move.basis == list(case.application.policy.notice.once.clause)


@clause("ORD21-3d")
def test_no_commitment_before_the_notice(world: Worlds) -> None:
    case = world("ordos-2021").opened().chosen()
    with refused("move_not_possible"):
        sign(application=case.application, by=case.by, statements=ALL_STATEMENTS)
    assert case.refresh().status == ApplicationStatus.DRAFT


def test_the_office_may_hand_over_the_notice(world: Worlds) -> None:
    case = world("ordos-2021").opened().chosen()
    deliver(case, by=case.officer)
    assert case.moves()[-1].role == Role.OFFICER


@clause("XBQ21-2.3g")
def test_the_notice_is_given_once(world: Worlds) -> None:
    case = world("xian-baqiao-2021").opened().notified()
    with refused("move_not_possible"):
        deliver(case)
    assert Notice.objects.filter(application=case.application).count() == 1


def test_every_open_choice_is_named(world: Worlds) -> None:
    case = world("ordos-2021").opened()
    with refused(*(f"choose.{proof.pk}" for proof in case.proofs())):
        deliver(case)


def test_without_a_promise_there_is_no_notice(world: Worlds) -> None:
    case = world("ordos-2021").opened().chosen(commit=False)
    with refused("nothing_to_commit"):
        deliver(case)


def test_nobody_else_opens_the_notice(world: Worlds) -> None:
    case = world("ordos-2021").opened().chosen()
    for name in ("stranger", "verifier", "officer elsewhere", "agent without authority"):
        with refused("not_your_move"):
            deliver(case, by=case.not_the_applicant[name])
    assert not Notice.objects.exists()


def test_without_a_published_letter_nothing_is_promised(world: Worlds) -> None:
    case = world("ordos-2021").opened().chosen()
    case.application.item.guides.all().delete()
    LetterTemplate.objects.filter(item=case.application.item).delete()
    with refused("no_letter_published"):
        deliver(case)


@pytest.mark.parametrize(
    ("slug", "element"),
    [
        pytest.param("ordos-2021", "matter_name", marks=clause("ORD21-4.3e")),
        pytest.param("ordos-2021", "legal_basis", marks=clause("ORD21-4.3f")),
        pytest.param("ordos-2021", "ways_to_commit", marks=clause("ORD21-4.3h")),
        pytest.param("ordos-2021", "liability_civil", marks=clause("ORD21-4.3i")),
        pytest.param("ordos-2021", "liability_administrative", marks=clause("ORD21-4.3i")),
        pytest.param("ordos-2021", "liability_criminal", marks=clause("ORD21-4.3i")),
        pytest.param("huainan-maoji-2021", "matter_name", marks=clause("MJ21-2.2.5d")),
        pytest.param("huainan-maoji-2021", "legal_basis", marks=clause("MJ21-2.2.5e")),
        pytest.param("huainan-maoji-2021", "ways_to_commit", marks=clause("MJ21-2.2.5g")),
        pytest.param("huainan-maoji-2021", "liability_civil", marks=clause("MJ21-2.2.5h")),
        pytest.param("huainan-maoji-2021", "liability_administrative", marks=clause("MJ21-2.2.5h")),
        pytest.param("huainan-maoji-2021", "liability_criminal", marks=clause("MJ21-2.2.5h")),
        pytest.param("huainan-maoji-2021", "power_to_verify", marks=clause("MJ21-2.2.5i")),
        pytest.param("ordos-2023", "duty_to_prove", marks=clause("ORD23-3.3.3c")),
        pytest.param("lianyungang-2019", "breach_risk", marks=clause("LYG19-2.4a")),
        pytest.param("lianyungang-2019", "joint_discipline", marks=clause("LYG19-2.4a")),
    ],
)
def test_a_text_without_an_element_is_not_delivered(world: Worlds, slug: str, element: str) -> None:
    case = world(slug).opened("honest_company" if slug.startswith("lian") else "unknown").chosen()
    tampered(case, lambda content: content["elements"].pop(element))
    with refused(f"notice_states_{element}"):
        deliver(case)
    assert case.refresh().status == ApplicationStatus.DRAFT


@pytest.mark.parametrize(
    ("slug", "statement"),
    [
        pytest.param("ordos-2021", "knows", marks=clause("ORD21-4.3j")),
        pytest.param("ordos-2021", "meets", marks=clause("ORD21-4.3k")),
        pytest.param("ordos-2021", "accepts_liability", marks=clause("ORD21-4.3l")),
        pytest.param("ordos-2021", "genuine_intent", marks=clause("ORD21-4.3m")),
        pytest.param("huainan-maoji-2021", "knows", marks=clause("MJ21-2.2.5l")),
        pytest.param("huainan-maoji-2021", "meets", marks=clause("MJ21-2.2.5m")),
        pytest.param("huainan-maoji-2021", "accepts_liability", marks=clause("MJ21-2.2.5n")),
        pytest.param("huainan-maoji-2021", "genuine_intent", marks=clause("MJ21-2.2.5o")),
    ],
)
def test_a_text_without_a_statement_is_not_delivered_and_a_signed_one_has_it(
    world: Worlds, slug: str, statement: str
) -> None:
    here = world(slug)
    case = here.opened().chosen()
    sentence = SENTENCES[statement]
    template = LetterTemplate.objects.get(item=case.application.item)
    assert sentence in template.content["statements"]
    tampered(case, lambda content: content["statements"].remove(sentence))
    with refused(f"template_says_{statement}"):
        deliver(case)
    tampered(case, lambda content: content["statements"].append(sentence))
    case.signed()
    assert sentence in case.application.commitment.statements


@clause("ORD21-4.3h", "MJ21-2.2.5g")
@pytest.mark.parametrize("slug", ["ordos-2021", "huainan-maoji-2021"])
def test_the_notice_lists_the_ways_to_commit(world: Worlds, slug: str) -> None:
    """Online and on paper everywhere; by an agent where the item lets one."""
    case = world(slug).opened().notified()
    items = {item["key"]: item for item in case.application.notice.content["items"]}
    (told,) = items["ways"]["paragraphs"]
    assert "网上" in told and "窗口当面签名" in told
    agents = case.application.policy.applicants.agent_commitment.value and all(
        proof.version.agent_allowed for proof in case.proofs()
    )
    assert ("书面授权别人代为承诺" in told) is agents


def test_a_choice_after_the_notice_leaves_the_notice_as_it_was(world: Worlds) -> None:
    case = world("ordos-2021").opened().notified()
    before = case.application.notice.digest
    choose(
        application=case.application,
        proof=case.proofs()[0],
        way=Substitution.RETAINED,
        by=case.by,
        declined_because="unable",
    )
    assert Notice.objects.get(application=case.application).digest == before
