"""Keys of a pack around the procedure: insurance, risk, organisation, complaints, dates."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt

from nuozheng.law.policy.stated import Section, Stated, says

Words = tuple[str, ...]
Days = Annotated[StrictInt, Field(ge=1, le=250)]


class Milestone(BaseModel):
    """A dated duty of the roll-out: what must be done by which day."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    on: date
    what: str

    def __str__(self) -> str:
        return f"{self.on.year}年{self.on.month}月{self.on.day}日以前{self.what}"


class Identity(Section):
    """制定信息; never inherited."""

    issuers: Stated[Words] = says("制定机关", ())
    stage: Stated[Literal["pilot", "trial", "full"]] = says("推行阶段", "full")
    effective_from: Stated[date] = says("施行日期", date(1900, 1, 1))
    parent_basis: Stated[Words] = says("上位依据", ())


class Insurance(Section):
    """责任保险."""

    explored: Stated[StrictBool] = says("可探索责任保险", False)
    when: Stated[tuple[Literal["high_value", "hard_to_verify"], ...]] = says(
        "引入条件（同时具备）", ()
    )
    warn_days: Stated[Days] = says("保险到期提前提醒（日）", 30)


class Risk(Section):
    """风险防范."""

    duties: Stated[Words] = says("风险防范要求", ())
    step_register: Stated[StrictBool] = says("按工作环节登记风险点", False)
    hazards: Stated[StrictBool] = says("核查中排查隐患", False)
    cause_analysis: Stated[StrictBool] = says("差错要分析原因", False)
    liability: Stated[StrictBool] = says("追究有过错的单位、个人", False)


class Organisation(Section):
    """组织实施."""

    lead_units: Stated[Words] = says("牵头单位", ())
    coordination_members: Stated[Words] = says("协调机制成员", ())
    responsible_person: Stated[Words] = says("责任人", ())


class Complaints(Section):
    """投诉举报与救济."""

    channels: Stated[Words] = says("投诉渠道", ())
    kinds: Stated[Words] = says("受理类型", ())
    forward_days: Stated[Days] = says("转送期限（工作日）", 2)
    review_days: Stated[Days] = says("申请行政复议的期限（日）", 60)
    lawsuit_months: Stated[StrictInt] = says("提起行政诉讼的期限（月）", 6)


class Supervision(Section):
    """督导考核."""

    assessment_name: Stated[Words] = says("考核名称", ())
    satisfaction_input: Stated[StrictBool] = says("群众评价满意度作为表彰依据", False)
    methods: Stated[Words] = says("监督方式", ())
    escalation: Stated[Words] = says("请示报告路径", ())
    escalation_days: Stated[Days] = says("问题报送期限（工作日）", 3)


class Tolerance(Section):
    """容错纠错."""

    outcomes: Stated[tuple[Literal["exempt", "mitigate", "lenient"], ...]] = says("容错处理", ())
    correction_order: Stated[StrictBool] = says("责成整改纠错", False)
    factors: Stated[Words] = says("考虑因素", ())
    mechanisms: Stated[Words] = says("配套机制", ())


class Dates(Section):
    """时间节点与报送."""

    report_sections: Stated[Words] = says("总结报告内容", ())
    report_dates: Stated[tuple[date, ...]] = says("报送日期", ())
    report_every_months: Stated[StrictInt] = says("定期总结的周期（月）", 0)
    milestones: Stated[tuple[Milestone, ...]] = says("时间节点", ())
    mailboxes: Stated[Words] = says("报送邮箱", ())
    succession: Stated[Literal["cumulative", "replacing"]] = says(
        "与同地先前文件的关系", "cumulative"
    )


class KeepRule(BaseModel):
    """How long one kind of data is kept after which event, and what happens to it then."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    title: str
    after: Literal["looked", "closed", "opened", "asked", "expired"]
    days: Annotated[StrictInt, Field(ge=0, le=36500)]
    deed: Literal["delete", "blank", "digest"]
    clause: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.title}：{EVENTS[self.after]}满{self.days}日，{DEEDS[self.deed]}"


EVENTS = {
    "looked": "查看以后",
    "closed": "办结以后",
    "opened": "开始填写以后",
    "asked": "查询以后",
    "expired": "失效以后",
}
DEEDS = {"delete": "删除", "blank": "抹去内容，保留编号", "digest": "抹去内容，保留摘要值"}


class Retention(Section):
    """留存与查看."""

    look_delay_days: Stated[Annotated[StrictInt, Field(ge=1, le=730)]] = says(
        "检查中的查看记录最迟多久告诉本人（日）", 180
    )
    rules: Stated[tuple[KeepRule, ...]] = says("各类数据保存多久", ())
