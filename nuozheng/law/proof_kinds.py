"""Which of the five kinds a proof probably has, by its name."""

import re
from functools import lru_cache

from nuozheng.law.vocabulary import ProofKind

_WORDS: tuple[tuple[ProofKind, str], ...] = (
    (
        ProofKind.LEGAL_FACT,
        "犯罪 违法 服刑 刑事 遗失 健在 生存 兵役 血型 身高 生育 变更原因 不良记录 责任证明 事故证明"
        " 身份 出生 死亡 失踪 国籍 籍贯 休学 债权债务 禁止情形 未重新就业",
    ),
    (ProofKind.OTHER_STATE, "条件证明 条件场所 健康 体检 疾病 残疾 困难 公积金"),
    (
        ProofKind.LEGAL_RELATION,
        "亲属 婚姻 结婚 离婚 未婚 监护 收养 抚养 赡养人 家庭成员 关系 雇佣 隶属 就业证明 离职 在职"
        " 学籍 劳动合同 同意接收",
    ),
    (
        ProofKind.TITLE,
        "使用权 所有权 继承权 产权 权属 不动产 房产 房屋 住房 无房 住所 住址 居住地 租赁 场地 场所"
        " 经营地 办公地点 土地证 林权 专利 财产 用房",
    ),
    (
        ProofKind.QUALIFICATION,
        "职称 培训 资格 资质 学历 学位 毕业证 技能 职业 水平 等级证 执业 从业 能力 成绩 学时"
        " 检测合格",
    ),
    (ProofKind.LEGAL_FACT, "户口 户籍 居民 年龄"),
    (
        ProofKind.OTHER_STATE,
        "备案 验资 收入 存款 资产 资金 纳税 完税 社保 参保 缴费 低保 失业 信用 证明",
    ),
)
_ASIDE = re.compile(r"[（(][^（）()]*[）)]")


@lru_cache(maxsize=4096)
def proposed_kind(proof_name: str) -> ProofKind | None:
    """The kind to propose, None where the name tells nothing; a person decides.

    The examples are those of ORD23 annex 2, note 2 (ORD23-A2f to A2j). Whatever is called 证明
    and is none of the first four is one of 其他客观状态或者事实.
    """
    name = _ASIDE.sub("", proof_name)
    for kind, words in _WORDS:
        if any(word in name for word in words.split()):
            return kind
    return None
