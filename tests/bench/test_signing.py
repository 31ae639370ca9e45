"""The benchmark's own cases can be signed, and a signature stays as cheap as it is measured."""

import re

import pytest

from bench import cases, floor, trace
from bench.requests import EMPTY_ANSWER, signature
from bench.signing_report import AIM_QUERIES
from nuozheng.applications.models import Application, Commitment, CommitmentStatus
from nuozheng.law.procedure import ApplicationStatus

MADE_LONG_AGO = re.compile(r"\b[1-9]00000\d{3}\b")


@pytest.fixture
def pool(db: None) -> cases.Pool:
    return cases.make(4)


def test_every_copy_is_signed_by_its_own_applicant(pool: cases.Pool) -> None:
    for case in pool.cases:
        answer = trace.ask(signature(case))
        assert answer.status_code == 200, answer.content.decode()
    signed = Application.objects.filter(pk__in=[case.application_id for case in pool.cases])
    assert {case.status for case in signed} == {ApplicationStatus.SUBMITTED}
    assert len({case.applicant_id for case in signed}) == len(pool.cases)
    commitments = Commitment.objects.filter(application__in=signed)
    assert {one.status for one in commitments} == {CommitmentStatus.SIGNED}
    assert len({one.content_digest for one in commitments}) == len(pool.cases)


def test_nobody_signs_for_another(pool: cases.Pool) -> None:
    mine, other = (signature(case) for case in pool.cases[:2])
    assert trace.ask(type(mine)(mine.method, mine.path, other.token, mine.body)).status_code == 404


def test_a_signature_asks_little_of_the_database(pool: cases.Pool) -> None:
    trace.ask(signature(pool.cases[0]))
    with trace.traced() as traced:
        assert trace.ask(signature(pool.cases[1])).status_code == 200
    # Inside a test the request's own transactions are savepoints, which count as statements.
    statements = [one for one in traced.statements if "SAVEPOINT" not in one]
    assert len(statements) < AIM_QUERIES
    assert len(traced.changes) == 6


def test_the_floor_names_no_row_of_the_traced_case(pool: cases.Pool) -> None:
    with trace.traced() as traced:
        assert trace.ask(signature(pool.cases[2])).status_code == 200
    script = floor.script(pool, traced.changes, traced=2)
    setting, _, body = script.partition("BEGIN;")
    assert setting.count("\\set") == 2 + len(pool.first) - 1 + pool.proofs_each
    assert not MADE_LONG_AGO.search(body)
    assert body.count(":application") >= 5


def test_an_empty_answer_asks_nothing(db: None) -> None:
    with trace.traced() as traced:
        assert trace.ask(EMPTY_ANSWER).status_code == 404
    assert not traced.statements
