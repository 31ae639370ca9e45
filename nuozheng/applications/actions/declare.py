"""Save what is being typed, and check it against the sources before anything is signed."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from nuozheng.applications import access, declaration
from nuozheng.applications.declaration import Checked, ProofDeclaration
from nuozheng.applications.models import Application, Commitment
from nuozheng.applications.sources import ask_about
from nuozheng.evidence.moves import locked
from nuozheng.gateways.sources.registry import freshness_days
from nuozheng.law.conditions import evaluate, required_attributes
from nuozheng.law.findings import Finding, Outcome, Refused
from nuozheng.law.procedure import ApplicationStatus
from nuozheng.parties.models import Account

MAXIMUM_TEXT = 2000


def save_entered(*, application: Application, by: Account, entered: declaration.Entered) -> None:
    """Keep what was typed, right or wrong, so that it can be resumed. Nothing is checked yet.

    Only what the case asks for is kept: fields of other proofs, and of no proof, are left out.
    """
    with transaction.atomic():
        fresh = locked(Application, application.pk)
        _applicants_alone(fresh, by)
        _only_while_open(fresh)
        commitment = _draft(fresh)
        commitment.entered = {**commitment.entered, **_asked_for(fresh, entered)}
        commitment.save(update_fields=["entered"])


def _asked_for(application: Application, entered: declaration.Entered) -> dict[str, dict[str, str]]:
    kept: dict[str, dict[str, str]] = {}
    for proof in declaration.committed_proofs(application):
        if (typed := entered.get(str(proof.pk))) is not None:
            names = declaration.field_names(proof)
            kept[str(proof.pk)] = {
                name: str(text).replace("\x00", "")[:MAXIMUM_TEXT]
                for name, text in typed.items()
                if name in names
            }
    return kept


def read_entered(application: Application, today: date) -> list[ProofDeclaration]:
    """What stands in the draft, parsed, with the faults of each field."""
    commitment = Commitment.objects.filter(application=application).first()
    entered: Mapping[str, Mapping[str, str]] = commitment.entered if commitment else {}
    return declaration.read(declaration.committed_proofs(application), entered, today)


def check_declaration(*, application: Application, by: Account) -> list[Checked]:
    """Ask every source that can answer, and keep the results with the draft.

    Refused where a field is unreadable or a condition is not ticked: nothing is asked then.
    """
    _applicants_alone(application, by)
    return check_before_signature(application, by)


def check_before_signature(application: Application, by: Account) -> list[Checked]:
    """`check_declaration` for whoever may sign or witness; the caller knows that they may."""
    today = timezone.localdate()
    _only_while_open(application)
    declarations = read_entered(application, today)
    _refuse_gaps(declarations)
    asked_at = timezone.now()
    wanted: dict[str, set[str]] = {}
    for item in declarations:
        for source, attributes in required_attributes(item.conditions).items():
            wanted.setdefault(source, set()).update(attributes)
    answers = ask_about(
        application,
        wanted,
        purpose=f"签署前核对{application.item.name}的承诺",
        basis=application.policy.verification.methods.clause,
        by=by,
        at=asked_at,
    )
    results = [
        declaration.checked(item, condition, result)
        for item in declarations
        for condition, result in zip(
            item.conditions.conditions,
            evaluate(item.conditions, item.declared.values, answers, today, freshness_days()),
            strict=True,
        )
    ]
    _keep(application, declarations, results)
    return results


def _keep(
    application: Application, declarations: list[ProofDeclaration], results: list[Checked]
) -> None:
    """Write the typed values and the results, unless the case has moved on meanwhile."""
    with transaction.atomic():
        fresh = locked(Application, application.pk)
        _only_while_open(fresh)
        commitment = _draft(fresh)
        commitment.declared = declaration.stored(declarations)
        commitment.declared_digest = declaration.digest(commitment.declared)
        commitment.checks = [result.as_json() for result in results]
        commitment.checked_digest = commitment.declared_digest
        commitment.checked_at = timezone.now()
        commitment.save(
            update_fields=[
                "declared",
                "declared_digest",
                "checks",
                "checked_digest",
                "checked_at",
            ]
        )


def _refuse_gaps(declarations: list[ProofDeclaration]) -> None:
    """Every unreadable field and every open box at once."""
    gaps = [
        Finding(
            f"declared.{item.key}.{fact}",
            Outcome.NOT_MET,
            message,
            cure="改好这一项，再核对一遍；别的都还在。",
        )
        for item in declarations
        for fact, message in item.declared.errors.items()
    ]
    gaps += [
        Finding(
            f"ticked.{item.key}.{key}",
            Outcome.NOT_MET,
            "这一条还没有打√。",
            cure="符合的打√；不符合或者拿不准的，改交证明。",
        )
        for item in declarations
        for key in item.unticked
    ]
    if gaps:
        raise Refused(*gaps)


def _applicants_alone(application: Application, by: Account) -> None:
    roles = access.roles_in(by, application, timezone.localdate())
    if not any(role.speaks_for_applicant for role in roles):
        raise Refused.because(
            "not_your_move",
            "只有申请人或者代理人能填写承诺内容。",
            cure="请用申请人或者代理人的账号登录，由本人填写。",
        )


def _only_while_open(application: Application) -> None:
    """A declaration is written between notice and signature."""
    if application.status != ApplicationStatus.NOTICED:
        raise Refused.because(
            "declaration_closed",
            f"办件现在是“{application.state.chinese}”，承诺内容不能再改。",
            cure="签署以后发现写错的，可以在办结前撤回，或者写说明交给经办人员。",
        )


def _draft(application: Application) -> Commitment:
    return Commitment.objects.select_for_update().get(application=application)
