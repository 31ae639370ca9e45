"""Put lines into the log, and take the salt of one away; the sequencer gives them their places."""

import hashlib
import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.db.models import Q

from nuozheng.evidence import moves
from nuozheng.evidence.log.models import LogLeaf
from nuozheng.evidence.log.proofs import salted
from nuozheng.law.vocabulary import Role

SALT_BYTES = 32
AT_ONCE = 2000
_INSERT = """
INSERT INTO evidence_logleaf (kind, record, sha256, sm3, salt, entry, added_at)
SELECT *, %s::timestamptz FROM unnest(
  %s::text[], %s::text[], %s::text[], %s::text[], %s::bytea[], %s::bytea[]
) ON CONFLICT DO NOTHING
"""
FORGOTTEN = "log_line"
"""Kind of the move that tells of a line's lost salt."""


@dataclass(frozen=True, slots=True)
class Logged:
    """What a line stands for, with the digests of its bytes in hexadecimals."""

    kind: str
    record: str
    sha256: str
    sm3: str

    @classmethod
    def of(cls, kind: str, record: str, content: bytes) -> "Logged":
        return cls(
            kind,
            record,
            hashlib.sha256(content).hexdigest(),
            hashlib.new("sm3", content).hexdigest(),
        )


def entry_of(logged: Logged, at: datetime, salt: bytes) -> bytes:
    """What is published: kind, time to the minute, and salted digests of record and content.

    ["letter","2026-11-22T03:04Z","<SHA-256>","<SM3>"], as `proofs.salted` makes them.
    """
    moment = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")
    digests = salted(salt, logged.record, bytes.fromhex(logged.sha256), bytes.fromhex(logged.sm3))
    return json.dumps([logged.kind, moment, *digests], separators=(",", ":")).encode()


def add(logged: Iterable[Logged], *, at: datetime) -> None:
    """One line each; what is in the log already is left as it is. In the caller's transaction."""
    waiting = iter(logged)
    while part := list(islice(waiting, AT_ONCE)):
        salts = [secrets.token_bytes(SALT_BYTES) for _ in part]
        columns = (
            [one.kind for one in part],
            [one.record for one in part],
            [one.sha256 for one in part],
            [one.sm3 for one in part],
            salts,
            [entry_of(one, at, salt) for one, salt in zip(part, salts, strict=True)],
        )
        with connection.cursor() as cursor:
            cursor.execute(_INSERT, (at, *columns))


def forget(kind: str, record: str, *, by: Any, role: Role, at: datetime, reason: str) -> int:
    """Delete salt and digests of all lines of a record that is deleted; how many they were.

    Proofs of all other lines stay whole, and nothing can be told from these. A move says who did
    it and why, so that nobody can pass off a forged record as a deleted one.
    """
    with transaction.atomic():
        found = LogLeaf.objects.select_for_update().filter(
            Q(record=record) | Q(record__startswith=f"{record}."), kind=kind, salt__isnull=False
        )
        leaves = list(found.order_by("pk"))
        for leaf in leaves:
            leaf.salt, leaf.sha256, leaf.sm3 = None, "", ""
            leaf.save(update_fields=["salt", "sha256", "sm3"])
            moves.append(
                FORGOTTEN,
                leaf.pk,
                "forget",
                "kept",
                "forgotten",
                by=by,
                role=role,
                at=at,
                reason=reason,
            )
    return len(leaves)
