"""Say which list stands above a list."""

from django.db import transaction
from django.utils import timezone

from nuozheng.catalogue.inheritance import access
from nuozheng.catalogue.inheritance.models import ListDifference
from nuozheng.catalogue.inheritance.rollup import below
from nuozheng.catalogue.models import Catalogue
from nuozheng.evidence.moves import append
from nuozheng.evidence.wording import written
from nuozheng.law.findings import Refused
from nuozheng.parties.models import Account, Jurisdiction

KIND = "list_above"


def place_below(
    *, catalogue: Catalogue, above: Catalogue | None, reason: str, by: Account
) -> Catalogue:
    """Put a list below another, or below none; the differences are compared anew afterwards.

    Errors: Refused for others than the justice reviewers of the lower list's place, without a
    reason, for the list that stands above already, for a list of a place that is not above, and
    for a list that stands below this one.
    """
    today, now = timezone.localdate(), timezone.now()
    role = access.must_review(by, catalogue, today)
    because = written(reason, "依据")
    with transaction.atomic():
        # Every placing waits for the one before: two at once could close a circle.
        list(Catalogue.objects.select_for_update().order_by("pk").values_list("pk", flat=True))
        held = Catalogue.objects.select_related("parent", "jurisdiction").get(pk=catalogue.pk)
        old = held.parent
        if old == above:
            raise Refused.because(
                "placed_there_already",
                f"上级清单已经是《{above.title}》。" if above else "本来就没有上级清单。",
                cure="请刷新页面，看最新的。",
            )
        if not because:
            raise Refused.because(
                "reason_required",
                "没有写依据。",
                *held.policy.listing.compare_with.clause,
                cure="写明按哪份文件、哪次部署确定上级清单。",
            )
        if above is not None:
            _must_be_above(held, above)
        ListDifference.objects.filter(catalogue=held).delete()
        held.parent = above
        held.save(update_fields=["parent"])
        append(
            KIND, held.pk, "place" if above else "detach",
            old.slug if old else "", above.slug if above else "none",
            by=by, role=role, at=now, reason=because,
            basis=held.policy.listing.compare_with.clause,
        )  # fmt: skip
    return held


def possible_above(catalogue: Catalogue) -> list[Catalogue]:
    """The lists of the same place and of the places above it that don't stand below this one."""
    places, place = [catalogue.jurisdiction_id], catalogue.jurisdiction
    while place.parent_id is not None and place.parent_id not in places:
        places.append(place.parent_id)
        place = Jurisdiction.objects.get(pk=place.parent_id)
    under = below(catalogue)
    return list(Catalogue.objects.filter(jurisdiction__in=places).exclude(pk__in=under))


def _must_be_above(catalogue: Catalogue, above: Catalogue) -> None:
    if above.pk in below(catalogue):
        raise Refused.because(
            "lists_in_a_circle",
            f"《{above.title}》在这份清单下面，不能又在上面。",
            cure="先把它的上级清单改掉，或者换一份。",
        )
    if above not in possible_above(catalogue):
        raise Refused.because(
            "list_of_another_place",
            f"《{above.title}》不是本地区或者上级地区的清单。",
            cure="选本地区或者上级地区的清单；上级清单是表格的，从“导入”里传上来。",
        )
