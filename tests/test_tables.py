"""The migrations make what the models say."""

import pytest
from django.apps import apps
from django.db import migrations, models
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.test import override_settings
from django.utils import translation

from nuozheng.evidence.tables import MakeTables


def test_nothing_in_the_models_is_missing_in_the_migrations() -> None:
    # Words in the models are read as they stand, as `makemigrations` does.
    with override_settings(MIGRATION_MODULES={}), translation.override(None):
        loader = MigrationLoader(None)
        found = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps))
        changes = found.changes(graph=loader.graph)
    ours = {label for label in changes if apps.get_app_config(label).name.startswith("nuozheng.")}
    assert not ours, {label: changes[label] for label in ours}


def test_only_what_belongs_to_new_tables_is_made_with_them() -> None:
    with pytest.raises(ValueError, match="not about a table made here"):
        MakeTables([migrations.AddField("Application", "colour", models.TextField())])
