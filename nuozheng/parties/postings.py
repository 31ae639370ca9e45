"""Posts are given, ended, and lost second factors reset; always by another, with a reason."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from nuozheng.evidence.moves import append, must_be_allowed
from nuozheng.evidence.wording import SHORT, written
from nuozheng.law.findings import Refused
from nuozheng.law.posts import POST, PostStatus, grantable
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Agency, Membership
from nuozheng.parties.roles import agencies_of
from nuozheng.parties.second_factor import forget_factors


def administered(account: Account, today: date) -> dict[int, tuple[Agency, Role]]:
    """The agencies whose posts an account administers, each with the role in which it does."""
    own = agencies_of(account, Role.HEAD, today)
    places = Agency.objects.filter(pk__in=agencies_of(account, Role.SUPERVISOR, today))
    over = Agency.objects.filter(jurisdiction__in=places.values("jurisdiction"))
    found = {one.pk: (one, Role.HEAD) for one in Agency.objects.filter(pk__in=own)}
    return {**found, **{one.pk: (one, Role.SUPERVISOR) for one in over}}


def status_of(post: Membership, today: date) -> PostStatus:
    """In force to its last day, and before its first: then it is already given."""
    over = post.ends_on is not None and post.ends_on < today
    return PostStatus.ENDED if over else PostStatus.IN_FORCE


def grant_post(
    *,
    account: Account,
    agency: Agency,
    role: Role,
    starts_on: date,
    ends_on: date | None,
    reason: str,
    by: Account,
) -> Membership:
    """A post for a term, both days included; `ends_on` None runs until it is ended.

    Errors: Refused for oneself, agencies and roles that are not one's to give, a post that is
    held already, a term that ends before it begins, no reason.
    """
    today = timezone.localdate()
    with transaction.atomic():
        giver = _giver(by, agency, account, today)
        if role not in grantable(giver):
            raise _not_yours(f"“{role.chinese}”的岗位由本地的监督人员任命。")
        if ends_on is not None and ends_on < max(starts_on, today):
            raise Refused.because(
                "term_ends_too_early",
                "结束的一天不能早于开始的一天，也不能早于今天。",
                cure="请改起止日期。",
            )
        post, new = Membership.objects.select_for_update().get_or_create(
            account=account,
            agency=agency,
            role=role,
            defaults={"starts_on": starts_on, "ends_on": ends_on},
        )
        state = PostStatus.ENDED if new else status_of(post, today)
        if state is PostStatus.IN_FORCE:
            raise Refused.because(
                "post_held_already",
                f"{account}已经在这个岗位上。",
                cure="要改期限，请先写明理由离岗，再重新任岗。",
            )
        must_be_allowed(POST, "grant_post", state, (giver,))
        post.starts_on, post.ends_on = starts_on, ends_on
        post.save(update_fields=["starts_on", "ends_on"])
        _record(post, "grant_post", "" if new else state, PostStatus.IN_FORCE, reason, by, giver)
    return post


def appoint_supervisor(
    *, account: Account, agency: Agency, ends_on: date, reason: str
) -> Membership:
    """The first supervisor of a place, by whoever runs the server; all others are given by them.

    Errors: Refused for a term that is over, or without a reason.
    """
    today = timezone.localdate()
    if ends_on < today:
        raise Refused.because(
            "term_ends_too_early", "结束的一天已经过了。", cure="请写今天或者以后的一天。"
        )
    with transaction.atomic():
        post, _new = Membership.objects.update_or_create(
            account=account,
            agency=agency,
            role=Role.SUPERVISOR,
            defaults={"starts_on": today, "ends_on": ends_on},
        )
        force = PostStatus.IN_FORCE
        _record(post, "grant_post", "", force, reason, None, Role.SYSTEM)
    return post


def end_post(*, post: Membership, last_on: date, reason: str, by: Account) -> Membership:
    """The post ends with a day, today or earlier than it would; it stays in the file.

    Errors: Refused for oneself, others' agencies, a post that is over, no reason.
    """
    today = timezone.localdate()
    with transaction.atomic():
        held = _held(post)
        giver = _giver(by, held.agency, held.account, today)
        must_be_allowed(POST, "end_post", status_of(held, today), (giver,))
        if held.ends_on is not None and last_on > held.ends_on:
            raise Refused.because(
                "term_ends_too_early",
                f"这个岗位到{held.ends_on:%Y-%m-%d}就结束，不能用离岗来延长。",
                cure="请写更早的一天，或者到期以后重新任岗。",
            )
        before = status_of(held, today)
        held.ends_on = last_on
        held.save(update_fields=["ends_on"])
        _record(held, "end_post", before, PostStatus.ENDED, reason, by, giver)
    return held


def reset_factor(*, post: Membership, reason: str, by: Account) -> int:
    """Whoever lost phone and recovery codes starts again; how many factors were taken away.

    Errors: Refused for oneself, others' agencies, a post that is over, no reason.
    """
    today = timezone.localdate()
    with transaction.atomic():
        held = _held(post)
        giver = _giver(by, held.agency, held.account, today)
        state = status_of(held, today)
        must_be_allowed(POST, "reset_factor", state, (giver,))
        count = forget_factors(held.account)
        _record(held, "reset_factor", state, state, reason, by, giver)
    return count


def _held(post: Membership) -> Membership:
    rows = Membership.objects.select_for_update(of=("self",)).select_related("agency", "account")
    return rows.get(pk=post.pk)


def _giver(by: Account, agency: Agency, account: Account, today: date) -> Role:
    if by.pk == account.pk:
        raise Refused.because(
            "nobody_decides_their_own",
            "自己的岗位和第二步验证，不能由自己来办。",
            cure="请本单位另一位负责人，或者本地的监督人员来办。",
        )
    known = administered(by, today)
    if agency.pk not in known:
        raise _not_yours("只能管本单位的岗位；监督人员管本地各单位的。")
    return known[agency.pk][1]


def _not_yours(detail: str) -> Refused:
    return Refused.because(
        "post_not_yours_to_give", detail, cure="请本单位主要负责人或者本地监督人员来办。"
    )


def _record(
    post: Membership, act: str, old: str, new: str, reason: str, by: Account | None, role: Role
) -> None:
    said = written(reason, "理由", 2 * SHORT)
    if not said:
        raise Refused.because("reason_required", "要写明理由。", cure="写清楚为什么，一两句就行。")
    append(POST.kind, post.pk, act, old, new, by=by, role=role, at=timezone.now(), reason=said)
