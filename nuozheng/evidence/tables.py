"""Tables made at once."""

from collections.abc import Sequence
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class MakeTables(Operation):
    """New tables with all their fields, constraints and indexes, as these operations say.

    One by one, Django renders every model of the project anew for each operation, since all of
    them hang together: a hundred tables take most of a minute. Here it renders them once.
    """

    reduces_to_sql = True

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = operations
        self._made = [one.name for one in operations if isinstance(one, CreateModel)]
        strange = [one for one in operations if _model_of(one) not in map(str.lower, self._made)]
        if strange:
            raise ValueError(f"not about a table made here: {strange}")

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        vars(state).pop("apps", None)
        for one in self.operations:
            one.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for name in self._made:
            schema_editor.create_model(_model(to_state, app_label, name))

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for name in reversed(self._made):
            schema_editor.delete_model(_model(from_state, app_label, name))

    def describe(self) -> str:
        return f"Make tables of {', '.join(self._made)}"


def _model_of(operation: Operation) -> str:
    if isinstance(operation, CreateModel):
        return operation.name_lower
    return str(getattr(operation, "model_name_lower", ""))


def _model(state: ProjectState, app_label: str, name: str) -> Any:
    return state.apps.get_model(app_label, name)
