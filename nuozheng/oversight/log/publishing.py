"""Bring the log up to date: read what is new, sign the head, ask the witnesses."""

from datetime import datetime

from nuozheng.evidence import alarms
from nuozheng.evidence.log.models import LogHead
from nuozheng.evidence.log.sequencer import ROOT, sequence
from nuozheng.law.alarms import AlarmKind
from nuozheng.oversight.log.collecting import collect
from nuozheng.oversight.log.cosigning import cosign_newest


def publish(at: datetime) -> LogHead | None:
    """The newest head; None while nothing is in the log. Errors: sequencer.Inconsistent."""
    collect(at)
    head = sequence(at)
    alarms.silence(AlarmKind.LOG, ROOT, at=at)
    cosign_newest(at)
    return head
