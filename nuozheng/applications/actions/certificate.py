"""The applicant's acts on an electronic certificate: present one by its code, or set one aside."""

from django.db import transaction
from django.utils import timezone

from nuozheng.applications import access, certificates
from nuozheng.applications.certificates import counting, kind_of, linked
from nuozheng.applications.disposal import status_by_way
from nuozheng.applications.models import Application, Channel, DisposedProof, ProofStatus
from nuozheng.evidence.moves import append, locked
from nuozheng.gateways.sources.protocol import Answer
from nuozheng.law.certificates import Certificate, accepted, title_of
from nuozheng.law.conditions import AnswerStatus
from nuozheng.law.findings import Refused
from nuozheng.law.procedure import APPLICATION, ApplicationStatus
from nuozheng.law.vocabulary import Role, Substitution
from nuozheng.parties.models import Account

LONGEST_CODE = 64
_CHOOSING = (ApplicationStatus.DRAFT, ApplicationStatus.NOTICED)
_BRINGING = (
    *_CHOOSING,
    ApplicationStatus.AWAITING_PROOFS,
    ApplicationStatus.AWAITING_COMPLETION,
)


def present_certificate(
    *, application: Application, proof: DisposedProof, code: str, channel: str, by: Account
) -> DisposedProof:
    """Link the applicant's own certificate by the code that it shows, without an upload.

    Errors: Refused for a stranger, a proof met otherwise, a code that finds nothing that counts,
    and where the library does not answer.
    """
    now = timezone.now()
    _speaker(application, by)
    kind = _may_be_presented(application, proof, channel)
    if not (code := code.strip()) or len(code) > LONGEST_CODE or not code.isprintable():
        raise Refused.because(
            "certificate_code_wrong",
            "没有写电子证照的编码。",
            cure="请出示证照上的编码，再试一次。",
        )
    answer = certificates.look_up(
        application,
        kinds=(kind,),
        code=code,
        purpose="申请人出示电子证照，查这一份",
        by=by,
        at=now,
    )
    found = _must_count(answer, kind)
    assert answer is not None
    with transaction.atomic():
        case = locked(Application, application.pk)
        row = DisposedProof.objects.select_for_update().get(pk=proof.pk, application=case)
        role = _speaker(case, by)
        _may_be_presented(case, row, channel)
        _link(case, row, answer, found, channel)
        append(
            APPLICATION.kind,
            case.pk,
            "present_certificate",
            case.status,
            case.status,
            by=by,
            role=role,
            at=now,
            basis=case.policy.verification.data_sources.clause,
            detail={"proof": row.pk, "digest": found.digest, "channel": channel},
        )
    return row


def set_aside_certificate(
    *, application: Application, proof: DisposedProof, by: Account
) -> DisposedProof:
    """It is not mine, or wrong, or I'd rather do without: the ways from before are open again."""
    now = timezone.now()
    with transaction.atomic():
        case = locked(Application, application.pk)
        role = _speaker(case, by)
        row = DisposedProof.objects.select_for_update().get(pk=proof.pk, application=case)
        held = linked(row)
        if held is None or case.state not in _CHOOSING:
            raise Refused.because(
                "no_certificate_to_set_aside",
                "这份证明没有用电子证照，或者办件已经交出。",
                cure="证照记载有误的，可以要求更正；办件交出以后要改的，请联系办理机关。",
            )
        _give_back(row, held.instead)
        append(
            APPLICATION.kind,
            case.pk,
            "set_aside_certificate",
            case.status,
            case.status,
            by=by,
            role=role,
            at=now,
            basis=case.policy.applicants.free_choice.clause,
            detail={"proof": row.pk, "digest": held.digest},
        )
    return row


def _give_back(row: DisposedProof, instead: Substitution) -> None:
    """The proof as it was before its certificate was found."""
    ways = [instead.value, *(way for way in row.alternatives if way != instead.value)]
    row.substitution, row.alternatives = instead.value, ways[1:]
    row.status = (
        ProofStatus.AWAITING_CHOICE
        if Substitution.COMMITMENT.value in ways
        else status_by_way(instead)
    )
    row.findings = row.findings[1:]
    row.obtained, row.fetched = {}, None
    row.save(
        update_fields=["substitution", "alternatives", "status", "findings", "obtained", "fetched"]
    )


def _link(
    case: Application, row: DisposedProof, answer: Answer, found: Certificate, channel: str
) -> None:
    ways = dict.fromkeys((row.substitution, *row.alternatives))
    name = row.version.entry.proof.name
    row.obtained = certificates.told(answer, found, instead=row.substitution, channel=channel)
    row.fetched = certificates.values(answer, found, timezone.localdate())
    row.substitution = Substitution.DATA_SHARING.value
    row.alternatives = [way for way in ways if way != row.substitution]
    row.findings = [accepted(case.policy, name, found).as_json(), *row.findings]
    row.status = ProofStatus.SETTLED
    row.save()


def _speaker(case: Application, by: Account) -> Role:
    roles = access.roles_in(by, case, timezone.localdate())
    role = next((role for role in roles if role.speaks_for_applicant), None)
    if role is None:
        raise Refused.because(
            "not_your_move",
            "只有申请人或者代理人能决定用不用电子证照。",
            cure="请用申请人或者代理人的账号登录。",
        )
    return role


def _may_be_presented(case: Application, row: DisposedProof, channel: str) -> str:
    """The kind of certificate that this proof takes now. Errors: Refused."""
    if channel not in Channel.values:
        raise Refused.because(
            "channel_unknown",
            "没有这种办理渠道。",
            cure=f"请从{'、'.join(map(str, Channel.labels))}里选一种。",
        )
    if case.state not in _BRINGING:
        raise Refused.because(
            "case_not_open_for_proofs",
            f"办件现在是“{case.state.chinese}”，不用再交材料。",
            cure="现在不用您做什么；要您补交的，会通知您。",
        )
    promised = row.status == ProofStatus.AWAITING_COMMITMENT and case.state not in _CHOOSING
    if row.status == ProofStatus.SETTLED or promised:
        raise Refused.because(
            "proof_is_settled", "这份证明已经有着落，不用再交。", cure="接着办下一份就行。"
        )
    kind = kind_of(row.version.entry.proof.code, row.way)
    if not kind:
        raise Refused.because(
            "proof_takes_no_certificate",
            "这份证明还没有对应的电子证照。",
            cure="请用列出的别的办法；要您提交的，上传文件就行。",
        )
    return kind


def _must_count(answer: Answer | None, kind: str) -> Certificate:
    if answer is None or answer.status is AnswerStatus.UNAVAILABLE:
        raise Refused.because(
            "library_is_silent",
            "电子证照库暂时查不成，这是我们的问题。",
            cure="请过一会儿再试，或者用别的办法；不影响办理次序。",
        )
    today = timezone.localdate()
    if (found := counting(answer, kind, today)) is not None:
        return found
    states = [one.state_on(today).chinese for one in answer.certificates]
    if states:
        raise Refused.because(
            "certificate_is_not_in_force",
            f"这份{title_of(kind)}{states[0]}，不能用。",
            cure="状态有误的，可以在“谁看过我的信息”里要求更正；也可以用别的办法。",
        )
    raise Refused.because(
        "certificate_not_found",
        f"按这个编码没有查到您的{title_of(kind)}。",
        cure="请核对编码，只能出示您自己的证照；也可以用别的办法，查不到不等于没有。",
    )
