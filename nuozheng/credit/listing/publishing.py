"""What of a list entry or a sanction goes to the public, and that it comes down the same day."""

from datetime import timedelta

from nuozheng.credit.listing.models import Listing
from nuozheng.credit.push.telling import tell_changed
from nuozheng.credit.sanctions.access import AnyRestraint
from nuozheng.credit.sanctions.models import Sanction
from nuozheng.disclosure.opening import Subject, publish
from nuozheng.disclosure.taking_down import take_down
from nuozheng.evidence.models import Move
from nuozheng.law.disclosure.pieces import Piece
from nuozheng.law.procedure import RecordStatus
from nuozheng.law.repair import spoken
from nuozheng.law.sanctions import publishable

_OVER = {
    "release": "已经准予移出名单",
    "withdraw": "作出的单位已经解除",
    "lift": "依据的记录已经修复、撤销，或者已经移出名单",
    "end": "已经到期",
}


def publish_listing(entry: Listing, row: Move) -> None:
    """Follower of a decision: 对外曝光 (LYG19-1.2.2d), companies only, the least fields."""
    _publish(entry, row, "breach")


def publish_sanction(sanction: Sanction, row: Move) -> None:
    """Follower of a decision: 公开联合惩戒措施 (LYG19-2.1c), companies only."""
    _publish(sanction, row, "sanction")


def take_off(restraint: AnyRestraint, row: Move) -> None:
    """Follower of every end: nothing of it is public from this moment."""
    take_down(of=restraint.kind, record_id=restraint.pk, reason=_OVER[row.act], at=row.at)


def tell_platforms(entry: Listing, row: Move) -> None:
    """Follower of entry and exit: 纳入市公共信用信息系统 (LYG19-1.2.2d), with the record itself.

    Where the record is over, its removal has said all.
    """
    if entry.record.status in (RecordStatus.IN_FORCE, RecordStatus.DISPUTED):
        tell_changed(entry.record, row.at)


def _publish(restraint: AnyRestraint, row: Move, section: str) -> None:
    policy, party = restraint.policy, restraint.party
    found = publishable(policy, company=not party.is_person)
    if found.is_obstacle or restraint.ends_on is None or restraint.starts_on is None:
        return
    publish(
        Subject(
            of=restraint.kind,
            record_id=restraint.pk,
            title=restraint.title,
            party=party,
            agency=restraint.agency,
            policy=policy,
            case_number=restraint.record.case_number,
        ),
        section=section,
        pieces=[
            Piece("name", "名称", party.name, "company_name"),
            Piece("identifier", "统一社会信用代码", party.identifier),
            Piece("measure", "内容", restraint.title, "free"),
            Piece("document", "决定文书", restraint.document_number, "free"),
            Piece("agency", "决定单位", restraint.agency.name),
            Piece("period", "起止", f"{spoken(restraint.starts_on)}至{spoken(restraint.ends_on)}"),
        ],
        end_on=restraint.ends_on - timedelta(days=1),
        at=row.at,
        basis=found.basis,
    )
