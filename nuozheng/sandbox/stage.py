"""The cast on stage: each method is one real act by the account that would do it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils import timezone

from nuozheng.applications import declaration
from nuozheng.applications.actions.accept import accept
from nuozheng.applications.actions.choose import choose
from nuozheng.applications.actions.declare import check_declaration, save_entered
from nuozheng.applications.actions.hand_in import hand_in
from nuozheng.applications.actions.notify import notify
from nuozheng.applications.actions.obtain import obtain
from nuozheng.applications.actions.open import Applying, open_application
from nuozheng.applications.actions.sign import sign
from nuozheng.applications.actions.submit import submit
from nuozheng.applications.declaration import Checked
from nuozheng.applications.models import (
    Application,
    Commitment,
    DisposedProof,
    Notice,
    ProofStatus,
)
from nuozheng.catalogue.models import Catalogue, ServiceItem
from nuozheng.law.conditions import Result
from nuozheng.law.vocabulary import Substitution
from nuozheng.parties.models import Account, Authorisation, Party
from nuozheng.sandbox.accounts import party_of
from nuozheng.sandbox.answers import entered_for
from nuozheng.sandbox.cast import CastMember, cast
from nuozheng.sandbox.paper import sample_paper

COMMIT, RETAIN = Substitution.COMMITMENT, Substitution.RETAINED
_OPEN = (ProofStatus.AWAITING_CHOICE, ProofStatus.AWAITING_AGENCY)


@dataclass(frozen=True)
class Stage:
    """One list with everybody who acts under it."""

    catalogue: Catalogue
    accounts: Mapping[str, Account]
    members: Mapping[str, CastMember] = field(repr=False)

    @property
    def slug(self) -> str:
        return self.catalogue.slug

    def staff(self, key: str) -> Account:
        """officer, officer2, verifier, credit or supervisor."""
        return self.accounts[key]

    def speaker(self, who: str) -> Account:
        """The account that speaks for a member: itself, or a company's representative."""
        return self.accounts[self.members[who].representative or who]

    def open(self, item_key: str, who: str, opening_key: str, agent: str = "") -> Application:
        """Open a case for a member, by the agent where one is named."""
        item = ServiceItem.objects.select_related("catalogue", "agency").get(
            catalogue=self.catalogue, key=item_key
        )
        party = party_of(self.members[who])
        held = self._authority(party, agent) if agent else None
        by = self.accounts[agent] if agent else self.speaker(who)
        return open_application(
            item=item, applying=Applying(party, held), by=by, opening_key=opening_key
        )

    def choose(
        self, case: Application, by: Account, other: Mapping[str, Substitution] | None = None
    ) -> list[DisposedProof]:
        """Promise wherever that is offered; `other` names, by proof code, what goes another way."""
        chosen: list[DisposedProof] = []
        for proof in self.proofs(case):
            way = (other or {}).get(proof.version.entry.proof.code, COMMIT)
            offered = (proof.substitution, *proof.alternatives)
            if proof.status in _OPEN and way in offered and COMMIT in offered:
                declined = "" if way is COMMIT else "unwilling"
                chosen.append(
                    choose(application=case, proof=proof, way=way, by=by, declined_because=declined)
                )
        self.hand_in_all(case, by)
        return chosen

    def hand_in_all(self, case: Application, by: Account) -> None:
        """Hand in a paper for every proof that waits for one."""
        for proof in self.proofs(case):
            if proof.status == ProofStatus.AWAITING_DOCUMENT:
                hand_in(application=case, proof=proof, content=sample_paper(), by=by)

    def notify(self, case: Application, by: Account) -> Notice:
        """Read the whole notice."""
        return notify(application=case, by=by)

    def declare(self, case: Application, by: Account, who: str) -> list[Checked]:
        """Fill in every field as the member would, and let the sources answer."""
        today, member = timezone.localdate(), self.members[who]
        save_entered(
            application=case,
            by=by,
            entered={
                str(proof.pk): entered_for(proof.version.condition_set, member, today)
                for proof in declaration.committed_proofs(case)
            },
        )
        return check_declaration(application=case, by=by)

    def sign(self, case: Application, by: Account, checked: list[Checked]) -> Commitment:
        """Sign all statements of the place; explain where a source says otherwise."""
        differs = any(result.result is Result.CONTRADICTED for result in checked)
        return sign(
            application=case,
            by=by,
            statements=case.policy.commitment.statements.value,
            insists="登记的情况与实际不一致，以我填写的为准。" if differs else "",
        )

    def promise(
        self, case: Application, who: str, other: Mapping[str, Substitution] | None = None
    ) -> Application:
        """From the choice to the signature, by whoever opened the case."""
        by = case.opened_by
        self.choose(case, by, other)
        if not declaration.committed_proofs(case):
            submit(application=case, by=by)
        else:
            self.notify(case, by)
            case = self.fresh(case)
            self.sign(case, by, self.declare(case, by, who))
        return self.fresh(case)

    def obtain_all(self, case: Application, by: Account) -> None:
        """File the answers of the agencies that were asked."""
        for proof in self.proofs(case):
            if proof.status == ProofStatus.AWAITING_AGENCY:
                obtain(
                    application=case,
                    proof=proof,
                    by=by,
                    note="出具单位当日函复：情况属实（演示）。",
                )

    def accept(self, case: Application) -> Application:
        """Obtain what agencies must answer, then accept."""
        officer = self.staff("officer")
        self.obtain_all(case, officer)
        return accept(application=case, by=officer)

    def proofs(self, case: Application) -> list[DisposedProof]:
        """The proofs of a case as they stand now."""
        return list(case.proofs.select_related("version__entry__proof"))

    def fresh(self, case: Application) -> Application:
        """The case as it stands now."""
        return Application.objects.select_related(
            "catalogue", "item", "agency", "applicant", "opened_by"
        ).get(pk=case.pk)

    def _authority(self, principal: Party, agent: str) -> Authorisation:
        return Authorisation.objects.select_related("agent", "principal").get(
            principal=principal, agent=self.accounts[agent].party, revoked_at=None
        )


def set_stage(slug: str, accounts: Mapping[str, Account]) -> Stage:
    """The stage of one list; Catalogue.DoesNotExist before it was built."""
    found = Catalogue.objects.select_related("jurisdiction").get(slug=slug)
    return Stage(found, accounts, cast(slug))
