"""Who may see and touch a list entry or a sanction, and whose records a unit may act on."""

from collections.abc import Collection
from datetime import date

from django.db.models import Count, Q, QuerySet

from nuozheng.credit.access import own_parties
from nuozheng.credit.listing.models import Listing
from nuozheng.credit.models import CreditRecord
from nuozheng.credit.sanctions.models import Competence, Sanction, UnitLetter
from nuozheng.law.credit import ADVERSE
from nuozheng.law.policy import Policy, policies
from nuozheng.law.procedure import RecordStatus
from nuozheng.law.restraints import DECIDES, PROPOSES, RestraintStatus
from nuozheng.law.sanctions import keeper_role
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Agency, Membership, in_force
from nuozheng.parties.roles import roles_at

AnyRestraint = Listing | Sanction
MODELS: tuple[type[AnyRestraint], ...] = (Listing, Sanction)
STAFF = (*DECIDES, Role.JUSTICE_REVIEWER)
"""Everybody with a part in it: who proposes and decides, and who keeps the lists."""
_MAXIMUM_DIGITS = 18


def by_code(code: str) -> AnyRestraint | None:
    """The row that pages and programs call listing-12; None where there is none."""
    kind, _dash, number = code.partition("-")
    model = next((one for one in MODELS if one.kind == kind), None)
    if model is None or not number.isdecimal() or len(number) > _MAXIMUM_DIGITS:
        return None
    return _whole(model.objects.filter(pk=int(number))).first()


def roles_on(account: Account, row: AnyRestraint, today: date) -> tuple[Role, ...]:
    """Applicant in one's own matter and nothing else; otherwise the posts at the unit."""
    if own_parties(account, today).filter(pk=row.party_id).exists():
        return (Role.APPLICANT,)
    return tuple(sorted(roles_at(account, row.agency_id, today) & set(DECIDES)))


def keeps(account: Account, row: AnyRestraint, today: date) -> bool:
    """Whether somebody keeps the lists of its place, and it isn't about themselves."""
    return keeps_lists(account, row.jurisdiction_id, row.policy, today) and (
        Role.APPLICANT not in roles_on(account, row, today)
    )


def keeps_lists(account: Account, jurisdiction_id: int, policy: Policy, today: date) -> bool:
    """Whether somebody holds the keeper's post in a place (LYG19-1.2.2a)."""
    posts = _posts(account, today, (keeper_role(policy),))
    return posts.filter(agency__jurisdiction=jurisdiction_id).exists()


def may_see(account: Account, row: AnyRestraint, today: date) -> bool:
    """The person, the unit and the keeper; nobody else knows that it is there."""
    return bool(roles_on(account, row, today)) or keeps(account, row, today)


def at_desk(model: type[AnyRestraint], account: Account, today: date) -> QuerySet[AnyRestraint]:
    """What somebody's units took or keep; nobody's own matter is among them."""
    mine = _posts(account, today, DECIDES).values("agency")
    kept = Q(pk__in=())
    for place, keys in kept_places(account, today):
        kept |= Q(jurisdiction=place, policy_key__in=keys)
    rows = model.objects.filter(Q(agency__in=mine) | kept)
    return _whole(rows.exclude(party__in=own_parties(account, today).values("pk")))


def kept_places(account: Account, today: date) -> list[tuple[int, list[str]]]:
    """Where somebody keeps the lists: jurisdiction → the packs whose keeper's post it is."""
    packs: dict[tuple[str, Role], list[str]] = {}
    for key, one in policies().items():
        packs.setdefault((one.place, keeper_role(one)), []).append(key)
    posts = _posts(account, today, {role for _place, role in packs}).order_by("agency", "role")
    held = posts.values_list("agency__jurisdiction", "agency__jurisdiction__place", "role")
    found = {pk: packs[place, Role(role)] for pk, place, role in held if (place, role) in packs}
    return list(found.items())


def by_actor(account: Account, today: date) -> list[tuple[str, int]]:
    """政府、市场、行业、社会各多少 (LYG19-1.2.2e): what somebody's units or lists hold."""
    rows = at_desk(Sanction, account, today).exclude(status=RestraintStatus.DROPPED)
    counted = rows.order_by("actor").values_list("actor").annotate(Count("pk"))
    return [(actor, number) for actor, number in counted]


def of_party(party_ids: Collection[int], model: type[AnyRestraint]) -> QuerySet[AnyRestraint]:
    """Everything ever told to these parties."""
    return _whole(model.objects.filter(party__in=list(party_ids)))


def units_of(account: Account, today: date) -> list[Agency]:
    """The units for which somebody may propose or look up."""
    held = _posts(account, today, DECIDES).values("agency")
    return list(Agency.objects.filter(pk__in=held).select_related("jurisdiction"))


def competences_of(account: Account, today: date) -> QuerySet[Competence]:
    """The domains in which somebody's units are competent."""
    held = _posts(account, today, DECIDES).values("agency")
    return Competence.objects.filter(agency__in=held).select_related("agency")


def open_records(account: Account, today: date) -> QuerySet[CreditRecord]:
    """Records in force that somebody's units may act on (ORD21-4.5e, LYG19-2.1a).

    Those of their own finding, and those of the place where they have a competence.
    """
    own_units = _posts(account, today, PROPOSES).values("agency")
    places = Competence.objects.filter(agency__in=own_units).values("agency__jurisdiction")
    return (
        CreditRecord.objects.filter(
            Q(agency__in=own_units) | Q(jurisdiction__in=places),
            Q(ends_on=None) | Q(ends_on__gt=today),
            status=RecordStatus.IN_FORCE,
            kind__in=ADVERSE,
        )
        .exclude(party__in=own_parties(account, today).values("pk"))
        .select_related("party", "agency", "jurisdiction")
        .order_by("-document_on", "-pk")
    )


def letters_at_desk(account: Account, today: date) -> QuerySet[UnitLetter]:
    """The letters to people's units that somebody's own unit owes or has written."""
    held = _posts(account, today, PROPOSES).values("agency")
    return (
        UnitLetter.objects.filter(agency__in=held)
        .exclude(record__party__in=own_parties(account, today).values("pk"))
        .select_related("record__party", "record__agency", "record__jurisdiction", "agency")
    )


def _posts(account: Account, today: date, roles: Collection[Role]) -> QuerySet[Membership]:
    return Membership.objects.filter(in_force(today), account=account, role__in=list(roles))


def _whole(rows: QuerySet[AnyRestraint]) -> QuerySet[AnyRestraint]:
    return rows.select_related("record__agency", "party", "agency", "jurisdiction")
