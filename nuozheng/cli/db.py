"""`nuozheng db`: the embedded database by itself."""

import typer

from config import environment
from config.embedded import local_cluster

app = typer.Typer(no_args_is_help=True, help="内置数据库。设置了 DATABASE_URL 时用不到。")


@app.command()
def start() -> None:
    """启动并留在后台，直到 nuozheng db stop。"""
    here = local_cluster()
    print("已经在运行。" if here.start(with_us=False) is None else "已启动。")
    print(f"数据在 {here.data}，套接字在 {here.sockets}")


@app.command()
def stop() -> None:
    """停止；未提交的事务回滚，已提交的都在。"""
    here = local_cluster()
    if not here.running():
        print("没有在运行。")
        return
    here.stop()
    print("已停止。")


@app.command()
def status() -> None:
    """是否在运行；不在运行时退出码为 3。"""
    if environment.DATABASE_URL.text():
        print("使用 DATABASE_URL 指定的数据库，内置数据库不启动。")
        return
    here = local_cluster()
    if not here.running():
        print(f"没有在运行。数据在 {here.data}")
        raise typer.Exit(3)
    print(f"在运行。数据在 {here.data}")
