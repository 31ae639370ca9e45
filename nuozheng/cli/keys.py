"""`nuozheng keys`: make key files, change keys while the program runs."""

from dataclasses import replace
from pathlib import Path
from time import sleep
from typing import Annotated

import typer

from config.backups.sealed import new_key
from config.environment import WrongSetting
from config.keys import Keys, read
from nuozheng.cli.key_use import reseal, retire, status
from nuozheng.documents.seal_keys import make_trial_keys
from nuozheng.evidence.sm2 import KeyPair

_WAIT_SECONDS = 5.0
"""The processes look at the key file every second."""
Wait = Annotated[float, typer.Option(min=0, help="等各进程读到新钥的秒数")]

app = typer.Typer(no_args_is_help=True, help="密钥：个人信息加密、盲索引、数据源签名、会话签名。")


@app.command()
def new(file: Path) -> None:
    """生成一套新密钥，写入只有本人可读的文件；文件已存在则不动它。"""
    try:
        Keys.new().write(file)
    except FileExistsError:
        raise WrongSetting(f"{file} 已经存在，没有改动；换钥请用 nuozheng keys rotate") from None
    print(f"已写入 {file}。请另存一份：丢了它，已加密的个人信息无法恢复。")


@app.command()
def backup(file: Path) -> None:
    """生成一把备份密钥，写入只有本人可读的文件；不要和备份放在一起。"""
    try:
        new_key(file)
    except FileExistsError:
        raise WrongSetting(f"{file} 已经存在，没有改动") from None
    print(f"已写入 {file}。丢了它，用它做的备份打不开；和备份分开保管。")


@app.command()
def sm2(file: Path) -> None:
    """生成一对SM2密钥：私钥文件只有本人可读，公钥写在旁边的 .pub 文件里，交给对方。"""
    pair = KeyPair.new()
    try:
        pair.write(file)
    except FileExistsError:
        raise WrongSetting(f"{file} 已经存在，没有改动；换钥请用另一个文件名") from None
    print(f"已写入 {file}，公钥：{pair.public_key.hex()}")


@app.command()
def sealing(
    folder: Path, name: Annotated[str, typer.Option(help="单位名称，写进证书")] = "试用平台"
) -> None:
    """生成一套试用的电子签章：自签根证书、签章证书和私钥、SM2密钥；正式用请换成正规机构发的。"""
    if folder.exists():
        raise WrongSetting(f"{folder} 已经存在，没有改动")
    make_trial_keys(folder, name)
    print(f"已写入 {folder}。设 NUOZHENG_SEALING={folder} 后，出具的文书都带电子签章。")


@app.command()
def rotate(file: Path, wait: Wait = _WAIT_SECONDS) -> None:
    """增加一把字段密钥，等各进程都认得，再用它写；不用停机。旧内容用 keys reseal 换过来。"""
    known = read(file).with_field_key()
    known.write_over(file)
    sleep(wait)
    name = list(known.field_keys)[-1]
    replace(known, current=name).write_over(file)
    print(f"今后写入使用字段密钥 {name}，旧钥保留。接着请运行 nuozheng keys reseal。")


@app.command()
def rotate_index(file: Path, wait: Wait = _WAIT_SECONDS) -> None:
    """更换盲索引的密钥，不用停机；换完以前，新旧两种索引都能查到人。"""
    known = read(file).with_index_key()
    known.write_over(file)
    sleep(wait)
    known.with_newest_index_key().write_over(file)
    print("今后按新的索引密钥登记，旧的照样查得到。接着请运行 nuozheng keys reseal。")


for _command in (reseal, status, retire):
    app.command()(_command)
