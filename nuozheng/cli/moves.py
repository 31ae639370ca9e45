"""`nuozheng moves`: every table of moves, as printed in docs/moves.md."""

from pathlib import Path
from typing import Annotated

import typer

from nuozheng.law import separation
from nuozheng.law.procedure import TABLES

app = typer.Typer(help="办件、核查、认定、信用记录各自能做的操作")
_TITLES = {
    "application": "办件",
    "verification_task": "核查任务",
    "untruth_finding": "承诺不实的认定",
    "credit_record": "信用记录",
    "credit_repair": "信用修复",
    "credit_objection": "信用异议",
    "draw": "双随机抽查",
    "visit": "现场检查",
    "inspection_item": "检查事项",
    "troubled_proof": "问题证明",
    "touched_entry": "受变更影响的证明",
    "agency_succession": "机构接办",
    "list_difference": "与上级清单的差异",
    "verification_batch": "批量核查",
    "shared_proof": "数据共享清单",
    "sharing_task": "数据共享任务",
    "department_system": "业务系统对接",
    "source_correction": "数据异议",
    "assistance_request": "行政协助",
    "assistance_entry": "行政协助目录",
    "confirmation_request": "部门证明核验",
    "intended_measure": "拟作出的处理",
    "supervision_entry": "日常监管",
    "credit_check": "信用核查",
    "check_feedback": "核查情况反馈",
    "debt_notice": "核查欠账的催办",
    "fairness_alarm": "差别对待的提醒",
    "risk_point": "风险登记",
    "hazard": "隐患",
    "error_case": "差错分析",
    "liability_entry": "责任追究",
    "post": "岗位",
    "cover": "责任保险",
    "claim": "保险赔偿",
    "publication": "公示",
    "posting": "公示场所",
    "listing": "失信名单",
    "sanction": "失信惩戒",
    "unit_letter": "通知所在单位",
}


@app.callback(invoke_without_command=True)
def moves(
    write: Annotated[Path | None, typer.Option("--write", help="写成Markdown文件")] = None,
) -> None:
    """谁、在什么状态、能做什么、要不要理由。按钮、权限、接口和测试都照这几张表。"""
    if write is None:
        typer.echo(as_markdown())
        return
    write.write_text(as_markdown(), "utf-8")
    typer.echo(f"已写入{write}")


def as_markdown() -> str:
    """All tables under their titles."""
    parts = [
        "# 操作表",
        "",
        "由 `nuozheng moves --write docs/moves.md` 生成，不手工修改。"
        "各地规定不同的，由政策包决定能不能用，不另立一张表。",
    ]
    for kind, table in TABLES.items():
        parts += ["", f"## {_TITLES[kind]}", "", table.as_markdown().rstrip()]
    parts += ["", "## 职责分离", "", "同一件记录上，同一个人不能两步都做。", "", _separations()]
    return "\n".join(parts) + "\n"


def _separations() -> str:
    labels = {
        (kind, rule.act): rule.label for kind, table in TABLES.items() for rule in table.rules
    }
    return separation.as_markdown({**_TITLES, "revision": "清单修订"}, labels).rstrip()
