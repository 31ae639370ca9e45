"""Letters in a revision: composed, rewritten, examined, reviewed, published."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from nuozheng.catalogue.actions.publish_letters import publish_letters, versions_of
from nuozheng.catalogue.letters import digest, template_in_force
from nuozheng.catalogue.models import CatalogueEntry, LetterTemplate
from nuozheng.catalogue.revision.actions.draft import propose
from nuozheng.catalogue.revision.content import EntryContent, ItemContent, version_of
from nuozheng.catalogue.revision.items import items_for, proofs_for
from nuozheng.catalogue.revision.models import Change, Revision
from nuozheng.catalogue.wording.actions.review import Answer, answer_quality, let_stand
from nuozheng.catalogue.wording.actions.write import open_letter, open_letters, write
from nuozheng.catalogue.wording.letter import drafted
from nuozheng.catalogue.wording.models import LetterDraft
from nuozheng.catalogue.wording.obstacles import letter_obstacles, quality_obstacles
from nuozheng.catalogue.wording.publication import letters_to_publish
from nuozheng.catalogue.wording.services import NEW, service_of, services_of
from nuozheng.evidence.moves import history
from nuozheng.law.vocabulary import Role, Substitution
from nuozheng.parties.models import Account
from tests.refusing import refused
from tests.revisions import Desk
from tests.world import World

pytestmark = pytest.mark.django_db
Worlds = Callable[[str], World]
VAGUE = "必要时进行现场核查。行政机关有权核查您承诺的内容。"


@pytest.fixture
def desk(world: Worlds) -> Desk:
    return Desk(world("huainan-maoji-2021"))


def added(desk: Desk, revision: Revision, name: str = "示例新事项") -> Change:
    """A service that is not in the list yet, with the story entry's proof."""
    content = desk.content(item=ItemContent(name=name, kind="行政许可"))
    return propose(revision=revision, kind="add", content=content, by=desk.keeper)


def drawn(desk: Desk) -> tuple[Revision, LetterDraft]:
    """A revision of the story entry with its letter opened."""
    revision = desk.open()
    desk.changed(revision)
    [service] = services_of(revision, timezone.localdate())
    return revision, open_letter(revision=revision, service=service.key, by=desk.keeper)


def keys(revision: Revision) -> set[str]:
    return {finding.key for finding in letter_obstacles(revision)}


def at_step(revision: Revision) -> Role:
    """The first step of its chain waits for this reviewer."""
    step = revision.steps[0]
    Revision.objects.filter(pk=revision.pk).update(status=f"at_{step.key}", round=1)
    revision.refresh_from_db()
    return step.role


def answered(desk: Desk, draft: LetterDraft, by: Account, **fields: str) -> LetterDraft:
    asked = desk.world.catalogue.policy.notice.quality_rules.value
    answers = {one: Answer(**({"answer": "yes"} | fields)) for one in asked}
    return answer_quality(draft=draft, answers=answers, by=by)


@pytest.mark.clause("ORD21-4.3d")
def test_a_new_service_has_its_letter_made_from_the_entry(desk: Desk) -> None:
    revision = desk.open()
    added(desk, revision)
    [service] = services_of(revision, timezone.localdate())
    assert service.key.startswith(NEW) and service.item.pk is None
    assert "letter_missing" in keys(revision)
    draft = open_letter(revision=revision, service=service.key, by=desk.keeper)
    content = drafted(revision.policy, service, draft).content
    assert "示例新事项" in content["items"][0]["paragraphs"][0]
    assert content["elements"]["matter_name"] == "示例新事项"
    assert keys(revision) == set()


@pytest.mark.clause("ORD23-3.3.3b")
def test_without_its_letter_a_service_met_by_commitment_does_not_go_on(world: Worlds) -> None:
    desk = Desk(world("ordos-2023"))
    revision = desk.open()
    desk.changed(revision)
    assert keys(revision) == {"letter_missing"}
    assert open_letters(revision=revision, by=desk.keeper) == 1
    assert open_letters(revision=revision, by=desk.keeper) == 0
    assert keys(revision) == set()


def test_what_is_not_committed_to_needs_no_letter(desk: Desk) -> None:
    revision = desk.open()
    desk.changed(revision, substitution=Substitution.DATA_SHARING, alternatives=())
    services = services_of(revision, timezone.localdate())
    others = [one for one in desk.entry().item.entries.exclude(pk=desk.entry().pk)]
    assert [one.needs_letter for one in services] == [bool(others)] or others
    if not services[0].needs_letter:
        with refused("letter_not_needed"):
            open_letter(revision=revision, service=services[0].key, by=desk.keeper)


