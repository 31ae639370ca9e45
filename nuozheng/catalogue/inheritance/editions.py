"""汇总目录: number the merged list of a place, keep every edition, file it upward."""

import json
from datetime import date

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from nuozheng.catalogue.inheritance import access
from nuozheng.catalogue.inheritance.models import Edition
from nuozheng.catalogue.inheritance.rollup import BELOW
from nuozheng.catalogue.models import Catalogue, EntryVersion
from nuozheng.evidence.moves import append, locked
from nuozheng.evidence.wording import SHORT, written
from nuozheng.law.findings import Refused
from nuozheng.parties.models import Account

KIND = "edition"
_CONTENT = (
    BELOW
    + """, line AS (
  SELECT version.id, list.slug, version.substitution,
    concat_ws('|', list.slug, agency.name, item.name, item.implementation_code, proof.name,
      version.substitution, version.legal_basis, version.article, version.number) AS words
  FROM catalogue_entryversion version
  JOIN catalogue_catalogueentry entry ON entry.id = version.entry_id
  JOIN catalogue_proof proof ON proof.id = entry.proof_id
  JOIN catalogue_serviceitem item ON item.id = entry.item_id
  JOIN catalogue_catalogue list ON list.id = item.catalogue_id
  JOIN parties_agency agency ON agency.id = item.agency_id
  WHERE list.id IN (SELECT id FROM below) AND version.effective_from <= %(day)s
    AND (version.effective_until IS NULL OR version.effective_until >= %(day)s)
)
SELECT (SELECT coalesce(array_agg(id ORDER BY id), '{}') FROM line),
  (SELECT encode(sha256(convert_to(coalesce(string_agg(words, chr(10) ORDER BY id), ''), 'UTF8')),
    'hex') FROM line),
  (SELECT coalesce(jsonb_object_agg(slug, ways), '{}') FROM (
    SELECT slug, jsonb_object_agg(substitution, proofs) AS ways
    FROM (SELECT slug, substitution, count(*) AS proofs FROM line GROUP BY 1, 2) counted
    GROUP BY slug
  ) by_list)
"""
)


def merge(*, catalogue: Catalogue, by: Account) -> Edition:
    """The next edition of the merged list, as it stands today (ORD21-4.2h).

    Errors: Refused for others than the place's justice reviewers, and where nothing changed
    since the last edition.
    """
    today, now = timezone.localdate(), timezone.now()
    role = access.must_review(by, catalogue, today)
    with transaction.atomic():
        held = Catalogue.objects.select_for_update().get(pk=catalogue.pk)
        with connection.cursor() as cursor:
            cursor.execute(_CONTENT, {"root": held.pk, "day": today})
            versions, digest, counts = cursor.fetchone()
        last = Edition.objects.filter(catalogue=held).first()
        if last is not None and last.digest == digest:
            raise Refused.because(
                "edition_unchanged",
                f"和第{last.number}版一样，没有变化。",
                cure="清单有新的公布以后再汇总。",
            )
        edition = Edition.objects.create(
            catalogue=held,
            number=last.number + 1 if last else 1,
            on=today,
            entries=len(versions),
            versions=versions,
            counts=json.loads(counts) if isinstance(counts, str) else counts,
            digest=digest,
            made_at=now,
            made_by=by,
        )
        append(
            KIND, edition.pk, "merge", "", "merged", by=by, role=role, at=now,
            detail={"number": edition.number, "digest": digest},
        )  # fmt: skip
    return edition


def entries_of(edition: Edition) -> QuerySet[EntryVersion]:
    """What an edition says, then and now the same."""
    return (
        EntryVersion.objects.filter(pk__in=edition.versions)
        .select_related("entry__item__agency", "entry__item__catalogue", "entry__proof")
        .order_by("entry__item__catalogue", "entry__item__agency", "entry__item", "entry__position")
    )


def file_edition(*, edition: Edition, on: date, to: str, receipt: str, by: Account) -> Edition:
    """Record that an edition was filed upward: to whom, on which day, with which receipt.

    Errors: Refused for others than the place's justice reviewers, twice, for a day outside of
    the edition's and today, and without recipient or receipt.
    """
    today, now = timezone.localdate(), timezone.now()
    with transaction.atomic():
        held = locked(Edition, edition.pk)
        role = access.must_review(by, held.catalogue, today)
        if held.filed_on is not None:
            raise Refused.because(
                "edition_filed", "这一版已经报送过。", cure="有变化的，汇总新的一版再报。"
            )
        if not held.on <= on <= today:
            raise Refused.because(
                "filing_day_wrong", "报送日期应在汇总以后、今天以前。", cure="核对日期再填。"
            )
        held.filed_to = written(to, "报送给谁", 120)
        held.receipt = written(receipt, "回执编号", SHORT)
        if not held.filed_to or not held.receipt:
            raise Refused.because(
                "receipt_missing",
                "没有写报送给谁，或者没有写回执编号。",
                cure="写明报送单位和回执编号；没有编号的，写“已收到，无编号”。",
            )
        held.filed_on, held.filed_by = on, by
        held.save(update_fields=["filed_on", "filed_by", "filed_to", "receipt"])
        append(
            KIND, held.pk, "file", "merged", "filed", by=by, role=role, at=now,
            basis=held.catalogue.policy.listing.filing_recipient.clause,
            detail={"to": held.filed_to, "on": on.isoformat()},
        )  # fmt: skip
    return held
