"""What stands in a bundle, read from the rows and put as plain values that JSON can hold."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone

from nuozheng.applications.models import Application
from nuozheng.evidence.models import AccessReceipt, Deadline, Move
from nuozheng.gateways.sources.registry import attribute_titles, title_of
from nuozheng.law.clauses import UnknownClause, clause
from nuozheng.law.findings import Outcome
from nuozheng.law.identifiers import mask_id
from nuozheng.law.labels import short_label
from nuozheng.law.vocabulary import Role
from nuozheng.verification.afterwards.models import Manner, Service
from nuozheng.verification.bundle.reader import Reader
from nuozheng.verification.bundle.words import KINDS, act_name
from nuozheng.verification.models import UntruthFinding

Json = dict[str, Any]
_NOT_FOR_THE_PERSON = {
    "application": {"choose", "open_finding", "cancel"},
    "untruth_finding": {"open"},
}
"""Acts that are no business of the person's, as on their own page of the case."""
_OUTCOME = {
    Outcome.MET: "符合",
    Outcome.NOT_MET: "不符合",
    Outcome.UNKNOWN: "查不清",
    Outcome.NOT_APPLICABLE: "不涉及",
}
_ANSWERED = {
    "found": "查到",
    "partial": "查到一部分",
    "not_found": "没有查到",
    "ambiguous": "查到不止一个",
    "asked": "等答复",
}


def records_of(case: Application, reader: Reader) -> dict[str, list[int]]:
    """The records whose moves and clocks a reader sees, by kind."""
    found = UntruthFinding.objects.filter(application=case)
    if reader is Reader.PERSON:
        told = found.filter(notified_at__isnull=False)
        return {"application": [case.pk], "untruth_finding": _keys(told)}
    from_findings = UntruthFinding.objects.filter(application=case).values("intended")
    return {
        "application": [case.pk],
        "verification_task": _keys(case.tasks.all()),
        "untruth_finding": _keys(found),
        "intended_measure": [row["intended"] for row in from_findings if row["intended"]],
    }


def case_of(case: Application, reader: Reader) -> Json:
    """The case itself; who applied only for those who may know."""
    found = {
        "number": case.number,
        "item": case.item.name,
        "item_code": case.item.implementation_code,
        "agency": case.agency.name,
        "place": case.catalogue.jurisdiction.name,
        "policy": f"{case.policy.title}（{case.policy.document}）".replace("（）", ""),
        "opened_at": moment(case.opened_at),
        "submitted_at": moment(case.submitted_at),
        "accepted_at": moment(case.accepted_at),
        "decided_at": moment(case.decided_at),
    }
    if reader is not Reader.SUPERVISOR:
        party = case.applicant
        found["applicant"] = party.name
        found["identifier"] = mask_id(party.identifier) if party.is_person else party.identifier
    return found


def acts_of(records: Mapping[str, list[int]], reader: Reader) -> list[Json]:
    """Every move, oldest first: which rule asked for it, who did it, when, why."""
    wanted = Q()
    for kind, keys in records.items():
        if keys:
            hidden = _NOT_FOR_THE_PERSON.get(kind, set()) if reader is Reader.PERSON else set()
            wanted |= Q(kind=kind, record_id__in=keys) & ~Q(act__in=hidden)
    rows = Move.objects.filter(wanted).select_related("by").order_by("id")
    return [_act(row, reader) for row in rows]


def _act(row: Move, reader: Reader) -> Json:
    role = Role(row.role)
    of_person = role.speaks_for_applicant or role is Role.THIRD_PARTY
    named = reader is not Reader.PERSON and not of_person and row.by is not None
    hides = of_person or reader is Reader.SUPERVISOR
    return {
        "at": moment(row.at),
        "kind": KINDS[row.kind],
        "act": act_name(row.kind, row.act),
        "by": f"{row.by}，{role.chinese}" if named else role.chinese,
        "reason": "" if hides else row.reason,
        "clauses": list(row.basis),
    }


