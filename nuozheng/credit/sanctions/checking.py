"""核对: what restricts somebody in a domain, for units that are competent there, and only them."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from nuozheng.credit.listing.models import Listing
from nuozheng.credit.sanctions import access
from nuozheng.credit.sanctions.access import AnyRestraint
from nuozheng.credit.sanctions.models import Competence, Sanction, effective
from nuozheng.credit.sanctions.telling import ways_out
from nuozheng.credit.standing import fact_of
from nuozheng.evidence.looks import look
from nuozheng.evidence.wording import written
from nuozheng.law.findings import Refused
from nuozheng.law.policy import Policy
from nuozheng.law.policy.restraints import SanctionMeasure
from nuozheng.law.sanctions import domain_word, offered_for
from nuozheng.parties.models import Account, Agency, Party


@dataclass(frozen=True, slots=True)
class Restriction:
    """One hit: what, by whom, on which paper and clauses, from when until when, how it ends.

    `measures` are what the unit that asks may lawfully decide because of a list entry; empty for
    a sanction, which was decided already.
    """

    code: str
    title: str
    agency: str
    document_number: str
    told: str
    basis: tuple[str, ...]
    since: date
    until: date | None
    way_out: str
    measures: tuple[str, ...] = ()

    @property
    def decided(self) -> bool:
        return not self.measures


@dataclass(frozen=True, slots=True)
class Question:
    """Who asks about whom, in which domain and what for."""

    kind: str
    identifier: str
    name: str
    domain: str
    purpose: str
    case_number: str = ""


def check(*, question: Question, agency: Agency, by: Account) -> list[Restriction]:
    """The restrictions of somebody in a domain today; the look is on record before the answer.

    Errors: Refused, with no data, for a unit without this competence, and without a purpose.
    """
    today = timezone.localdate()
    purpose = written(question.purpose, "用途", 120)
    held = access.competences_of(by, today).filter(agency=agency, domain=question.domain).first()
    if held is None:
        raise Refused.because(
            "no_competence_in_domain",
            f"本单位没有登记“{domain_word(question.domain)}”的职责，不能查。",
            "CN-GBF49-basis",
            cure="确有法定职责的，请管理名单的单位先登记。",
        )
    if not purpose:
        raise Refused.because(
            "look_has_a_purpose",
            "还没有写查来做什么。",
            "CN-PIPL-34",
            cure="写明办哪一件事；本人看得到谁查过、为什么查。",
        )
    party = Party.objects.known_as(question.kind, question.identifier.strip())
    if party is None or party.name != question.name.strip():
        return []
    look(
        party_id=party.pk,
        by_id=by.pk,
        what="sanction_check",
        purpose=purpose,
        basis=("CN-GBF49-basis",),
        case_number=question.case_number,
        post=agency.name,
    )
    return restrictions_on(party, agency.jurisdiction.place, held.domain, today)


def restrictions_on(party: Party, place: str, domain: str, on: date) -> list[Restriction]:
    """Sanctions in force in a domain, and list entries with what may be decided because of them."""
    sanctions = Sanction.objects.filter(
        effective(on), party=party, jurisdiction__place=place, domain=domain
    )
    found = [restriction_of(one) for one in sanctions.select_related("record__agency", "agency")]
    return found + [
        restriction_of(entry, tuple(one.title for one in may), _laws(may))
        for entry in listed(party, place, on)
        if (may := _open_measures(entry, domain))
    ]


def listed(party: Party, place: str, on: date) -> list[Listing]:
    """The list entries of a party that are in force in a place on a day."""
    rows = Listing.objects.filter(effective(on), party=party, jurisdiction__place=place)
    return list(rows.select_related("record__agency", "record__jurisdiction", "agency"))


def restriction_of(
    row: AnyRestraint, measures: tuple[str, ...] = (), laws: tuple[str, ...] = ()
) -> Restriction:
    """A row in force as who asks reads it: only what the check needs."""
    assert row.starts_on is not None
    return Restriction(
        code=row.code,
        title=row.title,
        agency=row.agency.name,
        document_number=row.document_number,
        told=f"{row.record.agency.name}{row.record.document_number}认定",
        basis=tuple(dict.fromkeys((*row.basis, *laws))),
        since=row.starts_on,
        until=row.ends_on,
        way_out=ways_out(row),
        measures=measures,
    )


def _open_measures(entry: Listing, domain: str) -> list[SanctionMeasure]:
    policy: Policy = entry.policy
    if policy.credit.joint_discipline.value != "joint":
        return []
    return [one for one in offered_for(policy, fact_of(entry.record)) if one.domain == domain]


def _laws(measures: list[SanctionMeasure]) -> tuple[str, ...]:
    return tuple(clause for one in measures for clause in one.clause)


def competent_units(domain: str, place: str) -> list[Competence]:
    """The units of a place that are competent in a domain."""
    rows = Competence.objects.filter(domain=domain, agency__jurisdiction__place=place)
    return list(rows.select_related("agency"))
