"""How a list came to be as it is: its versions, its revisions, the versions of each entry."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from nuozheng.catalogue.days import list_versions
from nuozheng.catalogue.models import Catalogue
from nuozheng.catalogue.revision.actions.publish import SUBJECTS, channels_of
from nuozheng.catalogue.revision.models import Announcement, Change, Opinion, Revision
from nuozheng.law.milestones import publication_due
from nuozheng.law.review import Outcome
from nuozheng.web.public.places import catalogue_or_404

PER_PAGE = 10
SAMPLE = 20
"""Changes of one revision that are listed by name; the rest is counted."""
KIND_WORD = {"add": "新增", "change": "变更", "remove": "取消"}


@dataclass(frozen=True, slots=True)
class Channel:
    """One channel that the place demands; `record` is None while nothing is recorded there."""

    subject: str
    name: str
    record: Announcement | None
    overdue: bool

    @property
    def link(self) -> str:
        """Only addresses of the web are links; a hall's notice board is words."""
        place = self.record.place if self.record else ""
        return place if place.startswith(("https://", "http://")) else ""


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """One published revision as everybody may read it; nobody's name stands in it."""

    revision: Revision
    changes: Sequence[Change]
    counts: Sequence[tuple[str, int]]
    opinions: Sequence[tuple[str, Opinion]]
    channels: Sequence[Channel]

    @property
    def missing(self) -> list[Channel]:
        return [one for one in self.channels if one.record is None]

    @property
    def more(self) -> int:
        return sum(count for _word, count in self.counts) - len(self.changes)


@require_safe
def show_history(request: HttpRequest, slug: str) -> HttpResponse:
    """Published revisions, newest first, with opinions and channels; every day of change."""
    catalogue, today = catalogue_or_404(request, slug), timezone.localdate()
    page = Paginator(published(catalogue), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "catalogue": catalogue,
        "policy": catalogue.policy,
        "on": today,
        "today": today,
        "page": page,
        "rows": revision_rows(catalogue, list(page)),
        "versions": list_versions(catalogue, today),
    }
    return render(request, "web/public/history.html", context)


def published(catalogue: Catalogue) -> QuerySet[Revision]:
    """The revisions of a list that were published, newest first, with what the public may see."""
    return (
        Revision.objects.filter(catalogue=catalogue)
        .exclude(published_on=None)
        .select_related("agency", "catalogue")
        .prefetch_related(
            Prefetch(
                "opinions",
                Opinion.objects.filter(outcome=Outcome.PASSED.value)
                .select_related("agency")
                .order_by("pk"),
            ),
            "announcements",
        )
        .order_by("-published_on", "-pk")
    )


def revision_rows(catalogue: Catalogue, revisions: Sequence[Revision]) -> list[RevisionRow]:
    """Revisions with their changes counted and the first of them named; in two queries."""
    of_these = Change.objects.filter(revision__in=[one.pk for one in revisions])
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    today = timezone.localdate()
    counted = of_these.order_by().values_list("revision", "kind").annotate(count=Count("pk"))
    for revision_id, kind, count in counted:
        counts[revision_id][kind] = count
    named: dict[int, list[Change]] = defaultdict(list)
    first = of_these.filter(position__lte=SAMPLE).select_related("entry__proof", "item", "made")
    for change in first.order_by("revision", "position"):
        named[change.revision_id].append(change)
    return [
        RevisionRow(
            revision=one,
            changes=named[one.pk],
            counts=[
                (word, counts[one.pk][kind])
                for kind, word in KIND_WORD.items()
                if kind in counts[one.pk]
            ],
            opinions=_opinions(one),
            channels=channels(one, today),
        )
        for one in revisions
    ]


def _opinions(revision: Revision) -> list[tuple[str, Opinion]]:
    """The opinion of each step in the round that led to publication."""
    labels = {step.key: step.label for step in revision.steps}
    return [
        (labels.get(one.step, one.step), one)
        for one in revision.opinions.all()
        if one.round == revision.round
    ]


def channels(revision: Revision, today: date) -> list[Channel]:
    """Every channel the place demands; late where its day has passed without a record."""
    records = {(one.subject, one.channel): one for one in revision.announcements.all()}
    found = []
    for subject, name in channels_of(revision):
        record, due = records.get((subject, name)), publication_due(revision.policy, subject)
        late = record is None and due is not None and due.on < today
        found.append(Channel(SUBJECTS[subject], name, record, late))
    return found
