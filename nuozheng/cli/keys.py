"""`nuozheng keys`: make a key file, add a field key."""

from pathlib import Path

import typer

from config.environment import WrongSetting
from config.keys import Keys, read
from nuozheng.evidence.sm2 import KeyPair

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
def sm2(file: Path) -> None:
    """生成一对SM2密钥：私钥文件只有本人可读，公钥写在旁边的 .pub 文件里，交给对方。"""
    pair = KeyPair.new()
    try:
        pair.write(file)
    except FileExistsError:
        raise WrongSetting(f"{file} 已经存在，没有改动；换钥请用另一个文件名") from None
    print(f"已写入 {file}，公钥：{pair.public_key.hex()}")


@app.command()
def rotate(file: Path) -> None:
    """增加一把字段密钥，今后写入用新钥；旧数据照常可读，下次保存时换用新钥。"""
    keys = read(file).rotated()
    keys.write_over(file)
    print(f"今后写入使用字段密钥 {keys.current}，旧钥保留。请重启各进程。")
