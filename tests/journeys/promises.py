"""What is promised in the journeys, truly and falsely, and what an officer writes about it."""

from collections.abc import Mapping
from dataclasses import dataclass

from nuozheng.sandbox.cast import cast

HOUSING = "公共租赁住房申请"
HOUSING_FACTS = {
    "dwelling_count": "0",
    "family_size": "3",
    "family_area": "0",
    "household_size": "3",
    "monthly_income": "1850",
    "annual_income": "66600",
    "vehicle_count": "0",
}
PREMISES = "企业、个体工商户设立与住所变更登记"
PREMISES_FACTS = {
    "address": "示例路1号3层302室",
    "premises_title": "leased",
    "premises_until_on": "2030-06-30",
    "premises_area": "120",
    "consenting_owners": "0",
}
STATED = "登记的数字是以前的，现在以我填写的为准。"


@dataclass(frozen=True, slots=True)
class FalsePromise:
    """Who promises what is not so, in which sentence, and what they apply for next."""

    account: str
    name: str
    words: str
    item: str
    facts: Mapping[str, str]
    sentence: str
    next_words: str
    next_item: str


def of_a_company(place: str, company: str, area: str) -> FalsePromise:
    """More square metres than the register has."""
    member = cast(place)[company]
    return FalsePromise(
        account=f"{member.place}-{member.representative}",
        name=member.name,
        words="gsh",
        item=PREMISES,
        facts=PREMISES_FACTS | {"premises_area": area},
        sentence="使用面积",
        next_words="rlzy",
        next_item="人力资源服务许可",
    )


def judgement(outcome: str, document: str) -> dict[str, str]:
    """What an officer writes into a finding, by field."""
    said = {
        "outcome": outcome,
        "document_number": document,
        "reasoning": "登记资料和核查时看到的都与承诺不同。",
        "answer_to_statement": "登记从未变更，本人也没有提出凭据，不能采纳。",
        "impact": "占用了审批资源，没有造成其他损失。",
        "severity": "serious",
    }
    intent = {"intent": "签署前三日收到过同一份登记资料，明知不实。"}
    return said | (intent if outcome == "false" else {})
