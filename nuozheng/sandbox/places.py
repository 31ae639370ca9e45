"""The four places of the five regulations, with their real divisions and invented names."""

from dataclasses import dataclass

from nuozheng.sandbox.dice import Dice

# Heavenly stems stand for surnames, as in textbooks, so that nobody takes them for real people.
STEMS = "甲乙丙丁戊己庚辛壬癸"
GIVEN = "安柏承诚川达恩方谷和恒佳嘉景静君凯兰乐林宁平清然容若山思书棠庭文希贤晓欣言一雨远悦云泽知之"
TRADES = (
    ("商贸", "批发零售"), ("餐饮管理", "餐饮"), ("物业服务", "物业"), ("建筑工程", "建筑"),
    ("教育咨询", "教育"), ("人力资源服务", "人力资源"), ("货运", "道路运输"), ("医药", "药品零售"),
    ("农牧科技", "农业"), ("文化传媒", "文化"), ("旅行社", "旅游"), ("机械维修", "维修"),
)  # fmt: skip
STREETS = ("诚信路", "守约街", "明德路", "示范街", "和谐路", "新风街", "友谊路", "便民街")


@dataclass(frozen=True, slots=True)
class Place:
    """A place: `code` of its city for synthetic numbers, `divisions` where people live."""

    key: str
    code: str
    city: str
    divisions: tuple[tuple[str, str], ...]


PLACES: dict[str, Place] = {
    place.key: place
    for place in (
        Place("ordos", "150600", "鄂尔多斯市", (
            ("150603", "康巴什区"), ("150602", "东胜区"), ("150621", "达拉特旗"),
            ("150622", "准格尔旗"), ("150623", "鄂托克前旗"), ("150624", "鄂托克旗"),
            ("150625", "杭锦旗"), ("150626", "乌审旗"), ("150627", "伊金霍洛旗"),
        )),
        Place("xian-baqiao", "610100", "西安市", (("610111", "灞桥区"),)),
        Place("huainan-maoji", "340400", "淮南市", (
            ("340421106", "毛集镇"), ("340421107", "夏集镇"), ("340421109", "焦岗湖镇"),
        )),
        Place("lianyungang", "320700", "连云港市", (
            ("320706", "海州区"), ("320703", "连云区"), ("320707", "赣榆区"),
            ("320722", "东海县"), ("320723", "灌云县"), ("320724", "灌南县"),
        )),
    )
}  # fmt: skip
KEYS = tuple(PLACES)


def place_of(key: str) -> Place:
    """The place of this key or of a policy pack's key ("ordos-2021"); ValueError lists them."""
    for name, place in PLACES.items():
        if key == name or key.startswith(f"{name}-"):
            return place
    raise ValueError(f"unknown place {key!r}; known: {', '.join(PLACES)}")


def person_name(dice: Dice, surname: str = "") -> str:
    return (surname or dice.one_of(STEMS)) + dice.one_of(GIVEN) + dice.one_of(GIVEN)


def address(dice: Dice, place: Place, division: str) -> str:
    """A street address in a division of the place; the streets are invented."""
    return f"{place.city}{division}{dice.one_of(STREETS)}{dice.among(1, 300)}号"
