"""Electronic certificates of a case: found, linked by reference, looked at again.

A certificate that counts stands in the proof's row: which one, whose seal, as of which day, by
which channel; never a copy. Its number is encrypted with whatever else was fetched.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from nuozheng.applications.models import Application, DisposedProof
from nuozheng.applications.sources import contested_by, subject_of
from nuozheng.gateways.sources.client import ask_all
from nuozheng.gateways.sources.protocol import Answer, CertificateQuery
from nuozheng.gateways.sources.registry import library
from nuozheng.gateways.sources.seals import region_title
from nuozheng.law.certificates import Certificate, in_force, kind_for, title_of
from nuozheng.law.conditions import AnswerStatus
from nuozheng.law.vocabulary import Substitution
from nuozheng.parties import receipts


@dataclass(frozen=True, slots=True)
class Linked:
    """What a proof's row says of its certificate; `instead` is the way whose place it took."""

    kind: str
    issuer: str
    region: str
    digest: str
    as_of: date
    channel: str
    instead: Substitution
    looked_again: str

    @property
    def title(self) -> str:
        return title_of(self.kind)


def look_up(
    application: Application,
    *,
    kinds: Sequence[str] = (),
    code: str = "",
    purpose: str,
    by: Any,
    at: datetime,
) -> Answer | None:
    """The applicant's certificates, with a receipt; None where there is no library for them.

    Call it outside a transaction. Never raises for a failing library: it says nothing then.
    What its subject has contested counts for nothing so long.
    """
    source, party = library(), application.applicant
    if source is None or party.kind not in source.subjects:
        return None
    basis = application.policy.verification.data_sources.clause
    query = CertificateQuery(
        source=source.name,
        subject=subject_of(party),
        attributes=tuple(source.attributes),
        purpose=purpose,
        case_number=application.number,
        item_code=application.item.implementation_code,
        clause=basis[0] if basis else "",
        kinds=tuple(kinds),
        code=code,
    )
    (answer,) = ask_all([query])
    receipts.keep(party.pk, [(query, answer)], by=by, at=at, basis=basis)
    return None if contested_by(party).get(source.name) else answer


def kind_of(proof_code: str, way: Substitution) -> str:
    """The kind of certificate that would spare the applicant this proof; "" where none can."""
    return "" if way is Substitution.CANCELLED else kind_for(proof_code)


def counting(answer: Answer | None, kind: str, day: date) -> Certificate | None:
    """The certificate of a kind that counts today."""
    if answer is None or answer.status is not AnswerStatus.FOUND or not kind:
        return None
    return in_force(answer.certificates, kind, day)


def told(answer: Answer, certificate: Certificate, *, instead: str, channel: str) -> dict[str, Any]:
    """What goes into `DisposedProof.obtained`: a reference, without the number."""
    assert answer.as_of is not None, "an answer with certificates has its day"
    return {
        "sources": {answer.source: AnswerStatus.FOUND.value},
        "as_of": answer.as_of.isoformat(),
        "unanswered": [],
        "certificate": {
            "kind": certificate.kind,
            "issuer": certificate.issuer,
            "region": region_title(certificate.issuer),
            "digest": certificate.digest,
            "channel": channel,
            "instead": instead,
            "looked_again": "",
        },
    }


def values(answer: Answer, certificate: Certificate, day: date) -> dict[str, Any]:
    """What goes, encrypted, into `DisposedProof.fetched`."""
    until = certificate.valid_until_on
    said = {
        "kind": title_of(certificate.kind),
        "number": certificate.number,
        "issuer": certificate.issuer,
        "issued_on": certificate.issued_on.isoformat(),
        "valid_until_on": until.isoformat() if until else None,
        "state": certificate.state_on(day).value,
    }
    as_of = answer.as_of.isoformat() if answer.as_of else ""
    held = {name: value for name, value in said.items() if value}
    return {answer.source: {"as_of": as_of, "attributes": held}}


def linked(proof: DisposedProof) -> Linked | None:
    """The certificate that meets a proof; None where another way does."""
    stored: Mapping[str, str] | None = proof.obtained.get("certificate")
    if stored is None or proof.way is not Substitution.DATA_SHARING:
        return None
    return Linked(
        kind=stored["kind"],
        issuer=stored["issuer"],
        region=stored["region"],
        digest=stored["digest"],
        as_of=date.fromisoformat(proof.obtained["as_of"]),
        channel=stored["channel"],
        instead=Substitution(stored["instead"]),
        looked_again=stored["looked_again"],
    )
