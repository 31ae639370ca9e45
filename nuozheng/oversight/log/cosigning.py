"""Have the newest head cosigned by the witnesses, and put their signatures into the checkpoint."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from nuozheng.evidence import alarms
from nuozheng.evidence.log.models import LogHead
from nuozheng.evidence.log.notes import Note, Verifier
from nuozheng.evidence.log.sequencer import publish
from nuozheng.evidence.log.settings import log_tiles
from nuozheng.gateways.delivery import Undelivered, Unreachable
from nuozheng.gateways.witnesses.client import cosign
from nuozheng.gateways.witnesses.register import witnesses
from nuozheng.law.alarms import AlarmKind
from nuozheng.law.merkle import consistency_proof

PATIENCE = timedelta(hours=1)
"""A witness may be silent for so long before anybody is told."""


def cosign_newest(at: datetime) -> int:
    """Ask every witness that has not signed the newest head; how many signed it now.

    The log goes on without them; an hour without a witness's signature raises an alarm.
    """
    head, signed = LogHead.objects.first(), 0
    if head is None:
        return 0
    for name, witness in witnesses().witness.items():
        if _signed_by(head, witness.verifier):
            continue
        last = _last_signed(witness.verifier)
        try:
            known = last.size if last else 0
            line = cosign(witness, Note.read(head.note), known, partial(_proof, head.size))
        except (Undelivered, Unreachable) as fault:
            begun = last or LogHead.objects.earliest("size")
            if at - begun.signed_at > PATIENCE:
                alarms.sound(AlarmKind.LOG, f"witness {name}", {"problem": str(fault)}, at=at)
            continue
        note = Note.read(head.note)
        head.note = str(Note(note.text, (*note.signatures, line)))
        head.save(update_fields=["note"])
        publish(head)
        alarms.silence(AlarmKind.LOG, f"witness {name}", at=at)
        signed += 1
    return signed


def _proof(size: int, old: int) -> Sequence[bytes]:
    return consistency_proof(old, size, log_tiles().node) if old else ()


def _last_signed(key: Verifier) -> LogHead | None:
    found = LogHead.objects.filter(note__contains=f"\n— {key.name} ")
    return next((head for head in found[:10] if _signed_by(head, key)), None)


def _signed_by(head: LogHead, key: Verifier) -> bool:
    return any(
        (name, raw[:4]) == (key.name, key.id) for name, raw in Note.read(head.note).signatures
    )
