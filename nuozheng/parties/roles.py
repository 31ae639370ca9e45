"""In which roles an account may act, for which agency and for which party."""

from datetime import date

from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Authorisation, Membership, Party, in_force


def roles_at(account: Account, agency_id: int, today: date) -> set[Role]:
    """The posts an account holds at an agency on a day."""
    return {
        Role(role)
        for role in Membership.objects.filter(
            in_force(today), account=account, agency=agency_id
        ).values_list("role", flat=True)
    }


def posts(account: Account, today: date) -> list[Membership]:
    """All posts in force, with their agency and its place."""
    return list(
        Membership.objects.filter(in_force(today), account=account)
        .select_related("agency__jurisdiction")
        .order_by("agency_id", "role")
    )


def agencies_of(account: Account, role: Role, today: date) -> list[int]:
    """Ids of the agencies where an account holds a role."""
    return list(
        Membership.objects.filter(in_force(today), account=account, role=role).values_list(
            "agency_id", flat=True
        )
    )


def speaks_for(account: Account, party: Party, today: date) -> bool:
    """Whether the account's person is the party, or represents the company."""
    if account.party_id == party.pk:
        return True
    return account.representations.filter(in_force(today), company=party).exists()


def authorisations_held(account: Account, today: date) -> list[Authorisation]:
    """Written authorities that the account's person holds and that are in force."""
    if account.party_id is None:
        return []
    return list(
        Authorisation.objects.filter(
            in_force(today), agent_id=account.party_id, revoked_at=None
        ).select_related("principal")
    )
