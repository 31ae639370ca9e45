"""Lists under change on the stage: each method is one real act by the account that would do it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone

from nuozheng.catalogue.duties import access as duties_of_account
from nuozheng.catalogue.duties.actions import fulfil
from nuozheng.catalogue.intake import process
from nuozheng.catalogue.intake.actions.receive import receive
from nuozheng.catalogue.intake.models import Intake, Purpose
from nuozheng.catalogue.models import EntryVersion
from nuozheng.catalogue.revision.actions.draft import check_scope, open_revision, propose
from nuozheng.catalogue.revision.actions.publish import announce, channels_left, publish
from nuozheng.catalogue.revision.actions.review import Point, opine, present_step, submit
from nuozheng.catalogue.revision.content import content_of
from nuozheng.catalogue.revision.examination import examine_content
from nuozheng.catalogue.revision.models import Revision
from nuozheng.catalogue.wording.actions.review import Answer, answer_quality
from nuozheng.catalogue.wording.actions.write import open_letters
from nuozheng.law.duties import with_letters
from nuozheng.law.findings import obstacles
from nuozheng.law.listing import Checklist
from nuozheng.law.policy.review_step import ReviewStep
from nuozheng.law.review import publishers
from nuozheng.law.vocabulary import Role, Substitution
from nuozheng.parties.models import Account
from nuozheng.parties.roles import agencies_of
from nuozheng.sandbox.accounts import READY
from nuozheng.sandbox.annex import planted_annex
from nuozheng.sandbox.paper import sample_paper
from nuozheng.sandbox.scenes import SERVICES
from nuozheng.sandbox.stage import Stage

CLEARER = "核对的是提出申请时的情况。"
_ACCOUNT_OF = {ready.roles[0]: ready.key for ready in READY if ready.roles}


@dataclass(frozen=True)
class Shelf:
    """The list of a stage with those who keep, review and publish it."""

    stage: Stage

    @property
    def keeper(self) -> Account:
        return self.stage.staff(_ACCOUNT_OF[Role.CATALOGUE_KEEPER])

    @cached_property
    def entries(self) -> list[EntryVersion]:
        """Entries whose words may be changed, agency by agency, the one with most of them first.

        Services that the stories tell of are left alone, and so is what visitors begin with.
        """
        by_agency: dict[int, list[EntryVersion]] = {}
        for version in self._promised():
            by_agency.setdefault(version.entry.item.agency_id, []).append(version)
        ranked = sorted(by_agency.values(), key=len, reverse=True)
        return [version for versions in ranked for version in versions]

    def draft(self, title: str, versions: Sequence[EntryVersion]) -> Revision:
        """A revision that says more clearly what these entries are to prove, ready to hand in.

        Those of the first one's agency; others are not its to change.
        """
        agency = versions[0].entry.item.agency
        versions = [one for one in versions if one.entry.item.agency_id == agency.pk]
        revision = open_revision(
            catalogue=self.stage.catalogue,
            agency=agency,
            kind="list",
            title=title,
            by=self.keeper,
        )
        for version in versions:
            clearer = f"{version.content}{CLEARER}"
            change = propose(
                revision=revision,
                kind="change",
                entry=version.entry,
                content=content_of(version).model_copy(update={"content": clearer}),
                reason="窗口反映，原来的写法看不出要核对哪一天的情况（演示）。",
                by=self.keeper,
            )
            check_scope(change=change, answers=self._checklist(), by=self.keeper)
        open_letters(revision=revision, by=self.keeper)
        return revision

    def hand_in(self, revision: Revision) -> Revision:
        return submit(revision=revision, by=self.keeper)

    def pass_step(self, revision: Revision) -> Revision:
        """The present step's reviewer reads the letters, agrees, and attaches what is demanded."""
        step, reviewer = self.step(revision), self.reviewer(revision)
        for draft in revision.letter_drafts.select_related("revision__catalogue").order_by("pk"):
            if draft.unanswered:
                said = {question: Answer("yes") for question in draft.unanswered}
                answer_quality(draft=draft, answers=said, by=reviewer)
        opine(
            revision=revision,
            outcome="passed",
            text="经审核，符合规定，同意（演示）。",
            documents={name: sample_paper() for name in step.documents},
            by=reviewer,
        )
        revision.refresh_from_db()
        return revision

    def send_back(self, revision: Revision, what: str) -> None:
        """The present step's reviewer says of the first change what is to be mended."""
        first = revision.changes.order_by("position")[0]
        opine(
            revision=revision,
            outcome="returned",
            text="有一处还不明确，请改好再报（演示）。",
            points=[Point(what, first.pk)],
            by=self.reviewer(revision),
        )

    def publish(self, revision: Revision) -> Revision:
        """In force from today, and made known in every channel of the place."""
        today, by = timezone.localdate(), self._publisher()
        self._hand_over_papers()
        revision = publish(revision=revision, effective_from=today, by=by)
        for subject, channel in channels_left(revision):
            revision = announce(
                revision=revision,
                subject=subject,
                channel=channel,
                place=f"https://example.com/{self.stage.slug}",
                on=today,
                by=by,
            )
        return revision

    def _hand_over_papers(self) -> None:
        """What the keeper's units owe beside their letters, so that nothing waits for it."""
        today, policy = timezone.localdate(), self.stage.catalogue.policy
        owed = duties_of_account.own(self.keeper, today).filter(
            catalogue=self.stage.catalogue,
            key__in=[duty.key for duty in with_letters(policy.key)],
            done_on=None,
        )
        for task in owed:
            fulfil(task=task, document=sample_paper(), note="", on=today, by=self.keeper)

    def receive(self, name: str) -> Intake:
        """A department's annex 2 with dirty rows and faults, read as far as its preview."""
        agency = self.entries[0].entry.item.agency
        planted = planted_annex(self.stage.catalogue, agency, timezone.localdate())
        intake = receive(
            catalogue=self.stage.catalogue,
            agency=agency,
            purpose=Purpose.LIST,
            name=name,
            content=planted.content,
            by=self.keeper,
        )
        process.read(intake)
        return intake

    def step(self, revision: Revision) -> ReviewStep:
        found = present_step(revision)
        assert found is not None, revision.status
        return found

    def reviewer(self, revision: Revision) -> Account:
        return self.stage.staff(_ACCOUNT_OF[self.step(revision).role])

    def _publisher(self) -> Account:
        return self.stage.staff(_ACCOUNT_OF[publishers(self.stage.catalogue.policy)[0]])

    def _promised(self) -> Iterator[EntryVersion]:
        """What the keeper's agencies let people promise, as far as it could be proposed today."""
        today, policy = timezone.localdate(), self.stage.catalogue.policy
        listed = (
            EntryVersion.objects.in_force(today)
            .filter(
                entry__item__catalogue=self.stage.catalogue,
                entry__item__agency__in=agencies_of(self.keeper, Role.CATALOGUE_KEEPER, today),
                substitution=Substitution.COMMITMENT.value,
            )
            .exclude(entry__item__key__in=SERVICES)
            .select_related("entry__item__agency", "entry__proof")
            .order_by("-entry__item__name", "-entry__position", "entry")
        )
        for version in listed:
            if not obstacles(examine_content(policy, content_of(version), self._checklist())):
                yield version

    def _checklist(self) -> Checklist:
        """Nothing speaks against a promise; all of the place's criteria are met."""
        criteria = self.stage.catalogue.policy.scope.selection_criteria.value
        return Checklist(
            high_risk=False,
            costly_to_correct=False,
            beyond_repair=False,
            correctable_afterwards=True,
            risk_controllable=True,
            selected_by=tuple(criteria),
        )
