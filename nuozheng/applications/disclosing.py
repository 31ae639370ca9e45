"""What of a case will be public: expected at its signature, due at its decision, else never."""

from collections.abc import Sequence
from functools import reduce

from django.utils import timezone

from nuozheng.applications import access
from nuozheng.applications.declaration import committed_proofs, declared_proofs, values_of
from nuozheng.applications.models import Application, Commitment, CommitmentStatus
from nuozheng.disclosure.actions.consent import consent
from nuozheng.disclosure.falling_due import fall_due
from nuozheng.disclosure.models import LETTER, Consent
from nuozheng.disclosure.opening import Subject, Terms, expect_letter
from nuozheng.disclosure.taking_down import take_down
from nuozheng.evidence.models import Move
from nuozheng.law.conditions import sentence
from nuozheng.law.disclosure.duty import Marks, Object, Regime, duty_of, may_volunteer
from nuozheng.law.disclosure.pieces import Piece
from nuozheng.law.disclosure.places import places_basis, places_of
from nuozheng.law.findings import Refused
from nuozheng.law.procedure import ApplicationStatus
from nuozheng.law.repair import spoken
from nuozheng.parties.models import Account

_BLANK = "＿＿"


def marks_of(application: Application) -> Marks:
    """The marks of everything that is promised in a case, together."""
    every = [Marks.from_stored(one.version.disclosure) for one in committed_proofs(application)]
    return reduce(Marks.together, every, Marks())


def expect_publication(application: Application, row: Move) -> None:
    """Follower of the signature: what must be public, and where, is known from this moment."""
    policy, marks = application.policy, marks_of(application)
    duty = duty_of(policy, marks)
    if not duty.disclosed:
        return
    said = application.notice.template.content["facts"]
    terms = Terms(
        regime=duty.regime,
        object=duty.object,
        places=places_of(policy, duty.regime),
        basis=(*duty.basis, *places_basis(policy, duty.regime)),
        scope=said.get("disclosure_scope", ""),
        until=said.get("disclosure_until", ""),
    )
    expect_letter(_subject(application), terms, at=row.at)


def publication_falls_due(application: Application, row: Move) -> None:
    """Follower of a decision to grant: the promised period begins on its day."""
    day = timezone.localtime(row.at).date()
    fall_due(application.pk, lambda what: compose(application, what), on=day, at=row.at)


def nothing_is_published(application: Application, row: Move) -> None:
    """Follower of every other end: no promise stands, so none is shown."""
    state = ApplicationStatus(application.status)
    why = f"这一件现在是“{state.chinese}”。"
    take_down(of=LETTER, record_id=application.pk, reason=why, at=row.at)


def consent_to_show(*, application: Application, places: Sequence[str], by: Account) -> Consent:
    """Agree to show one's letter. Errors: Refused for anybody else, and before the signature."""
    roles = access.roles_in(by, application, timezone.localdate())
    if not any(role.speaks_for_applicant for role in roles):
        raise Refused.because(
            "not_your_move",
            "只有申请人或者代理人能决定自愿公开。",
            *application.policy.disclosure.voluntary.clause,
            cure="请用申请人或者代理人的账号登录。",
        )
    signed = Commitment.objects.filter(application=application, status=CommitmentStatus.SIGNED)
    if not signed.exists() or application.state is ApplicationStatus.ABANDONED:
        raise Refused.because(
            "letter_to_show_is_signed",
            "还没有签好的承诺书，没有可以公开的内容。",
            *application.policy.disclosure.voluntary.clause,
            cure="签好承诺书以后再选。",
        )
    marks = marks_of(application)
    found = consent(subject=_subject(application), secrets=marks.secrets, places=places, by=by)
    if application.state is ApplicationStatus.GRANTED:
        at = found.given_at
        today = timezone.localtime(at).date()
        fall_due(application.pk, lambda what: compose(application, what), on=today, at=at)
    return found


def may_be_shown(application: Application) -> tuple[str, ...]:
    """Where the applicant may choose to show it; empty where the place offers nothing."""
    policy = application.policy
    offered = policy.disclosure.voluntary
    if not offered.value or may_volunteer(policy, marks_of(application).secrets).is_obstacle:
        return ()
    return places_of(policy, Regime.VOLUNTARY)


def compose(application: Application, what: Object) -> list[Piece]:
    """What of a letter may be seen: the letter itself, or only the information of the promise."""
    party = application.applicant
    name: Piece
    if party.is_person:
        name = Piece("applicant", "申请人", party.name, "person_name")
    else:
        name = Piece("applicant", "申请人", party.name, "company_name")
    pieces = [
        name,
        Piece("item", "办理事项", application.item.name),
        Piece("agency", "办理机关", application.agency.name),
        *_promises(application),
    ]
    if what == "letter":
        pieces += _of_the_letter(application)
    if application.decided_at is not None:
        day = timezone.localtime(application.decided_at).date()
        pieces.append(Piece("decision", "办理结果", f"{application.state.chinese}，{spoken(day)}"))
    return pieces


def _promises(application: Application) -> list[Piece]:
    commitment = Commitment.objects.get(application=application)
    commitment.application = application
    told: list[Piece] = []
    for proof in declared_proofs(commitment):
        values = values_of(commitment, proof)
        for one in proof.version.condition_set.conditions:
            place = len(told) + 1
            told.append(
                Piece(
                    f"promise-{place}",
                    f"承诺{place}",
                    sentence(one, values),
                    "promise",
                    blank=sentence(one, {}, blank=_BLANK),
                )
            )
    return told


def _of_the_letter(application: Application) -> list[Piece]:
    commitment = Commitment.objects.get(application=application)
    assert commitment.signed_at is not None
    signed = timezone.localtime(commitment.signed_at).date()
    party = application.applicant
    own = (
        [Piece("identifier", "身份证件号码", party.identifier, "identifier", way="hidden")]
        if party.is_person
        else [Piece("identifier", "统一社会信用代码", party.identifier)]
    )
    return [
        *own,
        *(
            Piece(f"statement-{place}", f"声明{place}", text)
            for place, text in enumerate(commitment.statements, start=1)
        ),
        Piece("signed", "签署日期", spoken(signed)),
    ]


def _subject(application: Application) -> Subject:
    return Subject(
        of=LETTER,
        record_id=application.pk,
        title=application.item.name,
        party=application.applicant,
        agency=application.agency,
        policy=application.policy,
        case_number=application.number,
    )
