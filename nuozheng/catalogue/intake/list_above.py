"""The list above out of a file: kept as it was sent, and compared at once."""

from collections.abc import Mapping
from typing import Any

from nuozheng.catalogue.inheritance.compare import compare
from nuozheng.catalogue.inheritance.models import EntryAbove
from nuozheng.catalogue.intake.fields import FIELDS
from nuozheng.catalogue.intake.models import Fate, Intake, IntakeRow
from nuozheng.catalogue.intake.remarks import Remark
from nuozheng.catalogue.intake.ways import chosen_way
from nuozheng.law.policy import Policy
from nuozheng.law.trouble.names import said
from nuozheng.parties.models import Account

_MEASURING = ("alternatives", "agent_allowed", "legal_basis", "article")
_DAYS = "item.decision_days"


def take_list_above(intake: Intake, by: Account) -> None:
    """Replace what an earlier file said and write the differences down (MJ21-2.2.4a, ORD21-4.2a).

    A line without a way of being met says nothing that ours could be measured by.
    """
    EntryAbove.objects.filter(catalogue=intake.catalogue, agency=intake.agency).delete()
    policy = intake.catalogue.policy
    rows = intake.rows.filter(fate__in=(Fate.ADD, Fate.CHANGE, Fate.SAME)).order_by("position")
    entries = (_entry(intake, row, policy) for row in rows)
    EntryAbove.objects.bulk_create((one for one in entries if one is not None), batch_size=1000)
    compare(catalogue=intake.catalogue, by=by)


def _entry(intake: Intake, row: IntakeRow, policy: Policy) -> EntryAbove | None:
    remarks: list[Remark] = []
    way, _other_way = chosen_way(row.fields, policy, remarks)
    if way is None:
        return None
    service = row.fields["item.name"][:120]
    return EntryAbove(
        catalogue=intake.catalogue,
        agency=intake.agency,
        intake=intake,
        service=service,
        core=said(service),
        proof=row.fields["proof.name"][:120],
        columns={"substitution": way.value, **_columns(row.fields)},
    )


def _columns(fields: Mapping[str, str]) -> dict[str, Any]:
    """The columns that the file has; one that can't be read says nothing."""
    found: dict[str, Any] = {}
    for key in (*_MEASURING, _DAYS):
        text = fields.get(key, "")
        if not text:
            continue
        try:
            found[key.removeprefix("item.")] = FIELDS[key].read(text)
        except ValueError:
            continue
    return found
