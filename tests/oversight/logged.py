"""A log in a folder of its own, brought up to date by hand."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from nuozheng.evidence.log.models import LogHead
from nuozheng.oversight.log.audit import audit
from nuozheng.oversight.log.publishing import publish


class Log:
    """The log of a test: `publish` as the job does each minute, `problems` as the audit names."""

    def __init__(self, folder: Path, settings: Any) -> None:
        self.folder = folder
        settings.NUOZHENG_TRANSPARENCY_FOLDER = str(folder)

    def publish(self) -> LogHead:
        head = publish(timezone.now())
        assert head is not None
        return head

    def problems(self, table: str = "") -> list[str]:
        return [str(one) for one in audit(timezone.now(), table=table)]

    @contextmanager
    def forged(self, table: str, statement: str) -> Iterator[list[str]]:
        """What the audit says of a table after somebody changed it by hand; then it is undone."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute(statement)
            assert cursor.rowcount != 0, "nothing was forged"
            yield self.problems(table)
            transaction.set_rollback(True)
