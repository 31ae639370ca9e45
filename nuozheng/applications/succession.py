"""A service went over to another agency: its cases go along, and their history says so."""

from nuozheng.applications.models import Application
from nuozheng.catalogue.adjustment.models import AgencySuccession
from nuozheng.evidence.models import Move

CHANGE = "change_agency"


def move_cases(succession: AgencySuccession, row: Move) -> None:
    """Follower of a succession: every case of its services, files of decided ones included.

    The files go with the service, since checks, findings and objections may still come; a case
    keeps its list, its version and its clocks.
    """
    before, after = succession.predecessor_id, succession.successor_id
    cases = Application.objects.select_for_update().filter(
        agency=before, item__in=succession.items.values("pk")
    )
    standing = list(cases.order_by("pk").values_list("pk", "status"))
    Move.objects.bulk_create(
        Move(
            kind="application",
            record_id=pk,
            act=CHANGE,
            old=status,
            new=status,
            by=row.by,
            role=row.role,
            at=row.at,
            basis=row.basis,
            detail={"from": before, "to": after, "on": succession.on.isoformat()},
        )
        for pk, status in standing
    )
    Application.objects.filter(pk__in=[pk for pk, _ in standing]).update(agency=after)
