"""The tables of the test database, made from the models, with what only migrations can say.

Going through the migrations takes longer; the journeys' demonstration goes through them, and
`test_tables.py` holds them to the models.
"""

from collections.abc import Iterator

from django.apps import apps
from django.db.migrations import RunSQL
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.test import override_settings

MADE_ELSEWHERE = "procrastinate"
"""Its tables and functions exist in its migrations only."""


def without_migrations() -> dict[str, None]:
    """The apps whose tables are made from their models, for `MIGRATION_MODULES`."""
    return {app.label: None for app in apps.get_app_configs() if app.label != MADE_ELSEWHERE}


def own_sql() -> Iterator[str]:
    """What our migrations ask of the database beyond the models, in their order."""
    for operation in _own_operations():
        if isinstance(operation, RunSQL):
            assert isinstance(operation.sql, str)
            yield operation.sql


def _own_operations() -> Iterator[Operation]:
    with override_settings(MIGRATION_MODULES={}):
        graph = MigrationLoader(None).graph
    seen = set()
    for leaf in sorted(graph.leaf_nodes()):
        for node in graph.forwards_plan(leaf):
            if node not in seen and apps.get_app_config(node[0]).name.startswith("nuozheng."):
                yield from graph.nodes[node].operations
            seen.add(node)
