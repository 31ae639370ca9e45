"""`nuozheng keys reseal`, `status`, `retire`: what the keys are used for in the database."""

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from config.environment import WrongSetting
from config.keys import read
from nuozheng.cli.program import program_ready

INDEX = "index"


def reseal() -> None:
    """把旧钥加密的内容、旧的索引换成新的；随时可以停，再运行就接着做。"""
    with program_ready():
        from nuozheng.oversight import resealing

        done: Counter[str] = Counter()
        for step in (resealing.reseal(), resealing.reindex()):
            for where, number in step:
                done[where] += number
    for where, number in done.items():
        if number:
            print(f"{where}：{number}")
    print(f"换好了，一共{done.total()}处。")


def status() -> None:
    """每把字段密钥还有多少内容在用，多少行还在旧的索引下。"""
    with program_ready():
        from nuozheng.oversight import resealing

        used: Counter[str] = sum(resealing.uses().values(), Counter())
        elsewhere = resealing.indexed_otherwise()
    for name, number in sorted(used.items()):
        print(f"字段密钥 {name}：{number}处")
    print(f"不在现用索引下的：{elsewhere}行")


def retire(
    file: Path, name: Annotated[str, typer.Argument(help=f"字段密钥的编号，或者 {INDEX}")]
) -> None:
    """去掉一把没有任何内容再用的旧钥；还有内容在用的，不去掉。"""
    known = read(file)
    if name == known.current or name not in (INDEX, *known.field_keys):
        raise WrongSetting(f"{file}：密钥 {name} 正在用，或者没有这一把，没有改动")
    with program_ready():
        from nuozheng.oversight import resealing

        left = (
            resealing.indexed_otherwise()
            if name == INDEX
            else sum(used[name] for used in resealing.uses().values())
        )
    if left:
        raise WrongSetting(
            f"{file}：还有{left}处在用密钥 {name}，没有改动；请先运行 nuozheng keys reseal"
        )
    fewer = known.without_other_index_keys() if name == INDEX else known.without_field_key(name)
    fewer.write_over(file)
    print(f"密钥 {name} 已经去掉。旧备份还要用它，请把旧的密钥文件另存在安全的地方。")
