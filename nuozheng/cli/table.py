"""Which sub-commands there are, what each needs running, and which module holds it."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module

import django
from rich.console import Console
from rich.table import Table

from config import environment
from config.embedded import NoServer, ServerProblem
from nuozheng.cli.program import program_ready


@dataclass(frozen=True, slots=True)
class Entry:
    """`module.app` is the Typer application. `program`: Django and a database must be ready."""

    name: str
    module: str
    summary: str
    program: bool = False
    demo: bool = False


TABLE: tuple[Entry, ...] = (
    Entry("demo", "nuozheng.cli.demo", "启动整套演示：数据库、数据源、后台任务、网站", demo=True),
    Entry("story", "nuozheng.cli.story", "讲一个办件从申请到结束的全过程，逐步附条款", True, True),
    Entry("policy", "nuozheng.cli.policy", "检查、查看、比较各地政策包"),
    Entry("lint", "nuozheng.cli.lint", "检查用语：模糊表述、兜底条款、笼统责任"),
    Entry("clauses", "nuozheng.cli.clauses", "条款对照表：条款、规则、测试"),
    Entry("moves", "nuozheng.cli.moves", "操作表：谁在什么状态能做什么"),
    Entry("token", "nuozheng.cli.token", "接口密钥：发放、查看、作废", program=True),
    Entry("account", "nuozheng.cli.account", "账号：任命监督人员，绑定统一身份认证", program=True),
    Entry("source", "nuozheng.cli.source", "数据源：登记了哪些，接入合不合规", program=True),
    Entry("alarms", "nuozheng.cli.alarms", "告警：现在什么不正常，供监控程序查", program=True),
    Entry("sandbox", "nuozheng.cli.sandbox", "合成城市及其数据源服务器", demo=True),
    Entry("db", "nuozheng.cli.db", "内置数据库：启动、停止、查看"),
    Entry("prepare", "nuozheng.cli.prepare", "建表、升级、收集静态文件；演示时生成办件", True),
    Entry("verify", "nuozheng.cli.verify", "批量核查承诺，与数据源交换来的数据比对", program=True),
    Entry("log", "nuozheng.cli.log", "透明日志：现状、证明、核对有没有被改过", program=True),
    Entry("draw", "nuozheng.cli.draw", "抽签：复算公开文件，算随机数的哈希"),
    Entry("worker", "nuozheng.cli.worker", "运行后台任务", True),
    Entry("letter", "nuozheng.cli.letter", "承诺书和文书：离线验真"),
    Entry("bundle", "nuozheng.cli.bundle", "证据包：离线验真"),
    Entry("retention", "nuozheng.cli.retention", "到期处理：先看、暂停、解除", program=True),
    Entry("backup", "nuozheng.cli.backup", "备份：加密成一个文件，密钥不在里面", program=True),
    Entry("restore", "nuozheng.cli.restore", "恢复：先查完整个备份，再装进空的数据库", True),
    Entry("keys", "nuozheng.cli.keys", "生成密钥文件、更换字段密钥"),
    Entry("settings", "nuozheng.cli.settings", "列出全部环境变量及含义"),
)


def main(words: Sequence[str] | None = None) -> int:
    """Run one sub-command; the exit code. A wrong setting ends with its message only."""
    said = list(sys.argv[1:] if words is None else words)
    entry = next((entry for entry in TABLE if said and entry.name == said[0]), None)
    if entry is None:
        _overview()
        return 0 if not said or said[0] in {"-h", "--help", "help"} else 2
    try:
        return _run(entry, said[1:])
    except (environment.WrongSetting, NoServer, ServerProblem) as error:
        Console(stderr=True).print(f"无法继续：{error}", highlight=False, markup=False)
        return 2


def _run(entry: Entry, words: list[str]) -> int:
    environment.use_settings("config.settings")
    if entry.demo:
        environment.turn_on(environment.DEMO)
    if not entry.program:
        return _call(entry, words)
    if "--help" in words:
        django.setup()
        return _call(entry, words)
    with program_ready():
        return _call(entry, words)


def _call(entry: Entry, words: list[str]) -> int:
    try:
        import_module(entry.module).app(args=words, prog_name=f"nuozheng {entry.name}")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    return 0


def _overview() -> None:
    table = Table("命令", "用途", box=None, header_style="bold")
    for entry in TABLE:
        table.add_row(entry.name, entry.summary)
    console = Console()
    console.print("诺证 Nuozheng。用法：nuozheng 命令 [选项]；nuozheng 命令 --help 看详细说明。\n")
    console.print(table)
