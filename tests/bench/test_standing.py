"""Many credit records can be made and one standing found among them in one statement."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench import standing
from bench.standing import Size
from nuozheng.credit.standing import standing_of
from nuozheng.law.vocabulary import Severity
from nuozheng.parties.models import Party


def test_a_few_records_are_measured(db: None) -> None:
    report = standing.measure(Size(records=400, lookups=20))
    assert [row[0][:2] for row in report.rows] == ["查一", "下限"]
    assert any(note.startswith("比值") for note in report.notes)
    party = Party.objects.filter(credit_records__kind="untrue").order_by("pk")[0]
    with CaptureQueriesContext(connection) as asked:
        found = standing_of(Party(pk=party.pk), timezone.localdate())
    assert len(asked) == 1
    assert found.worst is Severity.SERIOUS and found.kept + len(found.in_force) == 5
    assert standing_of(Party(pk=party.pk - 100_000), timezone.localdate()).worst is None