def clocks_of(records: Mapping[str, list[int]], today: date) -> list[Json]:
    """Every legal clock: due when, met when, in time or not."""
    wanted = Q()
    for kind, keys in records.items():
        if keys:
            wanted |= Q(kind=kind, record_id__in=keys)
    rows = Deadline.objects.filter(wanted).order_by("started_on", "pk")
    return [
        {
            "title": row.title,
            "started_on": row.started_on.isoformat(),
            "due_on": row.due_on.isoformat(),
            "met_at": moment(row.met_at),
            "of_person": row.of_person,
            "state": _kept(row, today),
            "clauses": list(row.basis),
        }
        for row in rows
    ]


def _kept(row: Deadline, today: date) -> str:
    if row.met_at is not None:
        in_time = timezone.localtime(row.met_at).date() <= row.due_on
        return "按时" if in_time else "超期办结"
    if row.lapsed_at is not None:
        return "到期没有办"
    return "已经超期" if row.due_on < today else "还在期限内"


def findings_of(case: Application, reader: Reader) -> list[Json]:
    """What the rules said of the applicant and of each proof, as it stood that day."""
    rows = [("申请人", stored) for stored in case.eligibility]
    for proof in case.proofs.select_related("version__entry__proof"):
        rows += [(proof.version.entry.proof.name, stored) for stored in proof.findings]
    bare = reader is Reader.SUPERVISOR
    return [
        {
            "of": of,
            "rule": stored["key"],
            "outcome": _OUTCOME[Outcome(stored["outcome"])],
            "detail": "" if bare else stored["detail"],
            "clauses": list(stored["basis"]),
        }
        for of, stored in rows
    ]


def looks_of(case: Application, reader: Reader) -> list[Json]:
    """Every look-up at a source in this case, of the applicant's own data."""
    rows = AccessReceipt.objects.filter(case_number=case.number)
    if reader is Reader.PERSON:
        rows = rows.filter(party=case.applicant_id)
    return [
        {
            "at": moment(row.asked_at),
            "source": title_of(row.source),
            "purpose": row.purpose,
            "attributes": attribute_titles(row.source, row.attributes),
            "result": _ANSWERED.get(row.result, "没有查成"),
            "clauses": list(row.basis),
        }
        for row in rows.order_by("asked_at", "pk")
    ]


def services_of(case: Application, reader: Reader, numbers: Mapping[int, int]) -> list[Json]:
    """How each paper was served and when it was read; `numbers` are the papers' own."""
    rows = Service.objects.filter(application=case, document__in=numbers)
    if reader is Reader.PERSON:
        rows = rows.filter(third_party=None)
    whole = reader is Reader.HANDLER
    return [
        {
            "paper": numbers[row.document_id],
            "manner": Manner(row.manner).label,
            "to": row.to if whole or reader is Reader.PERSON else "",
            "note": row.note if whole else "",
            "served_at": moment(row.served_at),
            "read_at": moment(row.read_at),
        }
        for row in rows
    ]


def signature_of(case: Application, reader: Reader) -> Json | None:
    """告知 and 承诺: what was given and what was signed, by their digests; None before that."""
    commitment, notice = getattr(case, "commitment", None), getattr(case, "notice", None)
    if commitment is None or notice is None or commitment.signed_at is None:
        return None
    return {
        "notice_given_at": moment(notice.delivered_at),
        "notice_sha256": notice.digest,
        "letter_number": commitment.letter_number,
        "signed_at": moment(commitment.signed_at),
        "content_sha256": commitment.content_digest,
        "means": "" if reader is Reader.SUPERVISOR else commitment.signature_words,
        "withdrawn_at": moment(commitment.withdrawn_at),
    }


def clauses_in(rows: Iterable[Json]) -> dict[str, Json]:
    """The words of every clause that the rows cite."""
    keys = sorted({key for row in rows for key in row["clauses"]})
    return {key: _words(key) for key in keys}


def _words(key: str) -> Json:
    try:
        found = clause(key)
    except UnknownClause:
        return {"label": key, "words": "", "caution": ""}
    return {"label": short_label(found), "words": found.words, "caution": found.caution}


def moment(at: datetime | None) -> str:
    """In China's time, to the second; empty for none."""
    return timezone.localtime(at).isoformat(timespec="seconds") if at else ""


def _keys(rows: Any) -> list[int]:
    return list(rows.order_by("pk").values_list("pk", flat=True))
