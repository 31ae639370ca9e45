"""Record a promise that was kept and of which nothing was recorded."""

from django.db import transaction
from django.utils import timezone

from nuozheng.applications import access
from nuozheng.applications.models import Commitment
from nuozheng.credit.actions.propose import record_kept
from nuozheng.credit.models import CreditRecord
from nuozheng.evidence.moves import append, locked
from nuozheng.law.findings import Refused
from nuozheng.law.procedure import APPLICATION
from nuozheng.parties.models import Account
from nuozheng.verification.follow import all_found_true, committed_names, promise_of


def settle(*, commitment: Commitment, by: Account) -> CreditRecord:
    """An officer or verifier has the kept promise entered that the end of the case left out.

    Errors: Refused for others, and where not every promised condition was found true.
    """
    now = timezone.now()
    with transaction.atomic():
        row = locked(Commitment, commitment.pk)
        case = row.application
        roles = [one for one in access.roles_in(by, case, timezone.localdate())
                 if one in access.STAFF]  # fmt: skip
        if not roles:
            raise Refused.because(
                "not_your_move",
                "补记履行情况由办理单位的经办、核查人员来做。",
                "CN-GBF42-credit",
                cure="请转给办理这一件的单位。",
            )
        made = None
        if all_found_true(case, row):
            made = record_kept(
                policy=case.policy, promise=promise_of(case, committed_names(case)), at=now
            )
        if made is None:
            raise Refused.because(
                "performance_is_known",
                "没有逐项核查一致，不能补记“已兑现”。",
                *case.policy.credit.record_coverage.clause,
                cure="请先把没有核查清楚的承诺核查完；被退回的不良记录，请补正认定依据。",
            )
        append(
            APPLICATION.kind, case.pk, "settle_performance", case.status, case.status,
            by=by, role=roles[0], at=now, basis=case.policy.credit.record_coverage.clause,
        )  # fmt: skip
    return made
