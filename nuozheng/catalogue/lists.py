"""The five published lists: which jurisdiction publishes which, under which policy."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PublishedList:
    """`slug` is the list's and its policy's key; `code` is the jurisdiction's.

    `own_code` marks a jurisdiction that has no national code: its code is ours, and texts that
    bind a province are looked up by the division above it.
    """

    slug: str
    prefix: str
    title: str
    place: str
    code: str
    department_code: str
    own_code: bool = False

    @property
    def binding_code(self) -> str:
        """The national code by which provincial texts are looked up."""
        return self.code[:6]


MAOJI_CODE = "340400-MJ"
LISTS: Mapping[str, PublishedList] = {
    one.slug: one
    for one in (
        PublishedList(
            "ordos-2021", "ORD21", "鄂尔多斯市证明事项告知承诺制清单（2021）", "ordos",
            "150600", "150600",
        ),
        PublishedList(
            "ordos-2023", "ORD23", "鄂尔多斯市“无证明城市”证明事项免提交清单（2023）", "ordos",
            "150600", "150600",
        ),
        PublishedList(
            "xian-baqiao-2021", "XBQ", "西安市灞桥区证明事项告知承诺制清单", "xian-baqiao",
            "610111", "610111",
        ),
        PublishedList(
            "huainan-maoji-2021", "MJ", "毛集实验区证明事项告知承诺制清单", "huainan-maoji",
            MAOJI_CODE, "", own_code=True,
        ),
        PublishedList(
            "lianyungang-2019", "LYG", "连云港市证明事项告知承诺制试点清单", "lianyungang",
            "320700", "320700",
        ),
    )
}  # fmt: skip
