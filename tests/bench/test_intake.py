"""The measured import does what an import does, in small."""

import pytest

from bench import intake
from nuozheng.catalogue.intake.models import Fate, Status
from nuozheng.catalogue.models import Catalogue

pytestmark = pytest.mark.django_db


def test_a_small_file_is_previewed_and_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    listed = Catalogue.objects.get(slug=intake.SLUG)
    monkeypatch.setattr(
        "nuozheng.catalogue.actions.build.build_catalogue",
        lambda *_: type("Built", (), {"catalogue": listed}),
    )
    made = intake.department(40)
    found = intake.preview(made)
    assert found.status == Status.READY  # one of them has no code
    assert found.counts[Fate.SAME] == 19 and found.counts[Fate.ADD] == 10
    assert intake.take(made, found).status == Status.TAKEN
