"""What a platform must know is written down in the transaction of the act that it tells of."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, cast

from django.utils import timezone

from nuozheng.credit.listing.models import Listing
from nuozheng.credit.models import CreditRecord
from nuozheng.credit.push.models import CreditMessage, PushAction, PushStatus
from nuozheng.evidence.models import Move
from nuozheng.gateways.credit.platforms import platforms
from nuozheng.gateways.credit.protocol import Content, Subject
from nuozheng.law.credit import KIND_WORD, SEVERITY_WORD, RecordKind
from nuozheng.law.procedure import RecordStatus
from nuozheng.law.restraints import RestraintStatus
from nuozheng.law.vocabulary import Severity
from nuozheng.parties.models import Party


def registered(record: CreditRecord, move: Move) -> None:
    """A record is in force: every platform of its place gets it."""
    tell_added([record], move.at)


def changed(record: CreditRecord, move: Move) -> None:
    """A record is disputed, corrected or stands again: whoever was told of it is told so too."""
    tell_changed(record, move.at)


def tell_changed(record: CreditRecord, at: datetime) -> None:
    """Whoever was told of a record gets it as it stands now, with the lists that rest on it."""
    entries = Listing.objects.filter(record=record, status=RestraintStatus.IN_FORCE)
    content = _content(record, record.party, tuple(one.list_title for one in entries))
    _queue([_message(key, record, PushAction.UPDATE, content, at) for key in _told_of(record)])


def tell_removed(record: CreditRecord, reason: str, at: datetime) -> list[CreditMessage]:
    """A record is over: whoever was told of it takes it down; the messages."""
    body = {"reason": reason}
    messages = [_message(key, record, PushAction.REMOVE, body, at) for key in _told_of(record)]
    _queue(messages)
    return messages


def tell_added(records: Sequence[CreditRecord], at: datetime) -> None:
    """Queue records that are in force; nothing where no platform serves their place."""
    known = platforms()
    wanted = [
        (record, keys) for record in records if (keys := known.serving(record.jurisdiction.place))
    ]
    if not wanted:
        return
    people = Party.objects.only("kind", "name", "identifier").in_bulk(
        {record.party_id for record, _keys in wanted}
    )
    _queue(
        _message(key, record, PushAction.ADD, _content(record, people[record.party_id]), at)
        for record, keys in wanted
        for key in keys
    )


def _told_of(record: CreditRecord) -> list[str]:
    told = CreditMessage.objects.filter(record=record, action=PushAction.ADD)
    return list(told.values_list("platform", flat=True))


def _queue(messages: Iterable[CreditMessage]) -> None:
    CreditMessage.objects.bulk_create(messages, batch_size=1000)


def _message(
    key: str, record: CreditRecord, action: PushAction, body: dict[str, Any], at: datetime
) -> CreditMessage:
    number = f"{record.jurisdiction.place}-{record.pk}"
    return CreditMessage(
        id=uuid.uuid4(),
        platform=key,
        record=record,
        action=action,
        body={"action": action.value, "record": number, **body},
        status=PushStatus.WAITING,
        next_at=at,
        created_at=at,
    )


def _content(record: CreditRecord, party: Party, lists: tuple[str, ...] = ()) -> dict[str, Any]:
    number = {"id_number": party.identifier} if party.is_person else {}
    code = {} if party.is_person else {"credit_code": party.identifier}
    subject = Subject(
        name=party.name, kind="自然人" if party.is_person else "法人", **number, **code
    )
    content = Content(
        subject=subject,
        kind=KIND_WORD[cast(RecordKind, record.kind)],
        grade=SEVERITY_WORD[Severity(record.severity)] if record.severity else "",
        behaviour=record.behaviour,
        promise=record.promise,
        document_number=record.document_number,
        document_on=record.document_on,
        agency=record.agency.name,
        recorded_on=timezone.localdate(record.recorded_at) if record.recorded_at else None,
        ends_on=record.ends_on,
        state=RecordStatus(record.status).chinese,
        repaired_on=record.repaired_on,
        lists=lists,
    )
    return {"content": content.model_dump(mode="json", by_alias=True, exclude_defaults=True)}
