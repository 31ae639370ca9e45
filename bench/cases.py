"""Cases ready to be signed: one made by the real acts, the others row-for-row copies of it.

Every copy has its own applicant, account and token, its own encrypted values and digests. The
rows of each table are numbered from far apart, so that a number says which table it belongs to.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone

from nuozheng.applications import declaration
from nuozheng.applications.models import Application, Commitment, DisposedProof, Notice
from nuozheng.catalogue.actions.build import build_catalogue
from nuozheng.evidence.models import AccessReceipt, Move
from nuozheng.parties import tokens
from nuozheng.parties.models import Account, ApiToken, Party
from nuozheng.sandbox.accounts import party_of
from nuozheng.sandbox.asking import sources_answering
from nuozheng.sandbox.cast import cast
from nuozheng.sandbox.city import City
from nuozheng.sandbox.stage import Stage

SLUG, SERVICE, WHO = "ordos-2021", "sv-056", "honest"
NUMBERED: Sequence[type[Model]] = (
    Application, Commitment, DisposedProof, Party, Account, ApiToken
)  # fmt: skip
_LETTERS, _CASES = 800_000_000, 900_000_000
M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Ready:
    """A case that its applicant may sign, with the applicant's token."""

    application_id: int
    number: str
    token: str
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pool:
    """The cases in order; `first` are the row numbers of the first one, by what they number.

    The next case has each number increased by one, a proof's by the number of proofs in a case.
    """

    cases: list[Ready]
    first: dict[str, int] = field(repr=False)
    proofs_each: int = 1


class Supply:
    """The cases that are not signed yet; each is handed out once."""

    def __init__(self, pool: Pool) -> None:
        self.pool, self.taken = pool, 0

    def take(self, count: int) -> Sequence[Ready]:
        """The next so many; RuntimeError when there are not enough."""
        found = self.pool.cases[self.taken : self.taken + count]
        if len(found) < count:
            raise RuntimeError("可以签的办件不够")
        self.taken += count
        return found


def make(count: int) -> Pool:
    """Build the list, one real case and its copies, all in one transaction each."""
    _number_from_far_apart()
    model = _real_case()
    city = City(seed=3, people=count, companies=0)
    with transaction.atomic():
        return _Copies(model, [city.person(index) for index in range(count)]).write()


def _number_from_far_apart() -> None:
    with connection.cursor() as cursor:
        for place, model in enumerate(NUMBERED, start=1):
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)",
                [model._meta.db_table, place * 100_000_000],
            )


def _real_case() -> Application:
    """Opened, chosen, notified, declared and checked against answering sources."""
    catalogue = build_catalogue(SLUG, timezone.localdate()).catalogue
    member = cast(SLUG)[WHO]
    Party(kind=member.kind, name=member.name, identifier=member.identifier).save()
    account = Account(username="measured", party=party_of(member))
    account.set_unusable_password()
    account.save()
    stage = Stage(catalogue, {WHO: account}, cast(SLUG))
    with sources_answering():
        case = stage.open(SERVICE, WHO, "measured-opening")
        stage.choose(case, account)
        stage.notify(case, account)
        case = stage.fresh(case)
        stage.declare(case, account, WHO)
    return stage.fresh(case)


