"""Plant troubled proofs into a list, with the words of people rather than of the registers.

The phrases here were written apart from the registers that the rules read, and part of them on
purpose beyond what those can know: a recall of 100 % would only show that both were copied.
"""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import count

from nuozheng.law.trouble import Demand, Trouble
from nuozheng.law.trouble.names import said
from nuozheng.law.vocabulary import Substitution

_ISSUING = (
    *("{0}开具", "出具{0}", "{0}办理", "{0}申领", "{0}打印服务", "开{0}", "{0}出具（个人）"),
    *("{0}查询与打印", "补发{0}", "{0}核发", "为群众办{0}", "{0}代办"),
)
_GRANTED = ("{0}证明", "已办理{0}的证明", "{0}证书", "{0}凭证", "{0}批准文件", "办结{0}的回执")
_REWORDED = (
    ("证明", "证明材料"), ("收入", "经济收入"), ("住所", "经营用房"), ("学历", "文化程度"),
    ("犯罪记录", "前科"), ("工作年限", "从业年限"), ("婚姻状况", "婚否"), ("无配偶", "未再婚"),
    ("居住", "实际住处"), ("死亡", "离世"), ("残疾", "残障"), ("资格", "资质"), ("场所", "用房"),
    ("健康", "身体状况"), ("关系", "亲缘关系"), ("财产", "家产"), ("困难", "贫困"),
)  # fmt: skip
_WRAPPED = (
    *("申请人{0}", "本人{0}", "{0}原件", "{0}（近三个月）", "有效{0}", "家庭{0}", "{0}情况说明"),
    *("{0}及复印件", "书面{0}", "加盖公章的{0}"),
)
_ODDITIES = (
    ("你妈是你妈的证明", "社区"), ("本人就是身份证上的本人的证明", "村民委员会"),
    ("房屋没有漏水证明", "社区居委会"), ("家庭和睦证明", "村（居）委会"),
    ("没有参加传销证明", "所在单位"), ("手机号码归本人使用证明", "社区"),
    ("两个名字是同一个人的证明", "村委会"), ("至今健在证明", "社区居民委员会"),
    ("夫妻没有离婚证明", "工作单位"), ("未在外地领取补贴证明", "村委会"),
    ("驾驶证丢失证明", "报社"), ("没有欠债证明", "村民委员会"), ("无犯罪记录证明", "社区"),
    ("家中无存款证明", "单位"), ("小狗打过疫苗并登记养犬证明", "居委会"),
    ("思想端正证明", "申请人"), ("本人没有疾病证明", "村委会"), ("子女情况证明", "工作单位"),
    ("遗产只有一人继承的证明", "社区"), ("经营场所安全证明", "申请人自行出具"),
    ("父子关系证明", "居委会"), ("车辆不是赃车证明", "社区"), ("残疾程度证明", "村委会"),
    ("一年内没有违反校规证明", "居委会"), ("失业证明", "社区"),
)  # fmt: skip
VAGUE = "相关部门"


@dataclass(frozen=True, slots=True)
class Planted:
    """What was planted: its class and the entries that make it up."""

    kind: Trouble
    entries: frozenset[int]


class Planter:
    """Adds so many of each class to a list; the same ones for the same seed."""

    def __init__(self, demands: Sequence[Demand], seed: int) -> None:
        self._chance = random.Random(seed)
        self.demands = list(demands)
        self.planted: list[Planted] = []
        self._carried = [one for one in demands if one.carried]
        self._entry = count(max((one.entry for one in demands), default=0) + 1)
        self._service = count(max((one.service_id for one in demands), default=0) + 1)

    def plant(self, each: int) -> None:
        for kind, planting in (
            (Trouble.CIRCULAR, self._circle),
            (Trouble.DUPLICATE, self._double),
            (Trouble.ODD, self._oddity),
        ):
            for _ in range(each):
                new = planting()
                self.demands += new
                self.planted.append(Planted(kind, frozenset(one.entry for one in new)))

    def _circle(self) -> list[Demand]:
        """Services that each issue what the one before asks for; the last asks for the first's."""
        chance = self._chance
        agencies = sorted({one.agency for one in self._carried})
        first, *others = chance.sample(agencies, chance.choice((2, 2, 2, 3, 4)))
        topics = chance.sample(self._topics(), len(others) + 1)
        links = list(zip([first, *others], topics, strict=True))
        made = []
        for number, (agency, topic) in enumerate(links):
            after_agency, after_topic = links[(number + 1) % len(links)]
            name = chance.choice(_ISSUING).format(topic)
            wanted = after_topic if chance.random() < 0.8 else self._reword(after_topic)
            issuer = after_agency if chance.random() < 0.9 else VAGUE
            made.append(self._new(name, agency, wanted, issuer))
        return made

    def _double(self) -> list[Demand]:
        """What a service asks for, again under another name, there or at the same agency."""
        chance = self._chance
        old = chance.choice(self._carried)
        name = self._reword(said(old.proof))
        name = chance.choice(_WRAPPED).format(name) if chance.random() < 0.6 else name
        if chance.random() < 0.2:
            name = said(old.proof) + "（另附）"
        attributes = old.attributes if chance.random() < 0.7 else frozenset()
        here = chance.random() < 0.6
        return [
            replace(
                old,
                entry=next(self._entry),
                service_id=old.service_id if here else next(self._service),
                service=old.service if here else f"{old.service}（示例）",
                proof=name,
                attributes=attributes,
                way=Substitution.RETAINED,
            )
        ]

    def _oddity(self) -> list[Demand]:
        old = self._chance.choice(self._carried)
        proof, issuer = self._chance.choice(_ODDITIES)
        number = self._chance.randrange(1000)
        return [self._new(f"{said(old.service)}（示例{number}）", old.agency, proof, issuer)]

    def _topics(self) -> list[str]:
        return sorted({said(one.proof) for one in self._carried})

    def _reword(self, name: str) -> str:
        fitting = [(old, new) for old, new in _REWORDED if old in name]
        if not fitting:
            return self._chance.choice(_WRAPPED).format(name)
        return name.replace(*self._chance.choice(fitting), 1)

    def _new(self, service: str, agency: str, proof: str, issuer: str) -> Demand:
        return Demand(
            entry=next(self._entry),
            service_id=next(self._service),
            service=service,
            agency=agency,
            proof=proof,
            issuer=issuer,
            way=Substitution.RETAINED,
        )


def touches(entries: Iterable[int], planted: Planted) -> bool:
    """Whether a finding is about what was planted."""
    return bool(planted.entries & set(entries))
