"""One of everything, with invented people and figures, for the pattern library."""

from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.core.paginator import Paginator

from nuozheng.law.conditions.definitions import Condition
from nuozheng.law.conditions.sentences import sentence_parts
from nuozheng.law.findings import Finding, Outcome
from nuozheng.law.vocabulary import Substitution
from nuozheng.web.parts import Clock, Fact, Step, StepState

INCOME = Condition.model_validate(
    {
        "key": "income",
        "sentence": "申请前12个月，家庭人均月收入为{income}元，低于本市标准{=3200}元",
        "fact": [
            {
                "key": "income",
                "kind": "number",
                "label": "家庭人均月收入",
                "unit": "元",
                "minimum": 0,
                "maximum": 1000000,
                "decimals": 2,
                "hint": "工资、奖金、经营收入都算，减去个人缴纳的社会保险费。",
            }
        ],
        "comparison": [
            {"key": "under", "left": {"fact": "income"}, "op": "lt", "right": {"constant": 3200}}
        ],
        "attested": {"how": "看工资条", "method": "written"},
    }
)
MARRIAGE = Condition.model_validate(
    {
        "key": "marriage",
        "sentence": "申请人于{wed_on}在{office}登记结婚，现在{still}是夫妻，住房{kind}",
        "fact": [
            {"key": "wed_on", "kind": "date", "label": "登记日期", "latest": "today"},
            {"key": "office", "kind": "text", "label": "登记机关", "max_length": 40},
            {"key": "still", "kind": "yes_no", "label": "现在是否夫妻"},
            {
                "key": "kind",
                "kind": "choice",
                "label": "住房来源",
                "options": [{"value": "rent", "label": "租来"}, {"value": "lent", "label": "借住"}],
            },
        ],
        "attested": {"how": "发函核对", "method": "assistance"},
    }
)


class PatternForm(forms.Form):
    reason = forms.CharField(
        label="撤回的理由", widget=forms.Textarea(attrs={"rows": 3}), help_text="写一两句就行"
    )
    method = forms.ChoiceField(
        label="请选一种办法",
        widget=forms.RadioSelect,
        choices=[("commit", "告知承诺"), ("submit", "自己提交")],
    )
    phone = forms.CharField(label="手机", required=False)
    knows = forms.BooleanField(label="我已经看过并知道告知书的全部内容。")


def found() -> list[Finding]:
    return [
        Finding("age", Outcome.MET, "申请人是完全民事行为能力人。"),
        Finding(
            "bar",
            Outcome.NOT_MET,
            "有一次承诺被认定为虚假，信用还没有修复。",
            ("ORD21-4.1e",),
            cure="提出信用修复申请，修复后当天就能重新承诺。",
            appeal="向作出认定的部门提出异议。",
        ),
        Finding("list", Outcome.UNKNOWN, "全国信用信息共享平台今天查不了，不算您的问题。"),
        Finding("agent", Outcome.NOT_APPLICABLE, "没有委托别人代办。"),
    ]


def context() -> dict[str, Any]:
    day = date(2026, 11, 24)
    sentences = [
        {
            "parts": sentence_parts(INCOME, {}),
            "raw": {"income": "6万左右"},
            "errors": {"income": "请只写数字，单位是元。您写的是“6万左右”。"},
        },
        {
            "parts": sentence_parts(MARRIAGE, {"wed_on": date(2014, 9, 12), "still": True}),
            "raw": {"wed_on": "2014-09-12", "still": "yes"},
            "errors": {},
        },
    ]
    return {
        "form": PatternForm({"phone": "138"}),
        "substitutions": list(Substitution),
        "results": [
            "confirmed",
            "contradicted",
            "not_found",
            "unknown",
            "waiting",
            "manual",
            "met",
            "not_met",
            "not_applicable",
        ],
        "found": found(),
        "sentences": sentences,
        "page": Paginator(range(32), 12).page(2),
        "moment": datetime(2026, 12, 1, 1, 5, tzinfo=UTC),
        "deadline": Clock(15, 20, day, date(2026, 12, 22), ("ORD21-4.4a",), provisional=True),
        "late": Clock(-3, 20, day, date(2026, 12, 22)),
        "steps": [
            Step(
                "签名，提交",
                StepState.DONE,
                datetime(2026, 11, 24, 2, 26, tzinfo=UTC),
                "承诺书NZ26-1124-7K3Q-90PX",
                href="#letter",
                link="看承诺书",
            ),
            Step("等您说明", StepState.NOW, "现在", "收到说明后，2个工作日内告诉您结果"),
            Step("审核结论", StepState.NEXT, date(2026, 12, 10)),
        ],
        "told": [
            Fact("一、办理事项", "公共租赁住房资格确认，行政给付。"),
            Fact("五、可以不承诺", "您自己选。不愿意、没把握，就不要承诺。", ("ORD21-4.1e",)),
        ],
        "household": [Fact("申请人", "苏日娜，150603********2048", href="#d", link="更改")],
    }
