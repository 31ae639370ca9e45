"""Choose what of it the public sees, and hand it to a second pair of eyes."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from nuozheng.disclosure.access import roles_on
from nuozheng.disclosure.models import Publication, RefusedPublication
from nuozheng.evidence.moves import locked, move, must_be_allowed
from nuozheng.evidence.wording import written
from nuozheng.law.disclosure.detector import nothing_private_is_left
from nuozheng.law.disclosure.duty import no_secret_is_touched
from nuozheng.law.disclosure.moves import PUBLICATION
from nuozheng.law.disclosure.periods import end_is_promised, term_still_runs
from nuozheng.law.disclosure.pieces import Piece, way_is_open
from nuozheng.law.disclosure.places import dishonesty_has_basis
from nuozheng.law.findings import Finding, Refused, obstacles
from nuozheng.law.vocabulary import PartyKind
from nuozheng.parties.models import Account


def propose(
    *,
    publication: Publication,
    ways: Mapping[str, str],
    by: Account,
    legal_basis: str = "",
) -> Publication:
    """Fix how each piece is shown; `ways` are by the pieces' keys, the usual ones where missing.

    `legal_basis` is what a person's dishonesty is published on. Errors: Refused with every
    obstacle; an attempt on a secret is kept for the supervisor.
    """
    legal_basis = written(legal_basis, "公布的依据", 200)
    with transaction.atomic():
        row = locked(Publication, publication.pk)
        roles = roles_on(by, row, timezone.localdate())
        role = must_be_allowed(PUBLICATION, "propose_publication", row.status, roles)
        pieces, faults = _with_ways(row.read_pieces, ways)
        row.legal_basis = legal_basis
        found = [*faults, *obstacles(may_be_public(row, pieces))]
        if not found:
            row.pieces = [one.as_stored() for one in pieces]
            row.proposed_by = by
            move(
                row,
                PUBLICATION,
                "propose_publication",
                by=by,
                role=role,
                at=timezone.now(),
                basis=row.basis,
                changed=("pieces", "proposed_by", "legal_basis"),
            )
    if found:
        refuse(row, found, by)
    return row


def may_be_public(row: Publication, pieces: Sequence[Piece]) -> list[Finding]:
    """Every rule on what is about to be shown: secrets, numbers, its end, its basis."""
    policy, today = row.policy, timezone.localdate()
    found = [
        no_secret_is_touched(policy, tuple(row.secrets)),
        nothing_private_is_left(policy, public_texts(row.title, pieces)),
    ]
    if row.end_on is not None:
        found.append(term_still_runs(row.end_on, today))
    if row.is_letter and row.regime != "voluntary":
        found.append(end_is_promised(row.until))
    if row.section == "breach":
        found.append(dishonesty_has_basis(policy, PartyKind(row.party.kind), row.legal_basis))
    return found


def public_texts(title: str, pieces: Sequence[Piece]) -> dict[str, str]:
    """What the public reads, by its label; what is hidden isn't there."""
    told = {one.label: one.public for one in pieces if one.public}
    return {"标题": title, **told}


def refuse(row: Publication, found: Sequence[Finding], by: Account) -> None:
    """Raise Refused; what touches a secret or private data is kept as an attempt first."""
    grave = [one for one in found if one.key in ("no_secret_is_touched", "nothing_private_is_left")]
    if grave:
        RefusedPublication.objects.create(
            publication=row,
            tried_by=by,
            tried_at=timezone.now(),
            findings=[one.as_json() for one in grave],
        )
    raise Refused(*found)


def _with_ways(
    pieces: Sequence[Piece], ways: Mapping[str, str]
) -> tuple[list[Piece], list[Finding]]:
    chosen, faults = [], []
    for piece in pieces:
        way = ways.get(piece.key, piece.chosen)
        found = way_is_open(piece, way)
        if found.is_obstacle:
            faults.append(found)
        else:
            chosen.append(replace(piece, way=next(one for one in piece.ways if one == way)))
    return chosen, faults
