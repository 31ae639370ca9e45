"""From draft to publication: every place by its own chain, nobody past a step."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from pydantic import ValidationError

from nuozheng.applications.actions.submit import submit as submit_case
from nuozheng.applications.models import Commitment
from nuozheng.catalogue.duties.with_letters import papers_left
from nuozheng.catalogue.letters import template_in_force
from nuozheng.catalogue.models import EntryVersion, LetterTemplate
from nuozheng.catalogue.revision.actions.draft import abandon, propose, rewrite
from nuozheng.catalogue.revision.actions.publish import announce, channels_left, file_upward
from nuozheng.catalogue.revision.actions.publish import publish as publish_revision
from nuozheng.catalogue.revision.actions.review import Point, opine, submit
from nuozheng.catalogue.revision.content import EntryContent
from nuozheng.catalogue.revision.models import Revision
from nuozheng.evidence.moves import history
from nuozheng.law.findings import Refused
from nuozheng.law.vocabulary import Role, Substitution
from tests.revisions import PDF, Desk
from tests.world import World

PLACES = (
    "ordos-2021",
    "ordos-2023",
    "xian-baqiao-2021",
    "huainan-maoji-2021",
    "lianyungang-2019",
)
STEPS = {
    "ordos-2021": ["legality_review", "head_signature", "justice_review", "filing"],
    "ordos-2023": ["legality_review", "coordination_decision"],
    "xian-baqiao-2021": ["justice_review", "approval"],
    "huainan-maoji-2021": ["legality_review", "justice_review"],
    "lianyungang-2019": ["legality_review", "head_signature"],
}
Worlds = Callable[[str], World]


@pytest.fixture(params=PLACES)
def desk(request: pytest.FixtureRequest, world: Worlds) -> Desk:
    return Desk(world(request.param))


def passed_steps(revision: Revision) -> list[str]:
    moves = history("revision", revision.pk)
    return [one.act.removeprefix("pass_") for one in moves if one.act.startswith("pass_")]


@pytest.mark.clause(
    "ORD21-4.2g", "XBQ21-2.1h", "XBQ21-2.1k", "MJ21-2.1.3e", "ORD23-3.1.2b", "ORD21-5.1f"
)
def test_a_list_goes_through_every_step_of_its_place(desk: Desk) -> None:
    revision = desk.submitted()
    before = EntryVersion.objects.filter(entry=desk.entry()).count()
    for _ in STEPS[desk.world.slug]:
        with pytest.raises(Refused, match=r".") as refused:
            publish_revision(
                revision=revision,
                effective_from=timezone.localdate(),
                by=desk.publisher(revision),
            )
        assert refused.value.key in ("move_not_possible", "move_unknown")
        revision = desk.passed(revision)
    assert revision.status == "approved"
    assert EntryVersion.objects.filter(entry=desk.entry()).count() == before
    revision = desk.published(revision)
    assert passed_steps(revision) == STEPS[desk.world.slug]
    assert [one.step for one in revision.opinions.all()] == STEPS[desk.world.slug]


@pytest.mark.clause("MJ21-2.1.3c", "ORD21-5.3a")
def test_what_was_published_stands_from_its_day_and_not_before(desk: Desk) -> None:
    today = timezone.localdate()
    entry, later = desk.entry(), today + timedelta(days=10)
    revision = desk.published(desk.submitted(), later)
    change = revision.changes.get()
    assert EntryVersion.objects.in_force(today).get(entry=entry).content != "改过的证明内容。"
    standing = EntryVersion.objects.in_force(later).get(entry=entry)
    assert (standing.content, standing.pk) == ("改过的证明内容。", change.made_id)
    assert EntryVersion.objects.in_force(later - timedelta(days=1)).get(entry=entry) != standing


@pytest.mark.clause("XBQ21-2.1i", "ORD23-3.1.2c", "ORD21-4.3n", "XBQ21-2.3e")
def test_it_is_partly_published_until_the_last_channel_is_recorded(desk: Desk) -> None:
    desk.hand_over_papers()
    revision = desk.published(desk.submitted())
    left = channels_left(revision)
    assert left
    for number, (subject, channel) in enumerate(left):
        assert revision.status == "partly_published"
        assert channels_left(revision) == left[number:]
        revision = announce(
            revision=revision,
            subject=subject,
            channel=channel,
            place="https://example.com/list",
            on=timezone.localdate(),
            by=desk.publisher(revision),
        )
    assert revision.status == "published"
    with pytest.raises(Refused):
        announce(
            revision=revision,
            subject="list",
            channel=left[0][1],
            place="https://example.com/list",
            on=timezone.localdate(),
            by=desk.publisher(revision),
        )


@pytest.mark.clause("MJ21-2.2.5c")
def test_letters_displayed_without_the_working_procedure_stay_incomplete(world: Worlds) -> None:
    """科学编制工作规程，制作并公示告知承诺文本."""
    desk = Desk(world("huainan-maoji-2021"))
    revision = desk.in_every_channel(desk.published(desk.submitted()))
    assert (revision.status, channels_left(revision)) == ("partly_published", [])
    (owed,) = papers_left(revision)
    assert "工作规程" in owed.what and owed.clauses == ("MJ21-2.2.5c",)
    with pytest.raises(Refused):
        file_upward(
            revision=revision, on=timezone.localdate(), receipt="1", by=desk.publisher(revision)
        )
    desk.hand_over_papers()
    revision.refresh_from_db()
    assert (revision.status, papers_left(revision)) == ("published", [])
    last = history("revision", revision.pk).last()
    assert last is not None
    assert (last.act, last.by, last.basis) == ("complete", desk.keeper, ["MJ21-2.2.5c"])


def test_a_paper_completes_nothing_that_still_lacks_a_channel(world: Worlds) -> None:
    desk = Desk(world("huainan-maoji-2021"))
    revision = desk.published(desk.submitted())
    desk.hand_over_papers()
    revision.refresh_from_db()
    assert revision.status == "partly_published"
    assert desk.in_every_channel(revision).status == "published"


@pytest.mark.clause("MJ21-1b")
def test_a_matter_that_asks_for_no_proof_holds_no_commitment(world: Worlds) -> None:
    """办理依申请的行政事项要求提供证明材料时 (MJ21-1b): no proof, nothing to commit to."""
    desk, today = Desk(world("huainan-maoji-2021")), timezone.localdate()
    item = desk.entry().item
    with pytest.raises(ValidationError):
        EntryContent.model_validate(
            desk.content().model_dump() | {"proof": {"name": " "}, "substitution": "commitment"}
        )
    assert desk.world.opened(item=item).notified().application.notice.template.item == item
    revision = desk.open()
    for entry in item.entries.all():
        propose(
            revision=revision,
            kind="remove",
            entry=entry,
            content=desk.content(entry),
            reason="办理这个事项不再要证明。",
            by=desk.keeper,
        )
    desk.published(desk.hand_in(revision))
    with pytest.raises(Refused):
        template_in_force(item, today)
    without = desk.world.opened(item=item)
    assert without.proofs() == []
    with pytest.raises(Refused):
        without.notified()
    submit_case(application=without.application, by=without.by)
    assert not Commitment.objects.filter(application=without.application).exists()


@pytest.mark.clause("ORD21-4.2e", "MJ21-2.2.4d", "ORD23-3.1.1d")
@pytest.mark.parametrize("slug", ["ordos-2021", "huainan-maoji-2021", "ordos-2023"])
def test_the_legal_office_gives_an_opinion_and_not_the_drafter(world: Worlds, slug: str) -> None:
    desk = Desk(world(slug))
    revision = desk.submitted()
    legal = desk.reviewer(Role.LEGAL_REVIEWER)
    with pytest.raises(Refused) as refused:
        opine(revision=revision, outcome="passed", text="合法。", by=legal)
    said = [one.key for one in refused.value.findings]
    assert said == ["letter_quality_unanswered", "document_missing"]
    drafter = desk.keeper
    desk.keeper.memberships.create(
        agency=desk.agency, role=Role.LEGAL_REVIEWER, starts_on="2020-01-01"
    )
    with pytest.raises(Refused) as refused:
        opine(revision=revision, outcome="passed", text="合法。", by=drafter)
    assert refused.value.key == "drafter_cannot_review"


@pytest.mark.clause("ORD21-5.1c")
def test_a_list_without_signature_or_seal_names_what_is_missing(world: Worlds) -> None:
    desk = Desk(world("ordos-2021"))
    revision = desk.passed(desk.submitted())
    with pytest.raises(Refused, match="加盖公章的清单") as refused:
        opine(
            revision=revision,
            outcome="passed",
            text="同意报送。",
            documents={"主要负责人签字的清单": PDF},
            by=desk.reviewer(Role.HEAD),
        )
    assert "主要负责人签字" not in str(refused.value)


@pytest.mark.clause("ORD21-4.2f", "MJ21-2.2.4e")
@pytest.mark.parametrize("slug", ["ordos-2021", "huainan-maoji-2021"])
def test_a_technical_item_waits_for_a_superior_or_an_expert_meeting(
    world: Worlds, slug: str
) -> None:
    desk = Desk(world(slug))
    revision = desk.open()
    change = desk.changed(revision)
    desk.checked(change, specialised=True)
    revision = desk.passed(desk.hand_in(revision))
    assert revision.status == "at_expert_review"
    with pytest.raises(Refused, match="上级部门答复或论证会纪要"):
        opine(
            revision=revision, outcome="passed", text="可行。",
            by=desk.reviewer(Role.LEGAL_REVIEWER),
        )  # fmt: skip


@pytest.mark.clause("ORD23-3.1.1d", "ORD23-2.1.3b")
def test_a_kept_proof_goes_to_the_justice_bureau(world: Worlds) -> None:
    desk = Desk(world("ordos-2023"))
    revision = desk.open()
    change = desk.changed(revision, substitution=Substitution.RETAINED, alternatives=())
    with pytest.raises(Refused) as refused:
        submit(revision=revision, by=desk.keeper)
    assert "kept_is_assessed" in [one.key for one in refused.value.findings]
    desk.checked(change, risk_assessment="取消以后没有别的途径能核对，影响面小。")
    revision = desk.passed(desk.hand_in(revision))
    assert revision.status == "at_justice_review"


@pytest.mark.clause("XBQ21-3.3d")
def test_a_return_says_exactly_what_to_mend(desk: Desk) -> None:
    revision = desk.submitted()
    change = revision.changes.get()
    first = next(step for step in revision.steps)
    reviewer = desk.reviewer(first.role)
    with pytest.raises(Refused) as refused:
        opine(revision=revision, outcome="returned", text="要改。", by=reviewer)
    assert refused.value.key == "nothing_to_mend"
    opine(
        revision=revision,
        outcome="returned",
        text="条件没有写清。",
        points=[Point("写明金额", change.pk)],
        by=reviewer,
    )
    revision.refresh_from_db()
    assert revision.status == "draft"
    assert revision.opinions.get().points == [{"change": change.pk, "what": "写明金额"}]
    content = desk.content(content="写明了金额：2200元。")
    desk.checked(rewrite(change=change, content=content, reason="", by=desk.keeper))
    revision = submit(revision=revision, by=desk.keeper)
    assert (revision.round, desk.published(revision).status) == (2, "partly_published")
    assert revision.opinions.count() == 1 + len(revision.steps)


@pytest.mark.clause("MJ21-2.1.3b")
def test_an_adjustment_needs_its_grounds_and_a_document(world: Worlds) -> None:
    desk = Desk(world("huainan-maoji-2021"))
    revision = desk.ready("adjustment", grounds="依据修改了")
    revision.grounds_documents.clear()
    with pytest.raises(Refused) as refused:
        submit(revision=revision, by=desk.keeper)
    assert refused.value.key == "adjustment_needs_grounds"
    revision.grounds_documents.add(desk.document())
    assert submit(revision=revision, by=desk.keeper).status == "at_justice_review"


@pytest.mark.clause("ORD23-3.4.2c")
def test_ordos_adjusts_by_confirmation_and_then_the_coordination_group(world: Worlds) -> None:
    desk = Desk(world("ordos-2023"))
    revision = desk.submitted("adjustment", grounds="机构调整", event_on=timezone.localdate())
    with pytest.raises(Refused) as refused:
        opine(
            revision=revision,
            outcome="passed",
            text="批准。",
            documents={"协调小组批准意见": PDF},
            by=desk.reviewer(Role.APPROVER),
        )
    assert refused.value.key == "not_your_move"
    revision = desk.approved(revision)
    assert passed_steps(revision) == ["confirmation", "coordination_decision"]


def test_maoji_and_baqiao_file_after_publication(world: Worlds) -> None:
    for slug in ("huainan-maoji-2021", "xian-baqiao-2021"):
        desk = Desk(world(slug))
        revision = desk.announced(desk.published(desk.submitted()))
        filed = file_upward(
            revision=revision,
            on=timezone.localdate(),
            receipt="示例备字第1号",
            by=desk.publisher(revision),
        )
        assert (filed.status, filed.filed_on) == ("filed", timezone.localdate())


def test_a_removed_proof_is_not_asked_for_any_more(desk: Desk) -> None:
    entry, today = desk.entry(), timezone.localdate()
    revision = desk.open()
    change = propose(
        revision=revision, kind="remove", entry=entry, content=desk.content(), by=desk.keeper
    )
    with pytest.raises(Refused, match="没有写为什么"):
        submit(revision=revision, by=desk.keeper)
    rewrite(change=change, content=desk.content(), reason="依据已经废止。", by=desk.keeper)
    desk.published(desk.hand_in(revision))
    assert not EntryVersion.objects.in_force(today).filter(entry=entry).exists()


@pytest.mark.clause("ORD21-4.2h")
def test_a_new_service_with_its_proof_joins_the_list(desk: Desk) -> None:
    item = desk.content().item.model_copy(
        update={"name": "示例新事项", "implementation_code": "11150000000000000X0019990009000"}
    )
    revision = desk.open()
    content = desk.content(item=item)
    desk.retain(content.proof.name)
    change = propose(revision=revision, kind="add", content=content, by=desk.keeper)
    desk.checked(change)
    desk.published(desk.hand_in(revision))
    change.refresh_from_db()
    assert change.item is not None and change.made is not None
    assert (change.item.name, change.made.number) == ("示例新事项", 1)
    letter = LetterTemplate.objects.get(item=change.item)
    assert letter.effective_from == timezone.localdate()
    assert "示例新事项" in str(letter.content)


def test_two_revisions_of_one_entry_the_second_has_to_look_again(desk: Desk) -> None:
    first, second = desk.submitted(), desk.submitted()
    desk.published(first, timezone.localdate())
    with pytest.raises(Refused) as refused:
        desk.published(second, timezone.localdate() + timedelta(days=1))
    assert refused.value.key == "written_against_an_old_version"


def test_a_draft_can_be_given_up_with_a_reason(desk: Desk) -> None:
    revision = desk.open()
    with pytest.raises(Refused):
        abandon(revision=revision, reason=" ", by=desk.keeper)
    assert abandon(revision=revision, reason="重复了。", by=desk.keeper).status == "abandoned"
    with pytest.raises(Refused):
        submit(revision=revision, by=desk.keeper)
