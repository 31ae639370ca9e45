"""一窗受理: a clerk takes in one application; each department gets its part (LYG19-1.5a)."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils import timezone

from nuozheng.applications.actions.accept import accept_now
from nuozheng.applications.actions.open import (
    MAXIMUM_KEY,
    Applying,
    Opening,
    must_be_of_kind,
    next_number,
    prepare,
    write,
)
from nuozheng.applications.completeness import refuse_if_unsettled
from nuozheng.applications.joint import parts_of
from nuozheng.applications.models import Application, Channel
from nuozheng.catalogue.models import Catalogue, ServiceItem
from nuozheng.evidence.moves import locked
from nuozheng.law.findings import Outcome, Refused
from nuozheng.law.one_window import MOST_AT_ONCE, part_number, window_takes_in_for_all
from nuozheng.law.procedure import ApplicationStatus
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Membership, Party, in_force
from nuozheng.parties.roles import speaks_for

_LONGEST_KEY = MAXIMUM_KEY - len("#99")


def take_in(
    *, items: Sequence[ServiceItem], applicant: Party, by: Account, opening_key: str
) -> list[Application]:
    """One case for each service, under one number; the same key again gives the same cases.

    Who sees a part is decided by its own department, as for every case: the clerk sees no more
    than how far each is. Errors: Refused where the place has no one window, for somebody without
    a post in it or their own matter, and for services of another list or kind of applicant.
    """
    if not 8 <= len(opening_key) <= _LONGEST_KEY or not opening_key.isprintable():
        raise Refused.because(
            "opening_key_wrong", "这次提交缺少识别码。", cure="请回到窗口页重新开始。"
        )
    if earlier := _earlier(items, applicant, by, opening_key):
        return earlier
    _must_be_one_application(items)
    _must_be_clerk(items[0].catalogue, applicant, by)
    for item in items:
        must_be_of_kind(item, applicant)
    whole, applying = next_number(items[0]), Applying(applicant)
    prepared = [
        prepare(
            item,
            applying,
            by,
            Opening(part_number(whole, number), f"{opening_key}#{number}", Channel.WINDOW),
        )
        for number, item in enumerate(items, start=1)
    ]
    basis = items[0].catalogue.policy.applicants.apply_channels.clause
    try:
        with transaction.atomic():
            return [write(one, by, Role.OFFICER, basis) for one in prepared]
    except IntegrityError:
        if twin := _earlier(items, applicant, by, opening_key):
            return twin
        raise


def accept_parts(*, number: str, by: Account) -> list[Application]:
    """Accept every part that was handed in, for its department; those that were accepted.

    Only who took the application in, still at the window. Errors: Refused with every gap of the
    parts that were handed in, and where none was.
    """
    with transaction.atomic():
        taken = parts_of(Application.objects.filter(opened_by=by), number)
        if not taken:
            raise _nothing_to_accept()
        _must_be_clerk(taken[0].catalogue, taken[0].applicant, by)
        cases = [locked(Application, one.pk) for one in taken]
        waiting = [case for case in cases if case.status == ApplicationStatus.SUBMITTED]
        if not waiting:
            raise _nothing_to_accept()
        for case in waiting:
            refuse_if_unsettled(case, case.proofs.select_related("version__entry__proof"))
            basis = case.policy.applicants.apply_channels.clause
            accept_now(case, by, Role.OFFICER, basis=basis)
    return waiting


def _earlier(
    items: Sequence[ServiceItem], applicant: Party, by: Account, opening_key: str
) -> list[Application]:
    keys = [f"{opening_key}#{number}" for number in range(1, MOST_AT_ONCE + 1)]
    found = list(Application.objects.filter(opened_by=by, opening_key__in=keys).order_by("pk"))
    same = [(one.item_id, one.applicant_id) for one in found]
    if not found or same == [(item.pk, applicant.pk) for item in items]:
        return found
    raise Refused.because(
        "opening_key_used", "这个识别码已经用来办别的事。", cure="请回到窗口页重新开始。"
    )


def _must_be_one_application(items: Sequence[ServiceItem]) -> None:
    keys = {item.pk for item in items}
    if not 1 <= len(items) == len(keys) <= MOST_AT_ONCE:
        raise Refused.because(
            "services_to_take_in",
            f"一次收1到{MOST_AT_ONCE}个事项，同一个事项只收一次。",
            cure="请重新选事项；更多的分两次收。",
        )
    if len({item.catalogue_id for item in items}) > 1:
        raise Refused.because(
            "services_of_two_lists",
            "选的事项不在同一份清单里，不能编成一个号。",
            "LYG19-1.5a",
            cure="请按清单分开收。",
        )


def _must_be_clerk(catalogue: Catalogue, applicant: Party, by: Account) -> None:
    finding = window_takes_in_for_all(catalogue.policy)
    if finding.outcome is Outcome.NOT_MET:
        raise Refused(finding)
    today = timezone.localdate()
    at_the_window = Membership.objects.filter(
        in_force(today),
        account=by,
        role=Role.OFFICER,
        agency__jurisdiction=catalogue.jurisdiction_id,
    ).exists()
    if not at_the_window or speaks_for(by, applicant, today):
        raise Refused.because(
            "not_at_the_window",
            "只有本地的窗口工作人员可以替当面的申请人收件；自己的事自己在网上申请。",
            *finding.basis,
            cure="请由别的窗口工作人员来收。",
        )


def _nothing_to_accept() -> Refused:
    return Refused.because(
        "nothing_to_accept",
        "这个编号下没有已经提交、等待受理的件。",
        cure="请申请人先把每一件提交；已经受理的在下面看得到。",
    )
