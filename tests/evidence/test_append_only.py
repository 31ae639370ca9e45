"""Nobody changes or removes what happened, not even with SQL."""

import pytest
from django.db import Error, connection, transaction

from nuozheng.evidence.append_only import TABLES
from nuozheng.evidence.models import AccessReceipt, Move
from tests.world import Worlds

pytestmark = pytest.mark.django_db
COLUMN = {"evidence_move": "reason", "evidence_accessreceipt": "problem"}


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(
    "order",
    [
        "UPDATE {table} SET {column} = 'other'",
        "UPDATE {table} SET {column} = 'other' WHERE id = (SELECT min(id) FROM {table})",
        "DELETE FROM {table}",
        "TRUNCATE {table}",
        "TRUNCATE {table} CASCADE",
    ],
)
def test_the_database_refuses(world: Worlds, table: str, order: str) -> None:
    world("ordos-2021").opened().checked()
    model = Move if table == "evidence_move" else AccessReceipt
    before = list(model.objects.order_by("pk").values())
    assert before
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with (
        pytest.raises(Error, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(order.format(table=table, column=COLUMN[table]))
    assert list(model.objects.order_by("pk").values()) == before


def test_the_models_are_refused_too(world: Worlds) -> None:
    case = world("ordos-2021").opened()
    move = case.moves()[0]
    move.reason = "改一改"
    for act in (move.save, move.delete):
        with pytest.raises(Error, match="append-only"), transaction.atomic():
            act()
    assert case.moves()[0].reason == ""
