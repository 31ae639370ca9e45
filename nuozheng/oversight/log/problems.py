"""What an audit of the log finds wrong, named so that somebody can look at it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """`table` and `record` name the row; `what` says in words what is wrong with it."""

    table: str
    record: str
    what: str

    def __str__(self) -> str:
        return f"{self.table} {self.record}：{self.what}"


CHANGED = "和进日志时不一样了"
GONE = "进过日志，现在没有了"
NOT_IN_LOG = "日志里没有"
WITHOUT_WORD = "日志里的盐没有了，也没有谁删除的经过"
LINE_CHANGED = "数据库里的这一行和公布的日志不一样"
LINE_GONE = "公布的日志里有，数据库里没有"
TILE_CHANGED = "文件的内容和日志对不上"
TILE_GONE = "文件不见了"
BEHIND = "一个多小时了还没有进日志"
HEAD_CHANGED = "签过的日志头和日志对不上"
HEAD_UNSIGNED = "日志头的签名不是我们的"
STATUS_DIFFERS = "状态和最后一次经过不一致"
WITHOUT_MOVE = "状态变过，却没有经过"
INSERTED = "是后来插进去的"
"""Of rows with a key among those that had long been marked."""
