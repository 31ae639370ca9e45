"""Who asks: nobody, citizens, the roles of a page and all others, here and anywhere else."""

from dataclasses import dataclass, field
from datetime import date

from django.test import Client

from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Agency, Jurisdiction, Membership, Party
from nuozheng.sandbox.accounts import username
from tests.api.caller import Caller

ROLES: dict[str, tuple[str, Role]] = {
    "o": ("officer", Role.OFFICER),
    "v": ("verifier", Role.VERIFIER),
    "i": ("inspector", Role.INSPECTOR),
    "c": ("credit", Role.CREDIT_OFFICER),
    "s": ("supervisor", Role.SUPERVISOR),
    "k": ("keeper", Role.CATALOGUE_KEEPER),
    "l": ("legal", Role.LEGAL_REVIEWER),
    "h": ("head", Role.HEAD),
    "j": ("justice", Role.JUSTICE_REVIEWER),
    "a": ("approver", Role.APPROVER),
    "d": ("data", Role.DATA_OWNER),
}
"""The letter of a role in the table, its ready account, and the role."""
BESIDE, ELSEWHERE, OWNER = "b", "e", "w"
_OF_AN_AGENCY = "oviklh"
"""Roles that end at their agency; the others serve a whole place."""
_SINCE = date(2020, 1, 1)


@dataclass
class Visitor:
    """One account, or nobody, in the browser and by program."""

    account: Account | None = None
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))
    _caller: Caller | None = None

    def __post_init__(self) -> None:
        if self.account is not None:
            self.client.force_login(self.account)

    @property
    def caller(self) -> Caller:
        if self._caller is None:
            self._caller = Caller(self.account)
        return self._caller


class Askers:
    """Everybody who asks in one place; each is made when first needed."""

    def __init__(self, place: str, other_place: str) -> None:
        self._place = place
        self._visitors: dict[str, Visitor] = {}
        quiet = Agency.objects.filter(jurisdiction__place=place, memberships=None)
        self._beside = quiet.order_by("-pk")[0].pk
        self._elsewhere = Jurisdiction.objects.get(place=other_place).agencies.order_by("pk")[0].pk
        self.nobody = Visitor()
        self.stranger = Visitor(_account("stranger", {}))

    def outside(self, letter: str) -> Visitor:
        """All roles at another agency of the place, or in another place."""
        if letter not in self._visitors:
            self._visitors[letter] = Visitor(_account(letter, self._outside(letter)))
        return self._visitors[letter]

    def in_role(self, letter: str) -> Visitor:
        """The ready account of a role."""
        if letter not in self._visitors:
            name = username(self._place, ROLES[letter][0])
            self._visitors[letter] = Visitor(Account.objects.get(username=name))
        return self._visitors[letter]

    def all_but(self, row: str) -> Visitor:
        """One account that is everybody whom a row leaves out.

        A citizen with every other role here, wherever the ready accounts have them, and the
        roles outside. What somebody may see is the union of what they are: where this account
        finds nothing, nothing that it is finds anything.
        """
        key = "not " + "".join(sorted(set(row) & {*ROLES, BESIDE, ELSEWHERE}))
        if key not in self._visitors:
            at: dict[int, list[str]] = {}
            for letter in (one for one in ROLES if one not in row):
                ready = self.in_role(letter).account
                assert ready is not None
                for agency in ready.memberships.values_list("agency", flat=True):
                    at.setdefault(agency, []).append(letter)
            for letter in (BESIDE, ELSEWHERE):
                if letter not in row:
                    for agency, letters in self._outside(letter).items():
                        at[agency] = [*dict.fromkeys([*at.get(agency, []), *letters])]
            self._visitors[key] = Visitor(_account(key, at))
        return self._visitors[key]

    def _outside(self, letter: str) -> dict[int, list[str]]:
        if letter == BESIDE:
            return {self._beside: list(_OF_AN_AGENCY)}
        return {self._elsewhere: list(ROLES)}


def _account(name: str, at: dict[int, list[str]]) -> Account:
    """A citizen who applied for nothing, with these roles at these agencies."""
    identifier = f"asker {name}"
    party = Party.objects.create(
        kind="person", name="示例路人", identifier=identifier, phone="00000000000"
    )
    account = Account.objects.create(username=identifier, display_name="路人", party=party)
    Membership.objects.bulk_create(
        Membership(account=account, agency_id=agency, role=ROLES[letter][1], starts_on=_SINCE)
        for agency, letters in at.items()
        for letter in letters
    )
    return account
