"""冻结名单: fix who may be drawn, at which rate and by whom visited; publish the root of it all."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from secrets import token_hex

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from nuozheng.applications.access import own
from nuozheng.applications.models import Application
from nuozheng.catalogue.models import ServiceItem
from nuozheng.credit.sanctions.favours import with_lower_sampling
from nuozheng.credit.standing import standing_of
from nuozheng.evidence import deadlines
from nuozheng.evidence.moves import append
from nuozheng.law.draws import FEWEST_SECRETS, Stratum, key_of, sample_size
from nuozheng.law.draws.moves import DRAW, DrawStatus
from nuozheng.law.draws.rates import Rates, at_least, favoured, rates_stand, with_record
from nuozheng.law.findings import Refused, obstacles
from nuozheng.law.policy import Policy
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Agency
from nuozheng.parties.roles import roles_at
from nuozheng.verification.bulk.due import PENDING
from nuozheng.verification.draws.models import (
    Draw,
    DrawInspector,
    DrawUnit,
    PublishedRoot,
    Sealing,
)
from nuozheng.verification.draws.paper import frozen_of
from nuozheng.verification.models import VerificationTask

CONFIDENCE = Fraction(95, 100)
_NO_LIMIT = 1_000_000


@dataclass(frozen=True, slots=True)
class Constraints:
    """The published terms of a draw.

    `items` none: every service of the agency. `inspectors`: who may be sent → services they know.
    `recused`: pairs of an account's key and a case's key that must not meet. `fewer_than`: where
    given, as many of each group as make it 95 % sure that fewer than this share are false.
    """

    due_by: date
    rates: Rates
    inspectors: Mapping[Account, Collection[str]]
    agencies: Collection[Agency]
    reveal_until: datetime
    number_name: str
    number_at: datetime
    items: Collection[ServiceItem] = ()
    risky: Collection[ServiceItem] = ()
    recused: Collection[tuple[int, int]] = ()
    fewer_than: Fraction | None = None
    most: int = _NO_LIMIT
    team_size: int = 2


def freeze(*, agency: Agency, policy: Policy, constraints: Constraints, by: Account) -> Draw:
    """A draw over the cases whose checks are due, its root published before any seed is known.

    Errors: Refused for a stranger, where times, rates or people don't allow a fair draw.
    """
    today, now = timezone.localdate(), timezone.now()
    if Role.VERIFIER not in roles_at(by, agency.pk, today):
        raise Refused.because(
            "not_your_move", "只有本单位的核查人员能冻结名单。", cure="请核查人员登录办理。"
        )
    _must_be_possible(policy, constraints, now)
    cases = _due(agency, constraints)
    with transaction.atomic():
        draw = Draw.objects.create(
            code=_next_code(policy.place, today),
            agency=agency,
            status=DrawStatus.FROZEN,
            team_size=constraints.team_size,
            strata=[],
            guarantee=_promised(constraints),
            basis=_basis(policy),
            due_by=constraints.due_by,
            frozen_at=now,
            frozen_by=by,
            reveal_until=constraints.reveal_until,
            number_name=" ".join(constraints.number_name.split()),
            number_at=constraints.number_at,
        )
        for one in constraints.agencies:
            Sealing.objects.create(draw=draw, agency=one)
        staff = _list_inspectors(draw, constraints)
        _list_units(draw, cases, staff, policy, constraints)
        frozen = frozen_of(draw)
        if wrong := frozen.problems():
            raise Refused.because(
                "draw_impossible", "".join(wrong), cure="请改名单、人员或者比率。"
            )
        PublishedRoot.objects.create(
            draw=draw, root=frozen.root, size=len(frozen.units), published_at=now
        )
        deadlines.start(
            DRAW.kind,
            draw.pk,
            "draw",
            title="公开号码产生以后抽取",
            from_day=timezone.localdate(constraints.number_at),
            days=1,
            basis=draw.basis,
        )
        append(
            *(DRAW.kind, draw.pk, "freeze", "", DrawStatus.FROZEN),
            by=by,
            role=Role.VERIFIER,
            at=now,
            basis=draw.basis,
            detail={"root": frozen.root, "units": len(frozen.units)},
        )
    return draw


def _basis(policy: Policy) -> list[str]:
    rules = policy.verification
    clauses = (*rules.onsite_modes.clause, *rules.sampling_ratio.clause)
    return list(dict.fromkeys((*clauses, *rules.non_discrimination.clause)))


def _must_be_possible(policy: Policy, constraints: Constraints, now: datetime) -> None:
    if wrong := obstacles(rates_stand(policy, constraints.rates)):
        raise Refused(*wrong)
    if not now < constraints.reveal_until < constraints.number_at:
        raise Refused.because(
            "seed_times_in_order",
            "公开随机数的截止时间要在现在以后，并且早于公开号码产生的时间。",
            cure="这样谁也不能看了号码再决定公开不公开。请重新定时间。",
        )
    if not constraints.number_name.strip():
        raise Refused.because(
            "number_announced",
            "没有写明用哪个公开号码。",
            cure="写明是哪一期、哪一天、在哪里公布的号码。",
        )
    if len({one.pk for one in constraints.agencies}) < FEWEST_SECRETS:
        raise Refused.because(
            "two_agencies_seal", "至少要两个单位出随机数。", cure="请再选一个单位。"
        )


def _due(agency: Agency, constraints: Constraints) -> list[Application]:
    due = VerificationTask.objects.filter(
        agency=agency, status__in=PENDING, due_on__lte=constraints.due_by
    )
    if constraints.items:
        due = due.filter(application__item__in=constraints.items)
    cases = Application.objects.filter(pk__in=due.values("application"))
    return list(cases.select_related("applicant", "item").order_by("pk"))


def _list_inspectors(draw: Draw, constraints: Constraints) -> list[DrawInspector]:
    rows = []
    for account, skills in constraints.inspectors.items():
        salt = token_hex(16)
        key = key_of(salt, account.username)
        rows.append(
            DrawInspector(draw=draw, account=account, key=key, salt=salt, skills=sorted(skills))
        )
    return DrawInspector.objects.bulk_create(rows)


def _list_units(
    draw: Draw,
    cases: list[Application],
    staff: list[DrawInspector],
    policy: Policy,
    constraints: Constraints,
) -> None:
    today = timezone.localdate()
    risky = {item.pk for item in constraints.risky}
    known = {skill for one in staff for skill in one.skills}
    strangers = _must_not_meet(staff, cases, constraints.recused, today)
    shares = _own_shares(cases)
    kept_faith = with_lower_sampling([case.number for case in cases])
    units, rates = [], {}
    for case in cases:
        worst = standing_of(case.applicant, today).worst
        recorded = worst is not None and with_record(policy)
        is_risky = case.item_id in risky
        group = constraints.rates.group(recorded=recorded, risky=is_risky)
        if case.number in kept_faith and worst is None and not is_risky:
            group = favoured(group, policy)
        name, rate = at_least(group, shares.get(case.pk))
        rates[name] = rate
        salt = token_hex(16)
        units.append(
            DrawUnit(
                draw=draw,
                application=case,
                key=key_of(salt, case.number),
                salt=salt,
                stratum=name,
                skill=case.item.key if case.item.key in known else "",
                recused=sorted(strangers[case.pk]),
            )
        )
    DrawUnit.objects.bulk_create(units)
    sizes = Counter(one.stratum for one in units)
    draw.strata = [
        asdict(Stratum(name, rates[name], _fewest(sizes[name], constraints), constraints.most))
        for name in sorted(rates)
    ]
    draw.save(update_fields=["strata"])


def _own_shares(cases: list[Application]) -> dict[int, Decimal]:
    """Case → the highest 抽查比率 that its entries say of what is still to be checked."""
    pending = VerificationTask.objects.filter(application__in=cases, status__in=PENDING)
    said = pending.values_list("application", "proof__version__plan__sampling_ratio").distinct()
    shares: dict[int, Decimal] = {}
    for case, share in said:
        if share:
            shares[case] = max(shares.get(case, Decimal(0)), Decimal(share))
    return shares


def _must_not_meet(
    staff: list[DrawInspector],
    cases: list[Application],
    declared: Collection[tuple[int, int]],
    today: date,
) -> dict[int, set[str]]:
    """Case → keys of inspectors: who declared it, whose own case it is, who decided it."""
    apart: dict[int, set[str]] = {case.pk: set() for case in cases}
    for one in staff:
        mine = set(own(one.account, today).values_list("pk", flat=True))
        for case in cases:
            told = (one.account_id, case.pk) in declared
            if told or case.pk in mine or case.decided_by_id == one.account_id:
                apart[case.pk].add(one.key)
    return apart


def _fewest(size: int, constraints: Constraints) -> int:
    if constraints.fewer_than is None:
        return 0
    wanted = sample_size(size, CONFIDENCE, constraints.fewer_than)
    return min(wanted, constraints.most)


def _promised(constraints: Constraints) -> str:
    if constraints.fewer_than is None or constraints.most < _NO_LIMIT:
        return ""
    share = f"{float(constraints.fewer_than * 100):g}%"
    return f"抽中的都属实，就有95%的把握：每一层里不实的少于{share}"


def _next_code(place: str, today: date) -> str:
    """The next number of a place in a year; two at once meet at the unique code."""
    begins = f"{place}-{today.year}-"
    last = Draw.objects.filter(code__startswith=begins).aggregate(last=Max("code"))["last"]
    number = int(last.removeprefix(begins)) if last else 0
    return f"{begins}{number + 1:04}"