@pytest.mark.clause("MJ21-2.2.5k")
def test_an_error_is_mended_or_let_stand_with_a_reason(desk: Desk) -> None:
    revision, draft = drawn(desk)
    draft = write(draft=draft, paragraphs={"verification": [VAGUE]}, by=desk.keeper)
    assert keys(revision) == {"letter_wording"}
    assert draft.report["errors"] == 1
    flaw = draft.report["flaws"]["verification"][0]
    legal = desk.reviewer(Role.LEGAL_REVIEWER)
    wanted = {"item": "verification", "rule": "VT014", "passage": flaw["passage"]}
    with refused("reason_required"):
        let_stand(draft=draft, **wanted, reason=" ", by=legal)
    with refused("letter_not_reviewable"):
        let_stand(draft=draft, **wanted, reason="照抄法条。", by=desk.keeper)
    with refused("flaw_gone"):
        let_stand(draft=draft, **(wanted | {"passage": "别处"}), reason="照抄法条。", by=legal)
    let_stand(draft=draft, **wanted, reason="照抄法条。", by=legal)
    assert keys(revision) == set()
    write(draft=draft, paragraphs={"verification": ["再抄：" + VAGUE]}, by=desk.keeper)
    assert keys(revision) == {"letter_wording"}


def test_a_missing_element_is_named(desk: Desk) -> None:
    revision, draft = drawn(desk)
    write(
        draft=draft, paragraphs={"liability": ["行政责任：撤销决定。信用：记录。"]}, by=desk.keeper
    )
    assert {"notice_states_liability_civil", "notice_states_liability_criminal"} <= keys(revision)


def test_conditions_are_not_rewritten_in_the_letter(desk: Desk) -> None:
    _, draft = drawn(desk)
    for key, said, reason in (
        ("conditions", ["随便写"], "letter_item_fixed"),
        ("nothing", ["随便写"], "letter_item_fixed"),
        ("remedies", [" "], "letter_item_empty"),
    ):
        with refused(reason):
            write(draft=draft, paragraphs={key: said}, by=desk.keeper)


def test_a_condition_nobody_can_check_hinders(desk: Desk) -> None:
    revision = desk.open()
    desk.changed(revision, conditions={"condition": [{"key": "a", "sentence": "家境困难"}]})
    open_letters(revision=revision, by=desk.keeper)
    assert "condition_can_be_checked" in keys(revision)


def test_a_text_written_over_an_older_entry_is_told(desk: Desk) -> None:
    revision, draft = drawn(desk)
    write(draft=draft, paragraphs={"proofs": ["原来要您提交证明《示例》。"]}, by=desk.keeper)
    assert keys(revision) == set()
    desk.changed(revision, content="又改了一次的证明内容。")
    assert keys(revision) == {"letter_older_than_entry"}
    write(draft=draft, paragraphs={"proofs": ["原来要您提交证明《示例》。"]}, by=desk.keeper)
    assert keys(revision) == set()


def test_a_text_set_back_to_what_is_composed_is_not_rewritten(desk: Desk) -> None:
    revision, draft = drawn(desk)
    service = service_of(revision, draft.service, timezone.localdate())
    assert service is not None
    composed = {
        one["key"]: one["paragraphs"]
        for one in drafted(revision.policy, service, None).content["items"]
    }
    draft = write(draft=draft, paragraphs={"choice": ["您自己选。"]}, by=desk.keeper)
    assert draft.paragraphs == {"choice": ["您自己选。"]}
    draft = write(draft=draft, paragraphs={"choice": composed["choice"]}, by=desk.keeper)
    assert draft.paragraphs == {} and draft.written_over == {}


def test_only_keepers_write_and_only_a_draft(desk: Desk) -> None:
    revision, draft = drawn(desk)
    for other in (
        desk.world.stranger(),
        desk.world.elsewhere(Role.CATALOGUE_KEEPER),
        desk.reviewer(Role.LEGAL_REVIEWER),
    ):
        with refused("letter_not_writable"):
            open_letters(revision=revision, by=other)
    at_step(revision)
    with refused("letter_not_writable"):
        write(draft=draft, paragraphs={"choice": ["您自己选。"]}, by=desk.keeper)


@pytest.mark.clause("MJ21-2.2.5b")
def test_the_questions_of_quality_are_all_answered_before_it_passes(desk: Desk) -> None:
    _quality(desk)


@pytest.mark.clause("ORD21-4.3c")
def test_the_questions_of_ordos(world: Worlds) -> None:
    _quality(Desk(world("ordos-2021")))


@pytest.mark.clause("XBQ21-2.3a")
def test_the_questions_of_baqiao(world: Worlds) -> None:
    _quality(Desk(world("xian-baqiao-2021")))


