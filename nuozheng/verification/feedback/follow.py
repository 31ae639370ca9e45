"""及时将核查情况反馈有关单位 (ORD23-3.3.3h): each result goes to who decides and who supplies."""

import json
from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db import connection
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.utils import timezone

from nuozheng.catalogue.models import Proof
from nuozheng.evidence.models import Move
from nuozheng.law.calendar import load_calendar
from nuozheng.law.policy import Policy, load_policy, policies
from nuozheng.law.procedure import TaskStatus
from nuozheng.parties.models import Agency, Jurisdiction
from nuozheng.verification.models import VerificationTask
from nuozheng.verification.sources.access import register_owner
from nuozheng.verification.sources.models import SharedProof

_TELL = """
INSERT INTO verification_checkfeedback
  (task_id, agency_id, part, supplier, result, status, sent_at, due_on)
SELECT task.id, told.agency, told.part, told.supplier, %(result)s, 'sent', %(at)s, %(due)s
FROM verification_verificationtask AS task
JOIN applications_application AS one ON one.id = task.application_id
JOIN applications_disposedproof AS disposed ON disposed.id = task.proof_id
JOIN catalogue_entryversion AS version ON version.id = disposed.version_id
JOIN catalogue_catalogueentry AS entry ON entry.id = version.entry_id
CROSS JOIN LATERAL (
  SELECT one.agency_id AS agency, 'deciding' AS part, '' AS supplier
  UNION ALL
  SELECT supplier.agency, 'supplier', supplier.name
  FROM json_to_recordset(%(suppliers)s) AS supplier
    (place bigint, proof bigint, agency bigint, name text)
  JOIN catalogue_catalogue AS list ON list.id = one.catalogue_id
  WHERE supplier.place = list.jurisdiction_id AND supplier.proof = entry.proof_id
) AS told
WHERE task.id = ANY(%(tasks)s) AND one.policy_key = %(policy)s
"""


def tell_confirmed(task: VerificationTask, row: Move) -> None:
    """The promise was true."""
    tell([task.pk], TaskStatus.CONFIRMED, row.at)


def tell_contradicted(task: VerificationTask, row: Move) -> None:
    """There is a difference; it is no finding yet."""
    tell([task.pk], TaskStatus.CONTRADICTED, row.at)


def tell_unclear(task: VerificationTask, row: Move) -> None:
    """It could not be cleared up this time, which counts against nobody."""
    tell([task.pk], TaskStatus.UNABLE, row.at)


def tell_many(confirmed: Sequence[int], at: datetime) -> None:
    """As for each of them, where a batch confirmed many at once."""
    tell(confirmed, TaskStatus.CONFIRMED, at)


def tell(tasks: Sequence[int], result: TaskStatus, at: datetime) -> None:
    """Tell the units concerned of a result of these tasks, where the place's text says so."""
    for key, policy in policies().items():
        days = policy.verification.feedback_days
        if not days.clause:
            continue
        these = RawSQL("SELECT unnest(%s::bigint[])", [list(tasks)])
        mine = VerificationTask.objects.filter(pk__in=these, application__policy_key=key)
        about = set(
            mine.values_list("application__catalogue__jurisdiction", "proof__version__entry__proof")
            .order_by()
            .distinct()
        )
        if not about:
            continue
        due = load_calendar().add_working_days(timezone.localtime(at).date(), days.value).on
        _insert(tasks, key, about, result, at, due)


def _insert(
    tasks: Sequence[int],
    key: str,
    about: set[tuple[int, int]],
    result: TaskStatus,
    at: datetime,
    due: date,
) -> None:
    suppliers = _suppliers(load_policy(key), about)
    with connection.cursor() as cursor:
        cursor.execute(
            _TELL,
            {
                "tasks": list(tasks),
                "policy": key,
                "result": result.value,
                "at": at,
                "due": due,
                "suppliers": json.dumps(suppliers, ensure_ascii=False),
            },
        )


def _suppliers(policy: Policy, about: set[tuple[int, int]]) -> list[dict[str, object]]:
    """Who holds the data of each proof: the unit itself where it is one of the place's.

    Otherwise the unit that keeps the sharing list, which hands it on to the one named.
    """
    places = Jurisdiction.objects.in_bulk({place for place, _proof in about})
    proofs = Proof.objects.in_bulk({proof for _place, proof in about})
    shared = SharedProof.objects.filter(jurisdiction__in=places, proof__in=proofs)
    holders = {(one.jurisdiction_id, one.proof_id): one.supplier for one in shared}
    names = {
        (place, proof): holders.get((place, proof)) or proofs[proof].issuing_body
        for place, proof in about
    }
    units = _units(places, set(names.values()) - {""})
    keepers = {key: register_owner(place, policy) for key, place in places.items()}
    found: list[dict[str, object]] = []
    for (place, proof), name in sorted(names.items()):
        agency = units.get((place, name)) or keepers[place]
        if agency is not None:
            found.append({"place": place, "proof": proof, "agency": agency.pk, "name": name})
    return found


def _units(places: Collection[int], names: Collection[str]) -> dict[tuple[int, str], Agency]:
    """The places' own units by their whole name, otherwise by the short one."""
    rows = Agency.objects.filter(
        Q(name__in=names) | Q(short_name__in=names), jurisdiction__in=places
    ).order_by("-pk")
    by_short = {(one.jurisdiction_id, one.short_name): one for one in rows}
    return by_short | {(one.jurisdiction_id, one.name): one for one in rows}
