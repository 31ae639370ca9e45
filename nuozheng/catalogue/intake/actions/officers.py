"""Name a liaison officer of an agency, or end the term of one."""

from collections.abc import Mapping
from datetime import timedelta

from django.utils import timezone

from nuozheng.catalogue.intake.actions.receive import must_keep
from nuozheng.catalogue.intake.models import LiaisonOfficer
from nuozheng.law.identifiers import normalise_identifier
from nuozheng.parties.models import Account, Agency


def add_officer(*, agency: Agency, said: Mapping[str, str], by: Account) -> LiaisonOfficer:
    """From today on; Refused for anybody but the agency's keepers."""
    must_keep(by, agency)
    return LiaisonOfficer.objects.create(
        agency=agency,
        name=said["name"],
        phone=normalise_identifier(said["phone"]),
        department=said.get("department", ""),
        post=said.get("post", ""),
        note=said.get("note", ""),
        starts_on=timezone.localdate(),
    )


def end_officer(*, officer: LiaisonOfficer, by: Account) -> None:
    """Yesterday was the last day; the row stays."""
    must_keep(by, officer.agency)
    officer.ends_on = timezone.localdate() - timedelta(days=1)
    officer.save(update_fields=["ends_on"])
