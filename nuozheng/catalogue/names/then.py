"""What services, agencies and proofs were called on a day, as it was published on that day."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

from django.db.models import CharField, Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce

from nuozheng.catalogue.models import Catalogue, EntryVersion
from nuozheng.catalogue.names.models import EarlierWords
from nuozheng.catalogue.revision.content import EntryContent, ItemContent, ProofContent, content_of

_A_DAY = timedelta(days=1)
Day = date | OuterRef
AGENCY = "agency_then"
"""What `worded` adds to order by."""


def item_words(item: str, on: Day) -> Subquery:
    """The words of a service on a day, null where they are those of today; `item` is its path."""
    return _words(on, item=OuterRef(item))


def proof_words(entry: str, on: Day) -> Subquery:
    """The words of an entry's proof on a day, null where they are those of today."""
    return _words(on, entry=OuterRef(entry))


def item_then(item: str, on: Day) -> Coalesce:
    """The name of a service on a day; `item` is its path."""
    path = "name" if item == "pk" else f"{item}__name"
    return Coalesce(_said("name", on, item=OuterRef(item)), F(path))


def proof_then(entry: str, on: Day) -> Coalesce:
    """The name of an entry's proof on a day."""
    return Coalesce(_said("name", on, entry=OuterRef(entry)), F(f"{entry}__proof__name"))


def worded(versions: QuerySet[EntryVersion], on: Day) -> QuerySet[EntryVersion]:
    """Versions with the words of a day beside them, and the agency's name to order them by."""
    agency = _said("agency", on, item=OuterRef("entry__item"))
    return versions.annotate(
        item_words=item_words("entry__item", on),
        proof_words=proof_words("entry", on),
        agency_then=Coalesce(agency, F("entry__item__agency__name")),
    )


def content_then(version: Any) -> EntryContent:
    """What a version of `worded` said, with the names of its day."""
    content: EntryContent = content_of(version)
    then: dict[str, Any] = {}
    if version.item_words is not None:
        said = {key: value for key, value in version.item_words.items() if key != "agency"}
        then["item"] = ItemContent.model_validate(said)
    if version.proof_words is not None:
        then["proof"] = ProofContent.model_validate(version.proof_words)
    return content.model_copy(update=then) if then else content


def item_said(item: Any) -> tuple[str, str]:
    """(name, agency) of a service annotated with `item_words`."""
    words: dict[str, Any] | None = item.item_words
    return (words["name"], words["agency"]) if words else (item.name, item.agency.name)


def proof_said(entry: Any) -> str:
    """The proof's name of an entry annotated with `proof_words`."""
    words: dict[str, Any] | None = entry.proof_words
    name: str = words["name"] if words else entry.proof.name
    return name


def renamings(catalogue: Catalogue, today: date) -> Counter[date]:
    """How many listed services or proofs were called otherwise from a day on; in one query."""
    rows = _of(catalogue).filter(until__lt=today).order_by().values_list("until")
    return Counter({until + _A_DAY: count for until, count in rows.annotate(count=Count("pk"))})


def last_renaming(catalogue: Catalogue, on: date) -> date | None:
    """The last day up to this one from which something was called otherwise."""
    last = _of(catalogue).filter(until__lt=on).aggregate(last=Max("until"))["last"]
    return last + _A_DAY if last else None


def called_then(catalogue: Catalogue, word: str, on: date) -> set[int]:
    """Services that were called otherwise on a day, or whose proofs were, with this in the name."""
    named = _in(catalogue).filter(until__gte=on, words__name__icontains=word).order_by()
    keys = Coalesce("item", "entry__item")
    return set(named.annotate(service=keys).values_list("service", flat=True))


def last_words(catalogue: Catalogue) -> int:
    """Grows whenever anything of a list is called otherwise."""
    return _in(catalogue).aggregate(last=Max("pk"))["last"] or 0


def _in(catalogue: Catalogue) -> QuerySet[EarlierWords]:
    of_list = Q(item__catalogue=catalogue) | Q(entry__item__catalogue=catalogue)
    return EarlierWords.objects.filter(of_list)


def _of(catalogue: Catalogue) -> QuerySet[EarlierWords]:
    """Changes of words in a list; of what was on the list on their eve, and nothing else."""
    standing = EntryVersion.objects.filter(effective_from__lte=OuterRef("until")).filter(
        Q(effective_until=None) | Q(effective_until__gte=OuterRef("until"))
    )
    return EarlierWords.objects.filter(
        Q(Exists(standing.filter(entry__item=OuterRef("item"))), item__catalogue=catalogue)
        | Q(Exists(standing.filter(entry=OuterRef("entry"))), entry__item__catalogue=catalogue)
    )


def _earlier(on: Day, **of: OuterRef) -> QuerySet[EarlierWords]:
    return EarlierWords.objects.filter(**of, until__gte=on).order_by("until")


def _words(on: Day, **of: OuterRef) -> Subquery:
    return Subquery(_earlier(on, **of).values("words")[:1])


def _said(part: str, on: Day, **of: OuterRef) -> Subquery:
    """One part of the words of a day as text."""
    said = _earlier(on, **of).annotate(said=KT(f"words__{part}"))
    return Subquery(said.values("said")[:1], output_field=CharField())
