"""自行更正: a declared fact may be corrected after signing, before its check begins."""

from dataclasses import dataclass

from nuozheng.law.answers import met, not_met
from nuozheng.law.findings import Finding

RIGHT_TO_CORRECT = ("CN-PIPL-46",)


@dataclass(frozen=True, slots=True)
class CorrectionFacts:
    """A wish to correct; `begun` names the conditions whose check has begun or is over."""

    signed: bool
    ended: bool
    changed: int
    begun: tuple[str, ...] = ()


def may_correct(facts: CorrectionFacts) -> list[Finding]:
    """Every rule on correcting what was signed; corrected in time it leaves no record."""
    return [
        commitment_stands(facts),
        something_is_corrected(facts),
        check_has_not_begun(facts),
    ]


def commitment_stands(facts: CorrectionFacts) -> Finding:
    """Only a letter that was signed, on a case that has not ended otherwise."""
    key = "commitment_stands"
    if facts.signed and not facts.ended:
        return met(key, "承诺书已签，办件还在。", RIGHT_TO_CORRECT)
    why = "这件已经结束" if facts.ended else "还没有签承诺书"
    return not_met(
        key,
        f"{why}，没有可以更正的承诺。",
        RIGHT_TO_CORRECT,
        cure="没有签的，直接改填写的内容就行；有疑问请打12345。",
    )


def something_is_corrected(facts: CorrectionFacts) -> Finding:
    """A correction says something else than the letter."""
    key = "something_is_corrected"
    if facts.changed:
        return met(key, f"更正{facts.changed}处。", RIGHT_TO_CORRECT)
    return not_met(
        key, "和原来填的一样，没有要更正的。", RIGHT_TO_CORRECT, cure="改好要更正的那一处再交。"
    )


def check_has_not_begun(facts: CorrectionFacts) -> Finding:
    """Before its check begins: afterwards the person explains, and an officer weighs it."""
    key = "check_has_not_begun"
    if not facts.begun:
        return met(key, "还没有开始核查，更正不留任何记录。", RIGHT_TO_CORRECT)
    return not_met(
        key,
        f"这几条已经开始核查，或者已经核对过：{'；'.join(facts.begun)}。",
        RIGHT_TO_CORRECT,
        cure="请向核查人员如实说明；查到对不上的，会先请您说明，误填的不按不实处理。",
    )
