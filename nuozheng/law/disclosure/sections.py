"""五项公开: the kinds of information about credit that a place publishes (LYG19-2.1c)."""

from nuozheng.law.policy import Policy

SECTION_WORD: dict[str, str] = {
    "breach": "失信信息",
    "warning": "风险提示",
    "exit": "失信名单退出",
    "sanction": "联合惩戒措施",
    "accountability": "责任追究",
}


def sections_of(policy: Policy) -> tuple[str, ...]:
    """The keys of what the place publishes, in the text's order; empty where it is silent."""
    said = policy.disclosure.credit_contents.value
    by_word = {word: key for key, word in SECTION_WORD.items()}
    return tuple(by_word[word] for word in said if word in by_word)
