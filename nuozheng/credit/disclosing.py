"""What of a credit record goes to the public: by the place's rules, to its last day."""

from datetime import timedelta
from typing import cast

from nuozheng.credit.listing.models import Listing
from nuozheng.credit.models import CreditRecord
from nuozheng.credit.sanctions.models import Sanction
from nuozheng.credit.standing import fact_of
from nuozheng.disclosure.disputing import mark_disputed
from nuozheng.disclosure.opening import Subject, publish
from nuozheng.disclosure.taking_down import take_down
from nuozheng.evidence.models import Move
from nuozheng.law.credit import KIND_WORD, SEVERITY_WORD, RecordKind
from nuozheng.law.disclosure.pieces import Piece
from nuozheng.law.disclosure.places import file_may_be_public
from nuozheng.law.policy import load_policy
from nuozheng.law.procedure import RecordStatus
from nuozheng.law.repair import period, spoken
from nuozheng.law.vocabulary import PartyKind, Severity

OF = "credit_record"
OVER = {
    "repair": "信用已经修复",
    "end": "记录已经到期",
    "annul": "异议成立，记录已经撤销",
}


def publish_record(record: CreditRecord, row: Move) -> None:
    """Follower of a registration: 公开失信信息 where the place does and the grade is published."""
    policy = load_policy(record.policy_key)
    if not record.is_adverse or record.ends_on is None:
        return
    if not period(policy, fact_of(record)).published:
        return
    subject = Subject(
        of=OF,
        record_id=record.pk,
        title=KIND_WORD[cast(RecordKind, record.kind)],
        party=record.party,
        agency=record.agency,
        policy=policy,
        case_number=record.case_number,
    )
    kind = PartyKind(record.party.kind)
    withheld = file_may_be_public(policy, kind).is_obstacle
    publish(
        subject,
        section="breach",
        pieces=_pieces(record),
        end_on=record.ends_on - timedelta(days=1),
        at=row.at,
        places=() if withheld else None,
        basis=record.basis,
    )


def take_record_down(record: CreditRecord, row: Move) -> None:
    """Follower of repair, end and annulment: nothing of it is public from this moment."""
    take_down(of=OF, record_id=record.pk, reason=OVER[row.act], at=row.at)


def mark_dispute(record: CreditRecord, row: Move) -> None:
    """Follower of an objection: what is public of the record says so until it is settled."""
    resting: dict[str, list[int]] = {
        one.kind: list(one.objects.filter(record=record).values_list("pk", flat=True))
        for one in (Listing, Sanction)
    }
    mark_disputed({OF: [record.pk], **resting}, disputed=row.new == RecordStatus.DISPUTED)


def _pieces(record: CreditRecord) -> list[Piece]:
    party = record.party
    person = party.is_person
    grade = SEVERITY_WORD[Severity(record.severity)] if record.severity else ""
    day = spoken(record.document_on) if record.document_on else ""
    return [
        Piece("name", "姓名" if person else "名称", party.name, "person_name")
        if person
        else Piece("name", "名称", party.name, "company_name"),
        Piece("identifier", "身份证件号码", party.identifier, "identifier")
        if person
        else Piece("identifier", "统一社会信用代码", party.identifier),
        Piece("behaviour", "失信行为", f"{record.behaviour}（{grade}）", "free"),
        Piece("document", "认定文书", f"{record.document_number}，{day}", "free"),
        Piece("agency", "认定单位", record.agency.name),
    ]
