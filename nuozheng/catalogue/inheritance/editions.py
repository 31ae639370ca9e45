"""汇总目录: number the merged list of a place, keep every edition, file it upward."""

import csv
import io
import zlib
from collections import Counter
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from nuozheng.catalogue.export.cells import guarded, unguarded
from nuozheng.catalogue.inheritance import access
from nuozheng.catalogue.inheritance.models import Edition
from nuozheng.catalogue.inheritance.rollup import merged
from nuozheng.catalogue.models import Catalogue, EntryVersion
from nuozheng.evidence.moves import append, locked
from nuozheng.evidence.wording import SHORT, written
from nuozheng.law.findings import Refused
from nuozheng.law.vocabulary import Substitution
from nuozheng.parties.models import Account

KIND = "edition"
TITLES = (
    *("清单", "单位", "事项名称", "事项实施编码", "证明名称", "免提交方式"),
    *("设定依据", "条款", "版本", "施行日期"),
)
_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class EditionLine:
    """One entry as an edition says it, under TITLES."""

    catalogue: str
    agency: str
    service: str
    code: str
    proof: str
    way: str
    legal_basis: str
    article: str
    version: str
    since: str


def merge(*, catalogue: Catalogue, by: Account) -> Edition:
    """The next edition of the merged list, as it stands today (ORD21-4.2h).

    Errors: Refused for others than the place's justice reviewers, and where nothing changed
    since the last edition.
    """
    today, now = timezone.localdate(), timezone.now()
    role = access.must_review(by, catalogue, today)
    with transaction.atomic():
        held = Catalogue.objects.select_for_update().get(pk=catalogue.pk)
        content, versions, counts = _written(held, today)
        digest = sha256(content).hexdigest()
        last = Edition.objects.filter(catalogue=held).defer("content", "versions").first()
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
            content=zlib.compress(content),
            counts=counts,
            digest=digest,
            made_at=now,
            made_by=by,
        )
        append(
            KIND, edition.pk, "merge", "", "merged", by=by, role=role, at=now,
            detail={"number": edition.number, "digest": digest},
        )  # fmt: skip
    return edition


def file_of(edition: Edition) -> bytes:
    """The edition as it was filed: a CSV whose SHA-256 is its digest."""
    return zlib.decompress(bytes(edition.content))


def lines_of(edition: Edition) -> list[EditionLine]:
    """What an edition says, then and now the same, whatever was renamed since."""
    rows = csv.reader(io.StringIO(file_of(edition).decode("utf-8-sig")))
    next(rows)
    return [EditionLine(*map(unguarded, row)) for row in rows]


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


def _written(catalogue: Catalogue, on: date) -> tuple[bytes, list[int], dict[str, dict[str, int]]]:
    """The file, the versions in it, and how many proofs of each way each list has."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(TITLES)
    versions: list[int] = []
    counted: Counter[tuple[str, str]] = Counter()
    for version in merged(catalogue, on).iterator(_AT_ONCE):
        writer.writerow(map(guarded, _cells(version)))
        versions.append(version.pk)
        counted[version.entry.item.catalogue.slug, version.substitution] += 1
    counts: dict[str, dict[str, int]] = {}
    for (slug, way), proofs in sorted(counted.items()):
        counts.setdefault(slug, {})[way] = proofs
    return text.getvalue().encode("utf-8-sig"), versions, counts


def _cells(version: EntryVersion) -> tuple[str, ...]:
    """In the order of TITLES; one line of text each."""
    item, proof = version.entry.item, version.entry.proof
    said = (
        *(item.catalogue.title, item.agency.name, item.name, item.implementation_code),
        *(proof.name, Substitution(version.substitution).chinese),
        *(version.legal_basis, version.article, str(version.number)),
        version.effective_from.isoformat(),
    )
    return tuple(" ".join(cell.split()) for cell in said)
