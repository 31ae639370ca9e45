"""A declared fact is corrected before its check: both letters are kept, nothing is on record."""

import pytest
from django.urls import reverse

from nuozheng.applications.letter import letter_document
from nuozheng.applications.models import Commitment
from nuozheng.credit.models import CreditRecord
from nuozheng.evidence.models import AccessReceipt
from nuozheng.law.conditions import FactOperand
from nuozheng.law.procedure import TaskStatus
from nuozheng.parties.models import Account
from nuozheng.sandbox.faults import EVERY_SOURCE, Mode
from nuozheng.sandbox.servers import Running
from nuozheng.verification.actions.check import Observation, record_result
from nuozheng.verification.afterwards.correct import Typed, correct
from nuozheng.verification.afterwards.models import LetterVersion
from nuozheng.verification.models import UntruthFinding, VerificationTask
from tests.refusing import refused
from tests.web.visits import page, send, text_of, visitor
from tests.world import Case, Worlds

pytestmark = pytest.mark.django_db
FALSE_WORDS = "这是数据没有更新，我有合同。"


@pytest.fixture
def case(world: Worlds, sources: Running) -> Case:
    """Signed while no source answered: every condition is still to be checked."""
    found = world("ordos-2021").opened()
    sources.faults.set(EVERY_SOURCE, Mode.DOWN)
    return found.signed()


def commitment_of(case: Case) -> Commitment:
    return Commitment.objects.get(application=case.application)


def other_fact(case: Case, factor: float = 0.8) -> tuple[VerificationTask, Typed]:
    """A task whose condition a source can tell, and another number than it tells."""
    declared = commitment_of(case).declared
    for task in case.tasks():
        conditions = task.proof.version.condition_set.conditions
        condition = next(one for one in conditions if one.key == task.condition_key)
        for part in condition.comparisons:
            if part.op != "eq" or not isinstance(part.left, FactOperand) or not part.sources:
                continue
            if condition.fact(part.left.fact).kind == "number":
                said = declared[str(task.proof_id)][part.left.fact]
                return task, {str(task.proof_id): {part.left.fact: str(int(float(said) * factor))}}
    raise AssertionError("no number is declared")


def mend(case: Case, typed: Typed, *, by: Account | None = None, insists: str = "") -> Commitment:
    return correct(
        application=case.application, by=by or case.by, typed=typed, why="看错了", insists=insists
    )


@pytest.mark.clause("CN-PIPL-46")
def test_the_letter_is_set_anew_and_the_old_one_is_kept(case: Case) -> None:
    before, (_task, typed) = commitment_of(case), other_fact(case)
    after = mend(case, typed)
    assert after.letter_number != before.letter_number
    assert after.content_digest != before.content_digest and after.signed_by == case.by
    (old,) = LetterVersion.objects.all()
    assert (old.letter_number, old.content_digest) == (before.letter_number, before.content_digest)
    assert old.declared == before.declared and old.letter.intact and old.why == "看错了"
    assert letter_document(after.pk).sha256 != old.letter.sha256
    assert any(before.letter_number in said for said in after.statements)
    (proof, facts) = next(iter(typed.items()))
    assert all(float(after.declared[proof][key]) == float(text) for key, text in facts.items())
    assert case.moves()[-1].act == "correct"
    assert not UntruthFinding.objects.exists() and not CreditRecord.objects.exists()
    asked = AccessReceipt.objects.filter(case_number=case.application.number)
    assert "更正" in asked.latest("pk").purpose
    public = visitor(case.by).get(reverse("web:letter", args=[before.letter_number]))
    assert public.status_code == 200 and "自行更正" in text_of(public)


def test_once_its_check_has_begun_the_person_explains_instead(case: Case) -> None:
    task, typed = other_fact(case)
    record_result(
        task=task,
        by=case.verifier,
        result=TaskStatus.UNABLE,
        observation=Observation("电话没有人接"),
    )
    with refused("check_has_not_begun"):
        mend(case, typed)
    assert not LetterVersion.objects.exists()


def test_only_the_person_and_only_what_is_different(case: Case) -> None:
    _task, typed = other_fact(case)
    for account in case.not_the_applicant.values():
        with refused("not_your_move"):
            mend(case, typed, by=account)
    proof, facts = next(iter(typed.items()))
    same = {proof: {key: commitment_of(case).declared[proof][key] for key in facts}}
    with refused("something_is_corrected"):
        mend(case, same)
    with refused(f"declared.{proof}.{next(iter(facts))}"):
        mend(case, {proof: dict.fromkeys(facts, "很多")})


def test_what_data_deny_is_shown_first_and_then_stands_with_the_persons_words(
    case: Case, sources: Running
) -> None:
    sources.faults.set(EVERY_SOURCE, Mode.OK)
    task, typed = other_fact(case)
    with refused(f"contradicted.{task.proof_id}.{task.condition_key}"):
        mend(case, typed)
    assert mend(case, typed, insists=FALSE_WORDS).insists == FALSE_WORDS
    task.refresh_from_db()
    assert task.status == TaskStatus.OPEN


def test_what_is_no_longer_enough_is_for_the_officer_not_for_a_finding(case: Case) -> None:
    task, typed = other_fact(case, 5)
    mend(case, typed)
    task.refresh_from_db()
    assert task.status == TaskStatus.CANCELLED
    assert LetterVersion.objects.get().falls_short
    assert "更正以后不在标准以内" in text_of(page(case.officer, "case", case.application.number))
    assert not UntruthFinding.objects.exists() and not CreditRecord.objects.exists()


def test_the_page_shows_what_can_be_corrected_and_corrects_it(case: Case) -> None:
    number = case.application.number
    assert "自行更正" in text_of(page(case.by, "my_case", number))
    html = text_of(page(case.by, "my_mend", number))
    assert "更正以前签的" in html
    _task, typed = other_fact(case)
    ((proof, facts),) = typed.items()
    fields = {f"p{proof}-{key}": text for key, text in facts.items()}
    assert send(case.by, "my_mend", number, why="看错了", **fields).status_code == 422
    done = send(case.by, "my_mend", number, why="看错了", agree="on", **fields)
    assert done.status_code == 302 and LetterVersion.objects.count() == 1
    assert "更正前的承诺书" in text_of(page(case.officer, "case", number))
    old = LetterVersion.objects.get()
    assert page(case.by, "my_paper", number, old.letter_id).content.startswith(b"%PDF")
    stranger = visitor(case.world.stranger()).get(reverse("web:my_mend", args=[number]))
    assert stranger.status_code == 404
