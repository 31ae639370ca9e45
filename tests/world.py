"""A fixed cast in one place, and cases brought to any state by the real acts."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.utils import timezone

from nuozheng.applications.actions.accept import accept
from nuozheng.applications.actions.choose import choose
from nuozheng.applications.actions.decide import decide
from nuozheng.applications.actions.declare import check_declaration, save_entered
from nuozheng.applications.actions.hand_in import hand_in
from nuozheng.applications.actions.notify import notify
from nuozheng.applications.actions.obtain import obtain
from nuozheng.applications.actions.open import Applying, open_application
from nuozheng.applications.actions.sign import sign
from nuozheng.applications.actions.submit import submit
from nuozheng.applications.declaration import committed_proofs
from nuozheng.applications.models import Application, DisposedProof, ProofStatus
from nuozheng.catalogue.models import Catalogue, ServiceItem
from nuozheng.credit.actions.propose import Breach, Promise, propose_breach
from nuozheng.credit.actions.register import register
from nuozheng.credit.models import CreditRecord
from nuozheng.evidence.models import Move
from nuozheng.evidence.moves import history
from nuozheng.law.credit import RecordKind, SocialImpact
from nuozheng.law.credit_basis import ACTS_OF
from nuozheng.law.procedure import APPLICATION, TaskStatus, UntruthStatus
from nuozheng.law.vocabulary import Role, Severity, Substitution
from nuozheng.parties.models import (
    Account,
    Agency,
    Authorisation,
    Membership,
    Party,
    Representation,
)
from nuozheng.sandbox.cast import CastMember, cast
from nuozheng.verification.actions.check import Observation, record_result
from nuozheng.verification.actions.find import Judgement, find
from nuozheng.verification.actions.hear import notify_person, state
from nuozheng.verification.models import UntruthFinding, VerificationTask
from tests.declaring import declared_by

LISTS = (
    "ordos-2021",
    "ordos-2023",
    "xian-baqiao-2021",
    "huainan-maoji-2021",
    "lianyungang-2019",
)
SINCE = date(2020, 1, 1)
PDF = b"%PDF-1.4\n%a synthetic paper\n"
ALL_STATEMENTS = ("knows", "meets", "accepts_liability", "genuine_intent")

# One service of each list with commitments that sources can check, by who applies.
STORY_ITEMS = {
    ("ordos-2021", "person"): "sv-056",
    ("ordos-2023", "person"): "sv-056",
    ("xian-baqiao-2021", "person"): "sv-039",
    ("huainan-maoji-2021", "person"): "sv-056",
    ("huainan-maoji-2021", "company"): "sv-065",
    ("lianyungang-2019", "person"): "sv-056",
    ("lianyungang-2019", "company"): "sv-065",
    ("ordos-2021", "company"): "sv-065",
    ("ordos-2023", "company"): "sv-065",
    ("xian-baqiao-2021", "company"): "sv-065",
}


@dataclass
class World:
    """Accounts of one list; each is made when first asked for."""

    slug: str
    _parties: dict[str, Party] = field(default_factory=dict)
    _keys: int = 0

    @cached_property
    def catalogue(self) -> Catalogue:
        return Catalogue.objects.get(slug=self.slug)

    @property
    def members(self) -> dict[str, CastMember]:
        return dict(cast(self.slug))

    def item(self, key: str = "", kind: str = "person") -> ServiceItem:
        """The service with this key, or the list's story service for this kind of applicant."""
        wanted = key or STORY_ITEMS[self.slug, kind]
        return ServiceItem.objects.select_related("catalogue", "agency").get(
            catalogue=self.catalogue, key=wanted
        )

    def party(self, key: str) -> Party:
        """A member of the cast as a party."""
        if key not in self._parties:
            member = self.members[key]
            chief = self.members.get(member.representative)
            self._parties[key] = Party.objects.get_or_create(
                kind=member.kind,
                identifier_index=Party.index_of(member.identifier),
                defaults={
                    "name": member.name,
                    "identifier": member.identifier,
                    "phone": member.phone,
                    "representative": chief.name if chief else None,
                },
            )[0]
        return self._parties[key]

    def account(self, key: str) -> Account:
        """The sign-in of a person of the cast."""
        found = Account.objects.filter(party=self.party(key)).first()
        return found or self._account(f"{self.slug}-{key}", self.members[key].name, self.party(key))

    @property
    def citizen(self) -> Account:
        return self.account("honest")

    def company_account(self, key: str = "honest_company") -> Account:
        """The representative of a company of the cast, with the right to act for it."""
        account = self.account(self.members[key].representative)
        Representation.objects.get_or_create(
            account=account,
            company=self.party(key),
            defaults={"title": "法定代表人", "starts_on": SINCE},
        )
        return account

    def staff(self, role: Role, agency: Agency | None = None, name: str = "") -> Account:
        """Somebody with a post, at the story service's agency unless another is named."""
        agency = agency or self.item().agency
        username = f"{self.slug}-{name or role.value}-{agency.pk}"
        found = Account.objects.filter(username=username).first()
        account = found or self._account(username, f"{role.chinese}{name}", None)
        Membership.objects.get_or_create(
            account=account, agency=agency, role=role, defaults={"starts_on": SINCE}
        )
        return account

    def stranger(self) -> Account:
        return self.account("contradicted")

    def authorisation(self, item: ServiceItem, **fields: Any) -> Authorisation:
        """The honest citizen lets the agent commit for one service."""
        values = {
            "services": [item.key],
            "may_commit": True,
            "starts_on": SINCE,
            "ends_on": date(2099, 12, 31),
        } | fields
        return Authorisation.objects.create(
            principal=self.party("honest"), agent=self.party("agent"), **values
        )

    def opened_by_agent(self) -> "Case":
        """The honest citizen's case, opened by the agent under a written authority."""
        held = self.authorisation(self.item())
        agent = self.account("agent")
        application = open_application(
            item=self.item(),
            applying=Applying(held.principal, held),
            by=agent,
            opening_key=self.opening_key(),
        )
        return Case(self, application, agent, self.members["honest"])

    def _account(self, username: str, name: str, party: Party | None) -> Account:
        account = Account(username=username, display_name=name, party=party)
        account.set_unusable_password()
        account.save()
        return account

    def opening_key(self) -> str:
        self._keys += 1
        return f"opening-{self._keys:04}"

    def elsewhere(self, role: Role) -> Account:
        """Somebody with the same post at another agency of the same place."""
        mine = self.item().agency
        other = Agency.objects.filter(jurisdiction=mine.jurisdiction).exclude(pk=mine.pk)
        return self.staff(role, other.order_by("pk")[0], "别处" + role.value)

    def on_record(
        self,
        key: str,
        severity: Severity,
        kind: RecordKind = "untrue",
        agency: Agency | None = None,
    ) -> CreditRecord:
        """A registered record about a member of the cast, found by another agency's officer."""
        agency = agency or self.elsewhere(Role.OFFICER).memberships.get().agency
        finder = self.staff(Role.OFFICER, agency, "认定")
        record = propose_breach(
            policy=self.catalogue.policy,
            promise=Promise(self.party(key), agency, "示例-0001", "办理示例事项，承诺代替示例证明"),
            breach=Breach(
                kind=kind,
                behaviour=ACTS_OF[kind][0],
                document_number="示例认〔2026〕9号",
                document_on=timezone.localdate(),
                impact=SocialImpact(severity, "占用了公共资源，已经追回。", "示例认定人"),
            ),
            by=finder,
            role=Role.OFFICER,
            at=timezone.now(),
        )
        return register(record=record, by=self.staff(Role.CREDIT_OFFICER, agency, "信用"))

    # Cases, each by the real acts

    def opened(self, who: str = "honest", item: ServiceItem | None = None) -> "Case":
        """A case just opened by a person or a company of the cast."""
        member = self.members[who]
        by = self.account(who) if member.kind == "person" else self.company_account(who)
        service = item or self.item(kind=member.kind)
        application = open_application(
            item=service,
            applying=Applying(self.party(who)),
            by=by,
            opening_key=self.opening_key(),
        )
        return Case(self, application, by, member)


