"""Write down what is to be made public, with its places; nothing is seen yet."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from nuozheng.disclosure.models import Posting, Publication
from nuozheng.evidence import rows
from nuozheng.evidence.moves import append
from nuozheng.law.disclosure.duty import Object, Regime
from nuozheng.law.disclosure.moves import PUBLICATION, PostingStatus, PublicationStatus
from nuozheng.law.disclosure.pieces import Piece
from nuozheng.law.disclosure.sections import sections_of
from nuozheng.law.policy import Policy
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Agency, Party

_READABLE = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Of what, about whom, by which office; `title` is public and names nobody."""

    of: str
    record_id: int
    title: str
    party: Party
    agency: Agency
    policy: Policy
    case_number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Under which regime, where, and what the person was told about scope and end."""

    regime: Regime
    places: Sequence[str]
    basis: Sequence[str]
    object: Object = "letter"
    scope: str = ""
    until: str = ""
    secrets: Sequence[str] = ()


def expect_letter(
    subject: Subject, terms: Terms, *, by: object = None, at: datetime
) -> Publication:
    """A letter that will be public once its case is decided, with a posting for each place."""
    row = _row(subject, at)
    row.regime, row.object, row.status = terms.regime, terms.object, PublicationStatus.EXPECTED
    row.places, row.basis = list(terms.places), list(dict.fromkeys(terms.basis))
    row.scope, row.until, row.secrets = terms.scope, terms.until, list(terms.secrets)
    return _opened(row, by, Role.APPLICANT if by else Role.SYSTEM)


def publish(
    subject: Subject,
    *,
    section: str,
    pieces: Sequence[Piece],
    end_on: date,
    at: datetime,
    places: Sequence[str] | None = None,
    basis: Sequence[str] = (),
) -> Publication | None:
    """Bring a record, listing, sanction or the like to the desk that publishes it.

    `section` is one of `law.disclosure.sections.SECTION_WORD`; `end_on` the last day on which it
    may be seen; `places` where else than on our own pages, the text's channels unless said. It is
    public only after somebody proposed and somebody else released it. None where the place
    publishes nothing of the kind; twice gives the same one.
    """
    policy = subject.policy
    if section not in sections_of(policy):
        return None
    standing = Publication.objects.filter(
        of=subject.of,
        record_id=subject.record_id,
        section=section,
        status__in=[PublicationStatus.DUE, PublicationStatus.PROPOSED, PublicationStatus.PUBLISHED],
    ).first()
    if standing is not None:
        return standing
    rule = policy.disclosure
    row = _row(subject, at)
    row.regime, row.object, row.section = Regime.MANDATORY, "record", section
    row.status, row.end_on = PublicationStatus.DUE, end_on
    row.places = list(rule.credit_channels.value if places is None else places)
    row.basis = list(dict.fromkeys((*rule.credit_contents.clause, *basis)))
    row.pieces = [one.as_stored() for one in pieces]
    return _opened(row, None, Role.SYSTEM)


def _row(subject: Subject, at: datetime) -> Publication:
    return Publication(
        code=new_number("GS", at.year),
        of=subject.of,
        record_id=subject.record_id,
        title=subject.title[:200],
        jurisdiction_id=subject.agency.jurisdiction_id,
        agency=subject.agency,
        party=subject.party,
        policy_key=subject.policy.key,
        case_number=subject.case_number,
        opened_at=at,
    )


def _opened(row: Publication, by: object, role: Role) -> Publication:
    row = rows.insert(row)
    rows.insert_all(
        [
            Posting(publication=row, place=place, status=PostingStatus.PLANNED)
            for place in row.places
        ]
    )
    append(
        PUBLICATION.kind,
        row.pk,
        "open_publication",
        "",
        row.status,
        by=by,
        role=role,
        at=row.opened_at,
        basis=row.basis,
    )
    return row


def new_number(letters: str, year: int) -> str:
    """GS26-7K3Q-90PX: nobody guesses another's, and nobody counts them."""
    parts = ("".join(secrets.choice(_READABLE) for _ in range(4)) for _ in range(2))
    return "-".join((f"{letters}{year % 100:02}", *parts))
