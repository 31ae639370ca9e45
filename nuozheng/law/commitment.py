"""What a commitment must say: the statements of the place, in their exact sentences."""

import re
from collections.abc import Collection

from nuozheng.law.answers import ASK_REVIEWER, met, not_met
from nuozheng.law.citing import clause_of
from nuozheng.law.findings import Finding, obstacles
from nuozheng.law.letter_model import letter_model
from nuozheng.law.policy import Policy

_FUTURE = re.compile(
    r"将(?:要|会|于|在|按|予|达|符|取|办|补|完|尽)|以后|今后|届时|尽快|力争|争取|保证在|限期|"
    r"(?:[0-9]|[一二三四五六七八九十两])+(?:个工作)?[日天月年]+内(?:达到|取得|补齐|办理|完成|符合)"
)


def sentences(policy: Policy) -> tuple[tuple[str, str], ...]:
    """The statements of the place: key and exact sentence, in the order of its text.

    The sentences are those of its model letter.
    """
    said = letter_model(policy).statements
    return tuple((key, said[key]) for key in policy.commitment.statements.value)


def examine(policy: Policy, ticked: Collection[str]) -> list[Finding]:
    """One finding for each statement that the applicant must make.

    申请人已知晓告知事项、已符合相关条件、愿意承担虚假承诺的责任以及承诺意思表示真实 (ORD21-4.3j to
    4.3m, MJ21-2.2.5l to 2.2.5o); two of them in ORD23-3.3.3d; signing in ORD21-3e.
    """
    stated = policy.commitment.statements
    return [
        met(f"says_{key}", f"已承诺：{sentence}", clause_of(stated, key))
        if key in ticked
        else not_met(
            f"says_{key}",
            f"还差一句：{sentence}",
            clause_of(stated, key),
            cure="看清楚、同意，再打√；不同意就不要承诺，改用别的办法一样能办。",
        )
        for key, sentence in sentences(policy)
    ]


def missing_statements(policy: Policy, ticked: Collection[str]) -> list[Finding]:
    """Only the statements not made, each by its sentence."""
    return obstacles(examine(policy, ticked))


def template_states(policy: Policy, text: str) -> list[Finding]:
    """Whether a format text holds every sentence of the place word for word."""
    stated = policy.commitment.statements
    return [
        met(f"template_says_{key}", f"文本里有：{sentence}", clause_of(stated, key))
        if sentence in text
        else not_met(
            f"template_says_{key}",
            f"文本缺少这一句：{sentence}",
            clause_of(stated, key),
            cure="把这一句原样写进承诺部分。",
            appeal=ASK_REVIEWER,
        )
        for key, sentence in sentences(policy)
    ]


def says_already_met(policy: Policy, sentence: str) -> Finding:
    """已符合相关条件 (ORD21-4.3k, MJ21-2.2.5m): a promise for the future is not that."""
    key, basis = "says_already_met", policy.commitment.statements.clause
    future = _FUTURE.search(sentence)
    if future is None:
        return met(key, "写的是现在已经符合。", basis)
    return not_met(
        key,
        f"“{future.group()}”写的是以后，承诺的应当是现在已经符合。",
        basis,
        cure="改写成签名当天已经成立的事实；还没有达到的，等达到以后再承诺。",
        appeal=ASK_REVIEWER,
    )
