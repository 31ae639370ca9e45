"""抽取: the public number, typed by two persons, gives the seed; the algorithm does the rest."""

from django.db import transaction
from django.utils import timezone

from nuozheng.evidence import deadlines
from nuozheng.evidence.moves import locked, move, must_be_allowed
from nuozheng.law.draws import FEWEST_SECRETS, choose, random_seed
from nuozheng.law.draws.moves import DRAW
from nuozheng.law.findings import Refused
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account
from nuozheng.parties.roles import roles_at
from nuozheng.verification.draws.models import Draw, DrawUnit
from nuozheng.verification.draws.paper import frozen_of, reveals_of


def type_number(*, draw: Draw, number: str, by: Account) -> Draw:
    """The announced number, typed by the first person. Errors: Refused before it is drawn."""
    role, now, number = _role(draw, "type_number", by), timezone.now(), _plain(number)
    with transaction.atomic():
        draw = locked(Draw, draw.pk)
        if now < draw.number_at:
            raise Refused.because(
                "number_not_drawn_yet",
                "公开号码还没有产生。",
                cure=f"{timezone.localtime(draw.number_at):%Y-%m-%d %H:%M}以后再录入。",
            )
        if len(reveals_of(draw)) < FEWEST_SECRETS:
            raise Refused.because(
                "two_agencies_reveal",
                f"公开的随机数不足{FEWEST_SECRETS}个，这次要作废。",
                cure="系统会自动作废；请重新冻结名单。",
            )
        draw.number, draw.number_by = number, by
        changed = ("number", "number_by")
        move(draw, DRAW, "type_number", by=by, role=role, at=now, changed=changed)
    return draw


def retype(*, draw: Draw, reason: str, by: Account) -> Draw:
    """Take a wrong number back, before anything was drawn from it."""
    role, now = _role(draw, "retype", by), timezone.now()
    with transaction.atomic():
        draw = locked(Draw, draw.pk)
        told: dict[str, object] = {"number": draw.number}
        draw.number, draw.number_by = "", None
        changed = ("number", "number_by")
        move(draw, DRAW, "retype", by=by, role=role, at=now, reason=reason, detail=told,
             changed=changed)  # fmt: skip
    return draw


def draw_lots(*, draw: Draw, number: str, by: Account) -> Draw:
    """Draw, once a second person typed the same number.

    Errors: Refused for the first person, another number, or rows that don't give the root.
    """
    role, now, number = _role(draw, "draw", by), timezone.now(), _plain(number)
    with transaction.atomic():
        draw = locked(Draw, draw.pk)
        DRAW.rule("draw", draw.status)
        if draw.number != number:
            raise Refused.because(
                "numbers_agree",
                "两遍录的号码不一样，没有抽取。",
                cure="请对照公布的号码再录；第一遍录错的，退回重录。",
            )
        frozen = frozen_of(draw)
        if frozen.root != draw.root.root:
            raise Refused.because(
                "root_still_holds",
                "名单或者规则与公布的根对不上，不能抽取。",
                cure="请报告监督部门查清，重新冻结名单。",
            )
        seed = random_seed(frozen.root, reveals_of(draw), number)
        chosen = {one.unit: (n, one.team) for n, one in enumerate(choose(frozen, seed), start=1)}
        units = list(draw.units.filter(key__in=chosen))
        for unit in units:
            unit.place, team = chosen[unit.key]
            unit.team = list(team)
        DrawUnit.objects.bulk_update(units, ["place", "team"], batch_size=1000)
        draw.confirmed_by, draw.drawn_at = by, now
        move(draw, DRAW, "draw", by=by, role=role, at=now, basis=draw.basis,
             detail={"seed": seed, "drawn": len(units)},
             changed=("confirmed_by", "drawn_at"))  # fmt: skip
        deadlines.meet_all(DRAW.kind, draw.pk, now)
    return draw


def publish(*, draw: Draw, by: Account) -> Draw:
    """Put the result on the public page."""
    role, now = _role(draw, "publish", by), timezone.now()
    with transaction.atomic():
        draw = locked(Draw, draw.pk)
        draw.published_at = now
        move(draw, DRAW, "publish", by=by, role=role, at=now, changed=("published_at",))
    return draw


def _role(draw: Draw, act: str, by: Account) -> Role:
    held = roles_at(by, draw.agency_id, timezone.localdate())
    return must_be_allowed(DRAW, act, draw.status, sorted(held))


def _plain(number: str) -> str:
    """Without what two persons may space differently. Errors: Refused where nothing is left."""
    plain = " ".join(number.split())
    if not plain:
        raise Refused.because("number_typed", "没有录入号码。", cure="照公布的写，数字之间空一格。")
    return plain[:80]
