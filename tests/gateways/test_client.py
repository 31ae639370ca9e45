"""Questions over real HTTP: what is found, and that failing never looks like finding."""

import threading
import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from django.test import override_settings

from nuozheng.gateways.sources import (
    AnswerStatus,
    SourceClient,
    SourceSettings,
    Subject,
    ask,
    ask_all,
    client_for,
    freshness_days,
)
from nuozheng.gateways.sources import client as gateway
from nuozheng.gateways.sources.breaker import Breaker
from nuozheng.law.conditions import Result, SourceAnswer, evaluate, read_conditions
from nuozheng.sandbox import cast
from nuozheng.sandbox.servers import Running
from tests.gateways.conftest import KEY, about


def test_an_honest_person_is_found(client: SourceClient) -> None:
    answer = client.ask(about("honest", "vehicle", "vehicle_count", "licence_class"))
    assert (answer.status, answer.problem) == (AnswerStatus.FOUND, "")
    assert answer.attributes == {"vehicle_count": 0, "licence_class": "C1"}
    assert answer.as_of is not None and abs((answer.as_of - date.today()).days) <= 1


def test_only_what_was_asked_comes_back(client: SourceClient) -> None:
    answer = client.ask(about("honest", "family_economy", "vehicle_count"))
    assert set(answer.attributes) == {"vehicle_count"}


def test_an_attribute_without_a_value_is_absent(client: SourceClient) -> None:
    both = client.ask(about("honest", "property", "dwelling_count", "premises_address"))
    assert (both.status, both.attributes) == (AnswerStatus.FOUND, {"dwelling_count": 0})
    neither = client.ask(about("honest", "property", "premises_address"))
    assert (neither.status, neither.attributes) == (AnswerStatus.NOT_FOUND, {})


def test_not_found_and_ambiguous_are_told_apart(client: SourceClient) -> None:
    unknown = client.ask(about("unknown", "household", "name"))
    several = client.ask(about("ambiguous", "marriage", "status"))
    assert unknown.status is AnswerStatus.NOT_FOUND
    assert several.status is AnswerStatus.AMBIGUOUS
    assert unknown.attributes == several.attributes == {}


def test_a_name_that_does_not_belong_to_the_number_finds_nothing(client: SourceClient) -> None:
    query = about("honest", "household", "name")
    stranger = replace(query, subject=Subject("person", query.subject.identifier, "诺不是"))
    assert client.ask(stranger).status is AnswerStatus.NOT_FOUND


@pytest.mark.parametrize("mode", ["down", "slow", "garbled", "error", "stale", "empty"])
def test_a_failing_source_is_unavailable_and_contradicts_nobody(
    client: SourceClient, sources: Running, mode: str
) -> None:
    sources.faults.set("vehicle", mode)
    answer = client.ask(about("contradicted", "vehicle", "vehicle_count"))
    assert answer.status is AnswerStatus.UNAVAILABLE
    assert answer.attributes == {}
    assert answer.problem
    assert rolled_up(answer.status, {}, answer.as_of) is Result.UNKNOWN
    sources.faults.set("vehicle", "ok")
    mended = client.ask(about("contradicted", "vehicle", "vehicle_count"))
    assert rolled_up(mended.status, mended.attributes, mended.as_of) is Result.CONTRADICTED


def rolled_up(status: AnswerStatus, attributes: Mapping[str, object], as_of: date | None) -> Result:
    conditions = read_conditions(
        """
        [[condition]]
        key = "no_vehicle"
        sentence = "名下没有机动车"
        [[condition.comparison]]
        key = "none_registered"
        left = { source = "vehicle", attribute = "vehicle_count" }
        op = "eq"
        right = { constant = 0 }
        """
    )
    answer = SourceAnswer("vehicle", status, as_of, attributes)
    today = gateway.today_in_china()
    results = evaluate(conditions, {}, {"vehicle": answer}, today, freshness_days())
    return results[0].result


def test_a_lost_connection_is_tried_once_more(client: SourceClient, sources: Running) -> None:
    sources.faults.set("tax", "down", for_requests=1)
    assert client.ask(about("honest", "tax", "arrears")).status is AnswerStatus.FOUND


def test_a_source_is_unavailable_only_for_itself(client: SourceClient, sources: Running) -> None:
    sources.faults.set("tax", "error")
    answers = client.ask_all(
        [about("honest", "tax", "arrears"), about("honest", "marriage", "status")]
    )
    assert [answer.source for answer in answers] == ["tax", "marriage"]
    assert [answer.status for answer in answers] == [AnswerStatus.UNAVAILABLE, AnswerStatus.FOUND]