def _quality(desk: Desk) -> None:
    revision, draft = drawn(desk)
    asked = revision.policy.notice.quality_rules.value
    assert len(asked) >= 3
    reviewer = desk.reviewer(at_step(revision))
    with refused("letter_not_reviewable"):
        answered(desk, draft, desk.keeper)
    first = {asked[0]: Answer("yes")}
    answer_quality(draft=draft, answers=first, by=reviewer)
    assert [one.key for one in quality_obstacles(revision)] == ["letter_quality_unanswered"]
    with refused("quality_note_missing"):
        answered(desk, draft, reviewer, answer="no")
    answered(desk, draft, reviewer, answer="no", note="第三项看不懂。")
    assert quality_obstacles(revision)
    draft = answered(desk, draft, reviewer)
    assert quality_obstacles(revision) == []
    assert draft.answers[asked[0]]["by"] == reviewer.pk
    assert {one.act for one in history("revision", revision.pk)} >= {"answer_quality"}
    with refused("quality_question_unknown"):
        answer_quality(draft=draft, answers={"好看": Answer("yes")}, by=reviewer)


def test_answers_to_another_text_are_void(desk: Desk) -> None:
    revision, draft = drawn(desk)
    legal = desk.reviewer(Role.LEGAL_REVIEWER)
    draft = answered(desk, draft, legal)
    assert quality_obstacles(revision) == []
    write(draft=draft, paragraphs={"choice": ["您自己选，哪样都行。"]}, by=desk.keeper)
    assert quality_obstacles(revision)


@pytest.mark.clause("MJ21-2.2.5a")
def test_a_letter_is_published_only_for_what_the_list_holds(desk: Desk) -> None:
    revision = desk.open()
    change = added(desk, revision)
    open_letters(revision=revision, by=desk.keeper)
    draft = LetterDraft.objects.get(revision=revision)
    answered(desk, draft, desk.reviewer(Role.LEGAL_REVIEWER))
    today = timezone.localdate()
    with refused("letter_without_entry"):
        letters_to_publish(revision, today)
    content = EntryContent.model_validate(change.content)
    change.entry = CatalogueEntry.objects.create(
        item=items_for(revision, [content.item])[0],
        proof=proofs_for([content.proof])[0],
        position=1,
    )
    change.save()
    version = version_of(content, change.entry, 1)
    version.effective_from = today
    version.save()
    assert letters_to_publish(revision, today) == 1
    assert (
        template_in_force(change.entry.item, today).content["elements"]["matter_name"]
        == "示例新事项"
    )


def test_what_was_rewritten_is_published_as_the_next_version(desk: Desk) -> None:
    revision, draft = drawn(desk)
    draft = write(draft=draft, paragraphs={"choice": ["您自己选，哪样都行。"]}, by=desk.keeper)
    today = timezone.localdate()
    with refused("letter_quality_unanswered"):
        letters_to_publish(revision, today)
    answered(desk, draft, desk.reviewer(Role.LEGAL_REVIEWER))
    before = template_in_force(desk.entry().item, today)
    assert letters_to_publish(revision, today) == 1
    after = template_in_force(desk.entry().item, today)
    assert (after.number, after.digest) == (before.number + 1, digest(after.content))
    said = {one["key"]: one["paragraphs"] for one in after.content["items"]}
    assert said["choice"] == ["您自己选，哪样都行。"]


def test_the_next_letter_keeps_what_was_written_by_hand(desk: Desk) -> None:
    revision, draft = drawn(desk)
    write(draft=draft, paragraphs={"choice": ["您自己选，哪样都行。"]}, by=desk.keeper)
    answered(desk, draft, desk.reviewer(Role.LEGAL_REVIEWER))
    today = timezone.localdate()
    letters_to_publish(revision, today)
    standing = versions_of(desk.world.catalogue, today)
    assert publish_letters(revision.policy, standing, today) == 0
    again = desk.open()
    desk.changed(again, content="下一次改的内容。")
    assert open_letters(revision=again, by=desk.keeper) == 1
    following = LetterDraft.objects.get(revision=again)
    assert following.paragraphs == {"choice": ["您自己选，哪样都行。"]}
    assert keys(again) == set()


def test_a_service_left_without_commitments_loses_its_letter(desk: Desk) -> None:
    revision = desk.open()
    item = desk.entry().item
    today = timezone.localdate()
    item.entries.all()[0].versions.update(effective_until=None)
    for entry in item.entries.all():
        propose(
            revision=revision,
            kind="remove",
            entry=entry,
            content=desk.content(entry),
            reason="依据已经废止。",
            by=desk.keeper,
        )
        entry.versions.update(effective_until=today - timedelta(days=1))
    assert keys(revision) == set()
    assert letters_to_publish(revision, today) == 0
    assert not LetterTemplate.objects.filter(item=item, effective_until=None).exists()
