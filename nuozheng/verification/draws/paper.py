"""A draw as its public file: hashes, rates and results, nobody's name."""

from typing import Any

from django.utils import timezone

from nuozheng.law.draws import Chosen, Frozen, Inspector, Reveal, Terms, Unit
from nuozheng.law.draws.moves import DrawStatus
from nuozheng.law.draws.paper import as_paper
from nuozheng.verification.draws.models import Draw, DrawUnit


def frozen_of(draw: Draw) -> Frozen:
    """What the root stands for, from the rows."""
    terms = Terms(
        code=draw.code,
        place=draw.agency.name,
        frozen_at=timezone.localtime(draw.frozen_at).isoformat(),
        reveal_until=timezone.localtime(draw.reveal_until).isoformat(),
        number_name=draw.number_name,
        number_at=timezone.localtime(draw.number_at).isoformat(),
        team_size=draw.team_size,
        agencies=tuple(draw.sealings.values_list("agency__name", flat=True)),
    )
    staff = draw.inspectors.order_by("key")
    return Frozen(
        terms,
        draw.groups,
        tuple(Inspector(one.key, tuple(one.skills)) for one in staff),
        tuple(
            Unit(one.key, one.stratum, one.skill, tuple(one.recused))
            for one in draw.units.order_by("key")
        ),
    )


def reveals_of(draw: Draw) -> list[Reveal]:
    """The secrets that were opened."""
    opened = draw.sealings.exclude(secret="").values_list("agency__name", "secret")
    return [Reveal(*one) for one in opened]


def public_paper(draw: Draw) -> dict[str, Any]:
    """The file that anybody may fetch: before the publication without the result."""
    sealed = draw.sealings.exclude(seal="").values_list("agency__name", "seal")
    chosen = drawn_units(draw) if draw.status == DrawStatus.PUBLISHED else []
    return as_paper(
        frozen_of(draw),
        dict(sealed),
        reveals_of(draw),
        draw.number if draw.confirmed_by_id else "",
        [Chosen(one.key, one.stratum, tuple(one.team)) for one in chosen],
    )


def drawn_units(draw: Draw) -> list[DrawUnit]:
    """The units that were drawn, in the order of the result."""
    return list(draw.units.filter(place__isnull=False).order_by("place"))
