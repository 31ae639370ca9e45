"""`nuozheng demo`: the whole of Nuozheng on one machine, with a synthetic city."""

import fcntl
import os
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from config import environment, keys
from config.embedded import ServerProblem
from config.embedded.database import Database
from config.embedded.lifeline import die_with_parent
from nuozheng.cli.supervisor import GaveUp, Part, Supervisor
from nuozheng.sandbox import witness
from nuozheng.sandbox.credit_platform import FILE_NAME, write_platforms
from nuozheng.sandbox.own_key import sign_by_sm2

app = typer.Typer(help="启动整套演示：数据库、数据源、后台任务、网站。Ctrl-C 结束。")
_console = Console(highlight=False)
_THIS = (sys.executable, "-m", "nuozheng.cli")
_PATIENCE_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Plan:
    """What to run and where."""

    port: int
    people: int
    companies: int
    workers: int
    few_cases: bool = False

    @property
    def site(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def sources(self) -> str:
        return f"http://127.0.0.1:{self.port + 1}"

    @property
    def city(self) -> tuple[str, ...]:
        return ("--people", str(self.people), "--companies", str(self.companies))


@app.command()
def demo(
    port: Annotated[int, typer.Option(min=1, max=65534, help="网站端口；数据源用下一个")] = 8000,
    people: Annotated[int, typer.Option(min=0, help="合成城市的人数")] = 20_000,
    companies: Annotated[int, typer.Option(min=0, help="合成城市的企业数")] = 2_000,
    workers: Annotated[int, typer.Option(min=1, max=64, help="网站进程数，每个 4 线程")] = 2,
    few_cases: Annotated[
        bool, typer.Option("--few-cases", help="每份清单只办几件演示办件，启动快些")
    ] = False,
    with_parent: Annotated[bool, typer.Option(hidden=True)] = False,
) -> None:
    """启动整套演示。再次启动时接着上次的数据继续；已提交的数据不会丢。"""
    if with_parent:
        die_with_parent()
    plan = Plan(port, people, companies, workers, few_cases)
    with _only_one(plan) as running_at:
        if running_at:
            _console.print(
                f"演示已经在运行：{running_at}/demo/ 。要重新启动，请先在那边按 Ctrl-C。"
            )
            return
        raise typer.Exit(_run(plan))


def _run(plan: Plan) -> int:
    supervisor = Supervisor(
        environment.CHECKOUT,
        environment.with_settings(
            NUOZHENG_PUBLIC_URL=environment.PUBLIC_URL.said() or plan.site,
            NUOZHENG_SOURCES_URL=plan.sources,
            NUOZHENG_CREDIT_PLATFORMS=environment.CREDIT_PLATFORMS.said() or _platforms(plan),
            NUOZHENG_WITNESSES=environment.WITNESSES.said() or _witnesses(plan),
            NUOZHENG_SOURCES_FOLDER=environment.SOURCES_FOLDER.said() or _own_sources(),
        ),
    )
    database = Database()
    try:
        database.start()
        return _serve(plan, supervisor, database)
    except (GaveUp, ServerProblem) as problem:
        _console.print(f"演示不能继续：{problem}", markup=False)
        return 1
    finally:
        supervisor.stop()
        database.stop()
        _console.print("演示已结束，没有留下进程；数据保留，下次接着用。")


def _platforms(plan: Plan) -> str:
    """The credit platforms of the sandbox, which stand beside its sources."""
    var = environment.VAR.path()
    known = keys.load(environment.KEYS.text(), demo=True, var=var)
    return str(write_platforms(var / FILE_NAME, plan.sources, known.sources_key))


def _witnesses(plan: Plan) -> str:
    """The sandbox's witness of the transparency log."""
    var = environment.VAR.path()
    known = keys.load(environment.KEYS.text(), demo=True, var=var)
    file = var / witness.FILE_NAME
    return str(witness.write_witnesses(file, plan.sources, known.sources_key))


def _own_sources() -> str:
    """The criminal records ask for SM2 signatures, so that one source of the city does."""
    folder = environment.VAR.path() / "sources"
    sign_by_sm2(folder, "criminal_record")
    return str(folder)


def _serve(plan: Plan, supervisor: Supervisor, database: Database) -> int:
    logs = environment.VAR.path() / "log"
    _console.print(f"[bold]1 数据库[/]  {database.described}")
    _free_ports(plan, supervisor)
    _console.print(
        f"[bold]2 数据源[/]  {plan.sources}，{plan.people:,} 人，{plan.companies:,} 家企业（合成）"
    )
    supervisor.start(Part("数据源", _sources(plan), logs / "sources.log"))
    _await(
        supervisor, partial(_listens, plan.port + 1), f"数据源没有应答，日志 {logs / 'sources.log'}"
    )
    _console.print("[bold]3 准备[/]    建表，收集静态文件，按各地规则生成办件")
    if supervisor.run(_preparation(plan)) and not supervisor.stopping:
        raise GaveUp("准备未完成，原因见上。再运行一次会接着做，已完成的部分保留。")
    if not supervisor.stopping:
        supervisor.start(Part("后台任务", [*_THIS, "worker"], logs / "worker.log"))
        supervisor.start(Part("网站", _website(plan), logs / "web.log"))
        _await(supervisor, partial(_answers, plan), f"网站没有应答，日志 {logs / 'web.log'}")
    if not supervisor.stopping:
        _console.print(f"[bold]4 网站[/]    {plan.site}")
        _console.print(
            f"\n请打开 [bold]{plan.site}/demo/[/] ，选一个现成的账号登录。"
            "\n按 Ctrl-C 结束。随时结束都不会丢失已提交的数据。"
        )
    supervisor.watch(database.look)
    return 0


def _free_ports(plan: Plan, supervisor: Supervisor) -> None:
    """What a killed demonstration left is gone within moments; another program stays."""
    for port in (plan.port, plan.port + 1):
        _await(
            supervisor,
            partial(_is_free, port),
            f"端口 {port} 被别的程序占用。换一个：make demo ARGS='--port 9000'",
        )


def _await(supervisor: Supervisor, ready: Callable[[], bool], otherwise: str) -> None:
    """Raises GaveUp after half a minute, but not when told to stop."""
    if not supervisor.wait_until(ready, _PATIENCE_SECONDS) and not supervisor.stopping:
        raise GaveUp(otherwise)


def _preparation(plan: Plan) -> list[str]:
    return [*_THIS, "prepare", *plan.city, *(["--few-cases"] if plan.few_cases else [])]


def _sources(plan: Plan) -> list[str]:
    return [*_THIS, "sandbox", "serve", "--port", str(plan.port + 1), *plan.city]


def _website(plan: Plan) -> list[str]:
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"),
        *("--host", "127.0.0.1", "--port", str(plan.port)),
        *("--workers", str(plan.workers), "--blocking-threads", "4"),
        *("--respawn-failed-workers", "--workers-kill-timeout", "5"),
        "config.wsgi:application",
    ]


@contextmanager
def _only_one(plan: Plan) -> Iterator[str]:
    """Hold the lock for the length of a block; gives the address of the one that holds it."""
    var = environment.VAR.path()
    var.mkdir(parents=True, exist_ok=True)
    with _lock_file(var / "demo.lock") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield os.pread(lock, 200, 0).decode().strip()
            return
        os.ftruncate(lock, 0)
        os.pwrite(lock, plan.site.encode(), 0)
        yield ""


@contextmanager
def _lock_file(path: Path) -> Iterator[int]:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _is_free(port: int) -> bool:
    with socket.socket(socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=2).close()
    except OSError:
        return False
    return True


def _answers(plan: Plan) -> bool:
    asked = HTTPConnection("127.0.0.1", plan.port, timeout=5)
    try:
        asked.request("GET", "/")
        return asked.getresponse().status < 500
    except (OSError, HTTPException):
        return False
    finally:
        asked.close()
