"""封存、公开随机数: each agency hands in a hash first and opens its secret later."""

import re

from django.db import transaction
from django.utils import timezone

from nuozheng.evidence import deadlines
from nuozheng.evidence.moves import locked, move, must_be_allowed
from nuozheng.law.draws import FEWEST_SECRETS, SHORTEST_SECRET, seal_of
from nuozheng.law.draws.moves import DRAW, DrawStatus
from nuozheng.law.findings import Refused
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Agency
from nuozheng.parties.roles import roles_at
from nuozheng.verification.draws.models import Draw, Sealing

_HASH = re.compile(r"[0-9a-f]{64}")


def seal(*, draw: Draw, agency: Agency, seal: str, by: Account) -> Draw:
    """Hand in an agency's hash; the last one closes the sealing.

    Errors: Refused for a stranger, what is no hash, a second time, and once the time is over.
    """
    role = _role(draw, "seal", agency, by)
    now = timezone.now()
    if not _HASH.fullmatch(seal):
        raise Refused.because(
            "seal_is_a_hash",
            "这里要交的是随机数的哈希：64个0到9、a到f的字符。",
            cure="用下载的核对页或者 nuozheng draw seal 算出来，随机数本身自己留好，不要交。",
        )
    with transaction.atomic():
        draw = locked(Draw, draw.pk)
        row = _part(draw, agency)
        if row.seal:
            raise Refused.because(
                "sealed_already", "本单位已经封存，不能换。", cure="等各单位都封存以后公开。"
            )
        _in_time(draw)
        row.seal, row.sealed_by, row.sealed_at = seal, by, now
        row.save(update_fields=["seal", "sealed_by", "sealed_at"])
        told: dict[str, object] = {"agency": agency.name, "seal": seal}
        move(draw, DRAW, "seal", by=by, role=role, at=now, detail=told)
        if not draw.sealings.filter(seal="").exists():
            move(draw, DRAW, "close_seals", by=None, role=Role.SYSTEM, at=now)
    return draw


def reveal(*, draw: Draw, agency: Agency, secret: str, by: Account) -> Draw:
    """Open an agency's secret, before the public number is known.

    Errors: Refused for a stranger, another secret than the one sealed, and once it is too late.
    """
    role = _role(draw, "reveal", agency, by)
    now = timezone.now()
    with transaction.atomic():
        draw = locked(Draw, draw.pk)
        row = _part(draw, agency)
        _in_time(draw)
        if row.secret:
            raise Refused.because(
                "revealed_already", "本单位已经公开。", cure="不用再做什么，等公开号码产生。"
            )
        if len(secret) < SHORTEST_SECRET:
            raise Refused.because(
                "secret_is_long",
                f"随机数不到{SHORTEST_SECRET}个字符，别人可能猜得出。",
                cure="请核对是不是封存时用的那一个。",
            )
        if seal_of(draw.root.root, agency.name, secret) != row.seal:
            raise Refused.because(
                "reveal_fits_the_seal",
                "这个随机数与本单位封存的哈希不一致，没有接受。",
                cure="请找出封存时用的随机数，一个字符都不能差。",
            )
        row.secret, row.revealed_by, row.revealed_at = secret, by, now
        row.save(update_fields=["secret", "revealed_by", "revealed_at"])
        told: dict[str, object] = {"agency": agency.name}
        move(draw, DRAW, "reveal", by=by, role=role, at=now, detail=told)
    return draw


def void_overdue() -> int:
    """Draws whose secrets were not sealed or not opened in time, made void; twice does no more."""
    now, ended = timezone.now(), 0
    waiting = Draw.objects.filter(
        status__in=(DrawStatus.FROZEN, DrawStatus.SEALED), reveal_until__lte=now
    )
    for pk in waiting.values_list("pk", flat=True):
        with transaction.atomic():
            ended += _voided(locked(Draw, pk))
    return ended


def _voided(draw: Draw) -> bool:
    now = timezone.now()
    if draw.status not in (DrawStatus.FROZEN, DrawStatus.SEALED):
        return False
    silent = [one.agency.name for one in draw.sealings.select_related("agency") if not one.secret]
    opened = draw.sealings.count() - len(silent)
    if draw.status == DrawStatus.SEALED and opened >= FEWEST_SECRETS:
        return False
    reason = f"到时没有公开随机数的：{'、'.join(silent)}。够数的不足{FEWEST_SECRETS}个。"
    move(draw, DRAW, "void", by=None, role=Role.SYSTEM, at=now, reason=reason)
    deadlines.meet_all(DRAW.kind, draw.pk, now)
    return True


def _role(draw: Draw, act: str, agency: Agency, by: Account) -> Role:
    held = roles_at(by, agency.pk, timezone.localdate())
    return must_be_allowed(DRAW, act, draw.status, sorted(held))


def _part(draw: Draw, agency: Agency) -> Sealing:
    row = Sealing.objects.filter(draw=draw, agency=agency).first()
    if row is None:
        raise Refused.because(
            "not_your_move", "本单位不在出随机数的单位里。", cure="请写明的单位办理。"
        )
    return row


def _in_time(draw: Draw) -> None:
    if timezone.now() >= draw.reveal_until:
        raise Refused.because(
            "seed_times_over",
            "封存和公开随机数的时间已过，不再接受。",
            cure="公开了的够两个，照公布的规则抽；不够的，这次作废，重新冻结名单。",
        )