def test_the_budget_holds_for_all_together(sources: Running) -> None:
    sources.faults.set("*", "slow", seconds=5)
    questions = [about("honest", "tax", "arrears"), about("honest", "marriage", "status")] * 10
    with SourceClient(sources.settings(timeout=5, budget=0.5), workers=4) as client:
        started = time.monotonic()
        answers = client.ask_all(questions)
        took = time.monotonic() - started
    sources.faults.set("*", "ok")
    assert took < 4
    assert {answer.status for answer in answers} == {AnswerStatus.UNAVAILABLE}
    assert all(answer.elapsed_ms <= took * 1000 + 1 for answer in answers)


def test_one_slow_source_does_not_hold_up_its_timeout(
    client: SourceClient, sources: Running
) -> None:
    sources.faults.set("tax", "slow", seconds=5)
    started = time.monotonic()
    assert client.ask(about("honest", "tax", "arrears")).status is AnswerStatus.UNAVAILABLE
    assert 0.3 < time.monotonic() - started < 4


def test_a_source_that_keeps_failing_is_left_alone(client: SourceClient, sources: Running) -> None:
    sources.faults.set("company", "error")
    question = about("honest_company", "company", "status")
    for _ in range(5):
        client.ask(question)
    asked = sources.journal.as_json()["total"]
    refused = client.ask(question)
    assert refused.status is AnswerStatus.UNAVAILABLE and "暂停" in refused.problem
    assert sources.journal.as_json()["total"] == asked
    assert client.ask(about("honest", "tax", "arrears")).status is AnswerStatus.FOUND


def test_nobody_listening_is_unavailable() -> None:
    with SourceClient(SourceSettings("http://127.0.0.1:9", KEY, 0.3, 0.6)) as client:
        answer = client.ask(about("honest", "tax", "arrears"))
    assert answer.status is AnswerStatus.UNAVAILABLE and "连接不上" in answer.problem


def test_without_an_address_nothing_is_asked() -> None:
    with SourceClient(SourceSettings("", KEY)) as client:
        assert client.ask(about("honest", "tax", "arrears")).problem == "还没有接入数据源"


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        (about("honest", "weather", "rain"), "没有登记"),
        (about("honest", "tax", "shoe_size"), "shoe_size"),
        (about("honest", "tax"), "空"),
        (about("honest_company", "marriage", "status"), "不提供"),
        (replace(about("honest", "tax", "arrears"), purpose=" "), "目的"),
    ],
)
def test_a_query_that_must_not_be_sent_is_not(
    client: SourceClient, sources: Running, query: object, problem: str
) -> None:
    before = sources.journal.as_json()["total"]
    answer = client.ask(query)  # type: ignore[arg-type]
    assert answer.status is AnswerStatus.UNAVAILABLE and problem in answer.problem
    assert sources.journal.as_json()["total"] == before


def test_many_at_once(sources: Running) -> None:
    wrong: list[str] = []
    with SourceClient(sources.settings(timeout=5, budget=10)) as client:

        def many() -> None:
            for key in ("honest", "agent", "representative") * 8:
                answer = client.ask(about(key, "household", "name"))
                if answer.attributes != {"name": cast("ordos")[key].name}:
                    wrong.append(answer.problem or str(answer.attributes))

        threads = [threading.Thread(target=many) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert wrong == []


def test_one_client_for_the_same_settings(sources: Running) -> None:
    settings = sources.settings()
    assert client_for(settings) is client_for(settings)


def test_nothing_personal_in_a_repr() -> None:
    query = about("honest", "tax", "arrears")
    assert query.subject.identifier not in repr(query)
    assert query.subject.name not in repr(query)
    assert KEY.decode() not in repr(SourceSettings("", KEY))


def test_the_configured_client_asks(sources: Running) -> None:
    query = about("honest_company", "company", "status")
    with override_settings(NUOZHENG_SOURCES_URL=sources.url + "/", NUOZHENG_SOURCES_KEY=KEY):
        assert ask(query).attributes == {"status": "active"}
        assert [answer.status for answer in ask_all([query])] == [AnswerStatus.FOUND]
    with override_settings(NUOZHENG_SOURCES_URL=sources.url, NUOZHENG_SOURCES_KEY=b"another"):
        assert ask(query).problem.endswith("错误状态401")


def test_a_breaker_lets_one_caller_try_after_its_rest() -> None:
    breaker = Breaker(failures=2, rest=0.05)
    breaker.failed()
    assert breaker.allows()
    breaker.failed()
    assert not breaker.allows()
    time.sleep(0.06)
    assert [breaker.allows(), breaker.allows()] == [True, False]
    breaker.worked()
    assert breaker.allows()
