"""In which roles an account may act, for which agency and for which party."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import Q

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


def can_be_reached(party: Party, today: date) -> bool:
    """Whether a party has a sign-in, so that a document on its page reaches it."""
    theirs = party.representatives.filter(in_force(today)).values("account")
    return Account.objects.filter(Q(party=party) | Q(pk__in=theirs)).exists()


def post_of(account: Account, today: date, agency_id: int | None = None) -> str:
    """单位和岗位 of the posts in force, in words; empty for who has none.

    Those at this agency where there are any; of several others the first, and how many.
    """
    held = posts(account, today)
    there = [post for post in held if post.agency_id == agency_id] or held
    found: dict[str, list[str]] = {}
    for post in there:
        found.setdefault(post.agency.name, []).append(Role(post.role).chinese)
    return unit_and_post(found)


def unit_and_post(posts: Mapping[str, Sequence[str]]) -> str:
    """“示例局 受理人员、核查人员”; of several units the first, and how many: “…等3个单位”."""
    told = next((f"{name} {'、'.join(roles)}" for name, roles in posts.items()), "")
    return f"{told}等{len(posts)}个单位" if len(posts) > 1 else told
