"""People and companies: known once, by their number."""

import pytest
from django.db import IntegrityError, transaction

from nuozheng.parties.models import Party
from nuozheng.parties.tokens import holder, issue, revoke
from tests.world import Worlds

pytestmark = pytest.mark.django_db


def test_a_number_is_known_once_for_a_kind(world: Worlds) -> None:
    party = world("ordos-2021").party("honest")
    with pytest.raises(IntegrityError), transaction.atomic():
        Party.objects.create(kind="person", name="别的名字", identifier=party.identifier.lower())
    Party.objects.create(kind="company", name="同号企业", identifier=party.identifier)


def test_the_index_follows_the_number(world: Worlds) -> None:
    party = world("ordos-2021").party("honest")
    old = party.identifier
    party.identifier = "91150600MA0EXAMPLE"
    party.save()
    assert Party.objects.known_as("person", "91150600ma0example") == party
    assert Party.objects.known_as("person", old) is None


def test_what_a_party_is_called_is_not_in_its_text(world: Worlds) -> None:
    here = world("ordos-2021")
    for key in ("honest", "honest_company"):
        party = here.party(key)
        assert party.name not in str(party) and party.identifier not in repr(party)
    assert here.party("honest").is_person and not here.party("honest_company").is_person


def test_a_token_opens_until_it_ends_or_is_revoked(world: Worlds) -> None:
    from datetime import timedelta

    from django.utils import timezone

    account, now = world("ordos-2021").citizen, timezone.now()
    token, secret = issue(account, name="示例", days=1)
    assert secret not in token.digest
    assert holder(secret, now) == token
    assert holder(secret + "x", now) is None and holder("", now) is None
    assert holder(secret, now + timedelta(days=1, seconds=1)) is None
    revoke(token)
    assert holder(secret, now) is None
    for days in (0, 367):
        with pytest.raises(ValueError, match="1 to 366"):
            issue(account, name="示例", days=days)