Worlds = Callable[[str], World]
"""The type of the fixture `world`."""


@dataclass
class Case:
    """One application with its applicant, moved on by the real acts."""

    world: World
    application: Application
    by: Account
    member: CastMember

    def refresh(self) -> Application:
        """The application as it now stands in the database."""
        self.application = Application.objects.get(pk=self.application.pk)
        return self.application

    def proofs(self) -> list[DisposedProof]:
        return list(self.application.proofs.select_related("version__entry__proof"))

    @cached_property
    def officer(self) -> Account:
        return self.world.staff(Role.OFFICER, self.application.agency)

    @cached_property
    def second_officer(self) -> Account:
        return self.world.staff(Role.OFFICER, self.application.agency, "乙")

    @cached_property
    def verifier(self) -> Account:
        return self.world.staff(Role.VERIFIER, self.application.agency)

    @cached_property
    def credit_officer(self) -> Account:
        return self.world.staff(Role.CREDIT_OFFICER, self.application.agency)

    @cached_property
    def supervisor(self) -> Account:
        return self.world.staff(Role.SUPERVISOR, self.application.agency)

    @cached_property
    def not_of_the_office(self) -> dict[str, Account]:
        """Who may not act for the office; the last one has a post, but it is their own case."""
        own = self.by
        for role in (Role.OFFICER, Role.VERIFIER):
            Membership.objects.get_or_create(
                account=own,
                agency=self.application.agency,
                role=role,
                defaults={"starts_on": SINCE},
            )
        return {
            "stranger": self.world.stranger(),
            "officer elsewhere": self.world.elsewhere(Role.OFFICER),
            "verifier elsewhere": self.world.elsewhere(Role.VERIFIER),
            "supervisor": self.supervisor,
            "credit officer": self.credit_officer,
            "own case": own,
        }

    @cached_property
    def not_the_applicant(self) -> dict[str, Account]:
        """Who may not speak for the applicant."""
        return {
            "stranger": self.world.stranger(),
            "officer": self.officer,
            "verifier": self.verifier,
            "officer elsewhere": self.world.elsewhere(Role.OFFICER),
            "agent without authority": self.world.account("agent"),
        }

    def moves(self) -> list[Move]:
        return list(history(APPLICATION.kind, self.application.pk))

    def chosen(self, *, commit: bool = True) -> "Case":
        """Every choice made: commitment where it is offered, or the first other way."""
        for proof in self.proofs():
            if proof.status != ProofStatus.AWAITING_CHOICE:
                continue
            ways = [proof.way, *map(Substitution, proof.alternatives)]
            if commit and Substitution.COMMITMENT in ways:
                choose(
                    application=self.application,
                    proof=proof,
                    way=Substitution.COMMITMENT,
                    by=self.by,
                )
            else:
                other = next(way for way in ways if way is not Substitution.COMMITMENT)
                choose(
                    application=self.application,
                    proof=proof,
                    way=other,
                    by=self.by,
                    declined_because="unwilling",
                )
        return self.handed_in()

    def handed_in(self) -> "Case":
        """A paper for every proof that the applicant is to submit."""
        for proof in self.proofs():
            if proof.status == ProofStatus.AWAITING_DOCUMENT:
                hand_in(application=self.application, proof=proof, content=PDF, by=self.by)
        return self

    def notified(self) -> "Case":
        self.chosen()
        notify(application=self.application, by=self.by)
        self.refresh()
        return self

    def entered(self, **changes: str) -> dict[str, dict[str, str]]:
        """What this member would type, every box ticked; `changes` are by fact key."""
        return {
            str(proof.pk): declared_by(self.member, proof, changes)
            for proof in committed_proofs(self.application)
        }

    def declared(self, **changes: str) -> "Case":
        self.notified()
        save_entered(application=self.application, by=self.by, entered=self.entered(**changes))
        return self

    def checked(self, **changes: str) -> "Case":
        self.declared(**changes)
        check_declaration(application=self.application, by=self.by)
        return self

    def signed(self, *, insists: str = "", **changes: str) -> "Case":
        return self.checked(**changes).signed_now(insists=insists)

    def signed_now(self, *, insists: str = "") -> "Case":
        """Signed as it was checked."""
        sign(application=self.application, by=self.by, statements=ALL_STATEMENTS, insists=insists)
        self.refresh()
        return self

    def handed_over(self, *, insists: str = "") -> "Case":
        """Signed where something is committed to, otherwise simply handed in."""
        self.chosen()
        if committed_proofs(self.application):
            return self.signed(insists=insists)
        submit(application=self.application, by=self.by)
        self.refresh()
        return self

    def accepted(self, *, insists: str = "") -> "Case":
        self.handed_over(insists=insists)
        accept(application=self.application, by=self.officer)
        for proof in self.proofs():
            if proof.status == ProofStatus.AWAITING_AGENCY:
                obtain(
                    application=self.application,
                    proof=proof,
                    by=self.officer,
                    note="出具单位当日书面确认",
                )
        self.refresh()
        return self

    def accepted_now(self) -> "Case":
        """Accepted as it was handed in; what waits for an agency still waits."""
        accept(application=self.application, by=self.officer)
        self.refresh()
        return self

    def granted(self, *, insists: str = "") -> "Case":
        self.accepted(insists=insists)
        decide(application=self.application, by=self.officer, grant=True)
        self.refresh()
        return self

    def tasks(self) -> list[VerificationTask]:
        return list(VerificationTask.objects.filter(application=self.application).order_by("pk"))

    def contradicted(self) -> UntruthFinding:
        """The first open task comes out otherwise than promised."""
        record_result(
            task=self.tasks()[0],
            by=self.verifier,
            result=TaskStatus.CONTRADICTED,
            observation=Observation("现场看到的情况与承诺不同"),
        )
        return UntruthFinding.objects.get(application=self.application)

    def heard(self) -> UntruthFinding:
        finding = self.contradicted()
        notify_person(finding=finding, by=self.verifier)
        state(finding=finding, by=self.by, text="填写的时候看错了合同。")
        finding.refresh_from_db()
        return finding

    def found(self, outcome: UntruthStatus = UntruthStatus.FALSE) -> UntruthFinding:
        finding = self.heard()
        grave = self.application.policy.credit.grave_behaviours.value
        worst = Severity.GRAVE if grave and outcome is UntruthStatus.FALSE else Severity.SERIOUS
        find(finding=finding, by=self.officer, judgement=judgement(outcome, severity=worst))
        finding.refresh_from_db()
        return finding


def judgement(outcome: UntruthStatus = UntruthStatus.FALSE, **fields: Any) -> Judgement:
    """A complete judgement; `fields` replace its parts."""
    values: dict[str, Any] = {
        "outcome": outcome,
        "reasoning": "登记资料和现场勘验都与承诺不同。",
        "answer_to_statement": "合同由本人签字，看错一说不能采纳。",
        "document_number": "示例认〔2026〕1号",
        "severity": Severity.SERIOUS,
        "impact": "占用了其他申请人的名额，已经追回。",
        "intent": "签署前三日本人签过另一份合同，明知不实。"
        if outcome is UntruthStatus.FALSE
        else "",
    }
    return Judgement(**(values | fields))
