"""Revisions of a list in tests: everybody who has a hand in one, and every step by real acts."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.utils import timezone

from nuozheng.catalogue.duties.actions import fulfil
from nuozheng.catalogue.duties.models import UnitDuty
from nuozheng.catalogue.inheritance.registers import Line, register
from nuozheng.catalogue.models import CatalogueEntry, EntryVersion
from nuozheng.catalogue.revision.actions.draft import check_scope, open_revision, propose
from nuozheng.catalogue.revision.actions.publish import announce, channels_left, publish
from nuozheng.catalogue.revision.actions.review import opine, present_step, submit
from nuozheng.catalogue.revision.content import EntryContent, content_of
from nuozheng.catalogue.revision.models import Change, Revision
from nuozheng.catalogue.wording.actions.review import Answer, answer_quality
from nuozheng.catalogue.wording.actions.write import open_letters
from nuozheng.documents.models import Document
from nuozheng.law.duties import with_letters
from nuozheng.law.listing import Checklist
from nuozheng.law.vocabulary import Role, Substitution
from nuozheng.parties.models import Account, Agency
from tests.world import World

PDF = b"%PDF-1.4 example"


@dataclass
class Desk:
    """The keeper and the reviewers of an agency whose list has a proof met by commitment."""

    world: World

    @property
    def agency(self) -> Agency:
        return self.entry().item.agency

    @cached_property
    def keeper(self) -> Account:
        return self.world.staff(Role.CATALOGUE_KEEPER, self.agency)

    def reviewer(self, role: Role) -> Account:
        return self.world.staff(role, self.agency)

    def entry(self) -> CatalogueEntry:
        """The first proof met by commitment, of the story service where it has one."""
        return self._entry

    @cached_property
    def _entry(self) -> CatalogueEntry:
        found = (
            EntryVersion.objects.in_force(timezone.localdate())
            .filter(
                entry__item__catalogue=self.world.catalogue,
                substitution=Substitution.COMMITMENT.value,
            )
            .select_related("entry__item__agency", "entry__proof")
            .order_by("entry__item_id", "entry__position")
        )
        of_story = [one for one in found if one.entry.item_id == self.world.item().pk]
        return (of_story or list(found))[0].entry

    def content(self, entry: CatalogueEntry | None = None, **changes: Any) -> EntryContent:
        """What the list says of an entry today, with some of it changed."""
        standing = (entry or self.entry()).versions.order_by("-number")[0]
        standing = EntryVersion.objects.select_related("entry__item", "entry__proof").get(
            pk=standing.pk
        )
        return content_of(standing).model_copy(update=changes)

    def open(self, kind: str = "list", **fields: Any) -> Revision:
        revision = open_revision(
            catalogue=self.world.catalogue,
            agency=self.agency,
            kind=kind,
            title="示例修订",
            by=self.keeper,
            **fields,
        )
        if kind == "adjustment":
            revision.grounds_documents.add(self.document())
        return revision

    def document(self) -> Document:
        document = Document.of(PDF, kind="grounds", title="依据", media_type="application/pdf")
        document.created_at = timezone.now()
        document.save()
        return document

    def changed(self, revision: Revision, **changes: Any) -> Change:
        """The story entry proposed anew in this revision, its scope check signed."""
        entry = self.entry()
        content = self.content(entry, **({"content": "改过的证明内容。"} | changes))
        change = propose(
            revision=revision, kind="change", entry=entry, content=content, by=self.keeper
        )
        return self.checked(change)

    def retain(self, *proofs: str) -> None:
        """The agency keeps these proofs by its register, where its place builds on one."""
        register(
            catalogue=self.world.catalogue,
            agency=self.agency,
            standing="retained",
            lines=[Line(proof) for proof in proofs],
            source="示例台账",
            by=self.keeper,
        )

    def letters(self, revision: Revision) -> None:
        """Every service with something to commit to has its text opened."""
        open_letters(revision=revision, by=self.keeper)

    def checked(self, change: Change, **answers: Any) -> Change:
        return check_scope(change=change, answers=self.checklist(**answers), by=self.keeper)

    def checklist(self, **answers: Any) -> Checklist:
        """A scope check with nothing against commitment."""
        clean = {
            "high_risk": False,
            "costly_to_correct": False,
            "beyond_repair": False,
            "correctable_afterwards": True,
            "risk_controllable": True,
            "selected_by": tuple(self.world.catalogue.policy.scope.selection_criteria.value),
        }
        return Checklist.model_validate(clean | answers)

    def ready(self, kind: str = "list", **fields: Any) -> Revision:
        """A draft with one change that may be handed in."""
        revision = self.open(kind, **fields)
        self.changed(revision)
        self.letters(revision)
        return revision

    def submitted(self, kind: str = "list", **fields: Any) -> Revision:
        return submit(revision=self.ready(kind, **fields), by=self.keeper)

    def hand_in(self, revision: Revision) -> Revision:
        """Submitted, its letters opened first."""
        self.letters(revision)
        return submit(revision=revision, by=self.keeper)

    def passed(self, revision: Revision) -> Revision:
        """One step further."""
        revision.refresh_from_db()
        step = present_step(revision)
        assert step is not None
        self.approve_letters(revision, self.reviewer(step.role))
        opine(
            revision=revision,
            outcome="passed",
            text="同意。",
            documents={name: PDF for name in step.documents},
            by=self.reviewer(step.role),
        )
        revision.refresh_from_db()
        return revision

    def approve_letters(self, revision: Revision, by: Account) -> None:
        """Every question of quality answered with yes."""
        for draft in revision.letter_drafts.select_related("revision__catalogue"):
            if draft.unanswered:
                asked = {question: Answer("yes") for question in draft.unanswered}
                answer_quality(draft=draft, answers=asked, by=by)

    def approved(self, revision: Revision) -> Revision:
        """Through every step that is left."""
        while present_step(revision) is not None:
            revision = self.passed(revision)
        return revision

    def publisher(self, revision: Revision) -> Account:
        from nuozheng.law.review import publishers

        return self.reviewer(publishers(revision.policy)[0])

    def published(self, revision: Revision, effective_from: date | None = None) -> Revision:
        """Put in force, today unless another day is named; no channel recorded yet."""
        return publish(
            revision=self.approved(revision),
            effective_from=effective_from or timezone.localdate(),
            by=self.publisher(revision),
        )

    def hand_over_papers(self) -> None:
        """The papers of the unit without which no publication is complete, where it owes any."""
        for duty in with_letters(self.world.catalogue.policy_key):
            task = UnitDuty.objects.get(
                catalogue=self.world.catalogue, agency=self.agency, key=duty.key
            )
            fulfil(task=task, document=PDF, note="", on=timezone.localdate(), by=self.keeper)

    def announced(self, revision: Revision) -> Revision:
        """Made known in every channel, what goes with the letters handed over before."""
        self.hand_over_papers()
        return self.in_every_channel(revision)

    def in_every_channel(self, revision: Revision) -> Revision:
        """Recorded in every channel that is left, and nothing else."""
        for subject, channel in channels_left(revision):
            revision = announce(
                revision=revision,
                subject=subject,
                channel=channel,
                place="https://example.com/list",
                on=timezone.localdate(),
                by=self.publisher(revision),
            )
        return revision