class _Copies:
    """Writes the copies of one case, a table at a time."""

    def __init__(self, model: Application, people: Sequence[Any]) -> None:
        self._model, self._people = model, people
        self._proofs = list(model.proofs.order_by("position"))

    def write(self) -> Pool:
        parties = self._parties()
        accounts = _write(
            Account(username=f"measured-{n}", password="!", party=party)
            for n, party in enumerate(parties)
        )
        issued = [tokens.issue(account, name="measured", days=1) for account in accounts]
        cases = self._applications(parties, accounts)
        proofs = self._proof_rows(cases)
        commitments = self._commitments(cases, proofs)
        self._history(cases, accounts, parties)
        first = {
            "application": cases[0].pk,
            "commitment": commitments[0].pk,
            "proof": proofs[0].pk,
            "party": parties[0].pk,
            "account": accounts[0].pk,
            "token": issued[0][0].pk,
            "letter": _LETTERS,
            "case": _CASES,
        }
        statements = tuple(self._model.policy.commitment.statements.value)
        return Pool(
            [
                Ready(case.pk, case.number, secret, statements)
                for case, (_token, secret) in zip(cases, issued, strict=True)
            ],
            first,
            len(self._proofs),
        )

    def _parties(self) -> list[Party]:
        return _write(
            Party(
                kind="person",
                name=person.name,
                identifier=person.identifier,
                identifier_index=Party.index_of(person.identifier),
                phone=person.phone,
            )
            for person in self._people
        )

    def _applications(
        self, parties: Sequence[Party], accounts: Sequence[Account]
    ) -> list[Application]:
        day = self._model.number.rsplit("-", 1)[0]
        return _write(
            _copy(
                self._model,
                number=f"{day}-{_CASES + n}",
                applicant_id=party.pk,
                opened_by_id=account.pk,
            )
            for n, (party, account) in enumerate(zip(parties, accounts, strict=True))
        )

    def _proof_rows(self, cases: Sequence[Application]) -> list[DisposedProof]:
        return _write(
            _copy(proof, application_id=case.pk, chosen_by_id=case.opened_by_id)
            for case in cases
            for proof in self._proofs
        )

    def _commitments(
        self, cases: Sequence[Application], proofs: Sequence[DisposedProof]
    ) -> list[Commitment]:
        """Declared values name the proofs they are of: each copy's name its own."""
        model = Commitment.objects.get(application=self._model)
        notice = Notice.objects.get(application=self._model)
        each = len(self._proofs)
        made: list[Commitment] = []
        for n, case in enumerate(cases):
            own = {
                str(old.pk): str(new.pk)
                for old, new in zip(self._proofs, proofs[n * each : (n + 1) * each], strict=True)
            }
            declared = {own[key]: values for key, values in model.declared.items()}
            digest = declaration.digest(declared)
            made.append(
                _copy(
                    model,
                    application_id=case.pk,
                    letter_number=f"{model.letter_number[:9]}-{_LETTERS + n}",
                    entered={own[key]: values for key, values in model.entered.items()},
                    declared=declared,
                    declared_digest=digest,
                    checks=[{**row, "proof": own[row["proof"]]} for row in model.checks],
                    checked_digest=digest,
                )
            )
        _write(
            _copy(notice, application_id=case.pk, delivered_to_id=case.opened_by_id)
            for case in cases
        )
        return _write(made)

    def _history(
        self,
        cases: Sequence[Application],
        accounts: Sequence[Account],
        parties: Sequence[Party],
    ) -> None:
        moves = list(Move.objects.filter(kind="application", record_id=self._model.pk))
        receipts = list(AccessReceipt.objects.filter(case_number=self._model.number))
        _write(
            _copy(move, record_id=case.pk, by_id=account.pk)
            for case, account in zip(cases, accounts, strict=True)
            for move in moves
        )
        _write(
            _copy(receipt, party_id=party.pk, case_number=case.number, asked_by_id=account.pk)
            for case, party, account in zip(cases, parties, accounts, strict=True)
            for receipt in receipts
        )


def _write(rows: Iterable[M]) -> list[M]:
    """Insert rows of one table."""
    held = list(rows)
    # A statement takes 65,535 values at most.
    return type(held[0])._default_manager.bulk_create(held, batch_size=500)


def _copy(row: M, **changed: object) -> M:
    """An unsaved copy of a row with some columns changed."""
    values: dict[str, Any] = {
        column.attname: getattr(row, column.attname)
        for column in row._meta.concrete_fields
        if not column.primary_key
    }
    return type(row)(**(values | changed))
