"""A pytest plugin: the lists, the sources and a fresh world for each test.

Session: the five lists are built once per database; the sandbox's source servers run in a thread.
Test: `world` makes accounts for a list inside the test's transaction.
"""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings as django_settings
from django.db import connection
from django.db.models import Model
from django.test.utils import setup_databases, teardown_databases
from django.utils import timezone

from nuozheng.catalogue.actions.build import build_catalogue
from nuozheng.catalogue.duties.models import UnitDuty
from nuozheng.catalogue.guides.models import ServiceGuide
from nuozheng.documents.models import Document
from nuozheng.evidence.models import Deadline
from nuozheng.gateways.sources.client import client_for
from nuozheng.gateways.sources.registry import registry
from nuozheng.parties.models import Account, Party
from nuozheng.sandbox.city import City
from nuozheng.sandbox.faults import EVERY_SOURCE, Mode
from nuozheng.sandbox.servers import Running, start_in_thread
from tests.tables import own_sql, without_migrations
from tests.world import LISTS, World


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Each worker has a database of its own; its tables are made from the models."""
    django_settings.MIGRATION_MODULES = without_migrations()


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: Any
) -> Iterator[None]:
    """The five lists stand in every test's database.

    In place of pytest-django's own, which makes none where no test of the run is marked for it.
    """
    with django_db_blocker.unblock():
        made = setup_databases(
            verbosity=0,
            interactive=False,
            aliases=dict.fromkeys(["default"]),
            serialized_aliases=[],
        )
        with connection.cursor() as cursor:
            for statement in own_sql():
                cursor.execute(statement)
        for slug in LISTS:
            build_catalogue(slug, timezone.localdate())
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture(scope="session")
def source_server() -> Iterator[Running]:
    city = City(seed=7, people=200, companies=20)
    running = start_in_thread(city, django_settings.NUOZHENG_SOURCES_KEY)
    yield running
    running.stop()


@pytest.fixture
def sources(source_server: Running, settings: Any) -> Iterator[Running]:
    """The real source servers, without faults, configured for this test."""
    settings.NUOZHENG_SOURCES_URL = source_server.url
    yield source_server
    for source in (EVERY_SOURCE, *registry()):
        source_server.faults.set(source, Mode.OK)
    client_for.cache_clear()  # with it the breakers that this test tripped


@pytest.fixture
def world(db: None, sources: Running) -> Callable[[str], World]:
    """`world("ordos-2021")`: the cast of that list."""
    return World


@pytest.fixture
def committed_world(
    django_db_setup: None, django_db_blocker: Any, sources: Running
) -> Iterator[Callable[[str], World]]:
    """`world` for tests of several connections: rows are committed and emptied afterwards.

    The lists stay, and what was published with them. Moves can't be emptied while their triggers
    watch, so the session that empties them says that it only replays.
    """
    with django_db_blocker.unblock():
        yield World
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
            for statement in _emptying():
                cursor.execute(statement)
            cursor.execute("TRUNCATE procrastinate_jobs CASCADE")
            cursor.execute("SET session_replication_role = origin")
        connection.close()


@cache
def _emptying() -> tuple[str, ...]:
    """Statements that empty everything that hangs on people, papers and clocks, but the lists.

    Of what belongs to a list only what somebody did goes.
    """
    reached: set[type[Model]] = {Party, Account, Document, Deadline}
    every = apps.get_models(include_auto_created=True)
    while more := {one for one in every if _hangs_on(one, reached)} - reached:
        reached |= more
    statements = []
    for model in sorted(reached, key=lambda one: one._meta.db_table):
        where = " OR ".join(f"{column} IS NOT NULL" for column in _hangs_on(model, reached))
        kept = model in (ServiceGuide, UnitDuty)
        statements.append(f"DELETE FROM {model._meta.db_table}" + (f" WHERE {where}" * kept))
    return tuple(statements)


def _hangs_on(model: type[Model], reached: set[type[Model]]) -> list[str]:
    """The columns by which a model refers to one of these."""
    return [
        str(field.column)
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model in reached
    ]
