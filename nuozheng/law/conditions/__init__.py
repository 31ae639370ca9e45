"""Conditions (承诺条件): one definition is the sentence signed and its check."""

from nuozheng.law.conditions.consistency import AttributeType
from nuozheng.law.conditions.coverage import unanswered
from nuozheng.law.conditions.declared import Declared, Unreadable, parse_declared, parse_value
from nuozheng.law.conditions.definitions import (
    Condition,
    ConditionProblem,
    ConditionSet,
    check_sources,
    read_conditions,
    required_attributes,
)
from nuozheng.law.conditions.evaluation import evaluate
from nuozheng.law.conditions.facts import (
    ChoiceFact,
    DateFact,
    Fact,
    NumberFact,
    Option,
    TextFact,
    Value,
    YesNoFact,
)
from nuozheng.law.conditions.operands import (
    Attested,
    Comparison,
    ConstantOperand,
    FactOperand,
    Op,
    SourceOperand,
    TodayOperand,
    Tolerance,
)
from nuozheng.law.conditions.results import (
    AnswerStatus,
    ComparisonResult,
    ConditionResult,
    Reason,
    Result,
    SourceAnswer,
)
from nuozheng.law.conditions.sentences import SentencePart, sentence, sentence_parts
from nuozheng.law.conditions.stored import from_json, to_json
from nuozheng.law.conditions.template import date_text, fact_text, number_text, value_text

__all__ = [
    "AnswerStatus",
    "Attested",
    "AttributeType",
    "ChoiceFact",
    "Comparison",
    "ComparisonResult",
    "Condition",
    "ConditionProblem",
    "ConditionResult",
    "ConditionSet",
    "ConstantOperand",
    "DateFact",
    "Declared",
    "Fact",
    "FactOperand",
    "NumberFact",
    "Op",
    "Option",
    "Reason",
    "Result",
    "SentencePart",
    "SourceAnswer",
    "SourceOperand",
    "TextFact",
    "TodayOperand",
    "Tolerance",
    "Unreadable",
    "Value",
    "YesNoFact",
    "check_sources",
    "date_text",
    "evaluate",
    "fact_text",
    "from_json",
    "number_text",
    "parse_declared",
    "parse_value",
    "read_conditions",
    "required_attributes",
    "sentence",
    "sentence_parts",
    "to_json",
    "unanswered",
    "value_text",
]
