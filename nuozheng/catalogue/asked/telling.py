"""Take down that somebody was asked for a proof that the list spares them."""

import secrets
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from nuozheng.catalogue.asked.models import AskedChannel, StillAsked
from nuozheng.catalogue.models import CatalogueEntry, EntryVersion, ServiceItem
from nuozheng.evidence.wording import written
from nuozheng.law.findings import Refused
from nuozheng.law.vocabulary import Substitution

_READABLE = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LONGEST_WINDOW, LONGEST_WORDS = 80, 500


@dataclass(frozen=True, slots=True)
class Details:
    """What a person may add, all of it optional: at which window, on which day, in their words."""

    window: str = ""
    said_on: date | None = None
    words: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.window.strip() or self.words.strip() or self.said_on)


def tell(
    *,
    item: ServiceItem,
    entry: CatalogueEntry | None = None,
    details: Details | None = None,
    channel: str = AskedChannel.PAGE,
    case_number: str = "",
) -> StillAsked:
    """Record it under a number of its own; `entry` is None where the list has no such proof.

    Errors: Refused where the list itself says that the applicant brings this proof, for a day to
    come, and for texts that are too long.
    """
    today = timezone.localdate()
    version = _standing(entry, today) if entry else None
    given = _checked(details or Details(), today)
    return StillAsked.objects.create(
        number=_number(today),
        catalogue=item.catalogue,
        item=item,
        agency=item.agency,
        version=version,
        basis=list(basis_of(item, version)),
        channel=channel,
        case_number=case_number,
        window=given.window or None,
        words=given.words or None,
        said_on=given.said_on,
        at=timezone.now(),
    )


def add_details(record: StillAsked, details: Details) -> StillAsked:
    """Add where, when and what was said, once; what stands is never overwritten."""
    if record.window or record.words or record.said_on:
        raise Refused.because(
            "details_added_already", "已经补充过一次。", cure="还有要说的，请再告诉我们一次。"
        )
    given = _checked(details, timezone.localdate())
    record.window, record.words = given.window or None, given.words or None
    record.said_on = given.said_on
    record.save(update_fields=["window", "words", "said_on"])
    return record


def basis_of(item: ServiceItem, version: EntryVersion | None) -> tuple[str, ...]:
    """The clauses by which nobody may ask: those of the entry, and the place's own on lists."""
    policy = item.catalogue.policy
    own = [
        clause
        for finding in (version.scope_findings if version else ())
        if str(finding.get("key", "")).startswith("disposed_by_")
        for clause in finding.get("basis", ())
    ]
    if version is not None and not own:
        own = list(policy.scope.dispositions.clause)
    closed = policy.scope.whitelist_only
    general = closed.clause if closed.value else policy.applicants.lawful_proof_basis.clause
    return tuple(dict.fromkeys((*own, *general)))


def _standing(entry: CatalogueEntry, today: date) -> EntryVersion | None:
    version = entry.versions.in_force(today).order_by("-number").first()
    if version is not None and version.substitution == Substitution.RETAINED:
        raise Refused.because(
            "list_lets_them_ask",
            f"按公布的清单，“{entry.proof.name}”要由您提交，窗口可以要。",
            *entry.item.catalogue.policy.applicants.lawful_proof_basis.clause,
            cure="要的如果是清单上没有的证明，请选“清单上没有的证明”。",
        )
    return version


def _checked(details: Details, today: date) -> Details:
    if details.said_on and details.said_on > today:
        raise Refused.because(
            "said_in_the_future", "这一天还没有到。", cure="填今天或者以前的日期，也可以不填。"
        )
    return Details(
        window=written(details.window, "在哪个窗口", LONGEST_WINDOW),
        said_on=details.said_on,
        words=written(details.words, "他们怎么说的", LONGEST_WORDS),
    )


def _number(today: date) -> str:
    """HJ26-7K3Q-90PX: nobody guesses another's."""
    parts = ("".join(secrets.choice(_READABLE) for _ in range(4)) for _ in range(2))
    return "-".join((f"HJ{today:%y}", *parts))
