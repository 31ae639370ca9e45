"""The model letter of a place: a file that can be replaced without code, checked before it is."""

from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from nuozheng.cli.policy import app
from nuozheng.law.letter_model import (
    LetterModel,
    Told,
    letter_model,
    load_letter_model_file,
    write_item,
)
from nuozheng.law.policy import PackError, load_policy, policies
from tests.law.switches import switched

NATIONAL = Path(__file__).parents[2] / "nuozheng/law/packs/letters/cn.toml"
TOLD = Told(
    facts=frozenset(("uses_stated",)),
    blanks={"item": "教师资格认定", "proofs": "《学历证书》《普通话证书》", "declined_reasons": ""},
    each={
        "use": [{"proof": "学历证书", "use": "说明学历。"}, {"proof": "普通话证书", "use": ""}],
        "basis": [
            {"proof": "学历证书", "basis": "教师法第十一条"},
            {"proof": "普通话证书", "basis": ""},
        ],
    },
)


def said(model: LetterModel, key: str, told: Told = TOLD, place: str = "ordos-2021") -> list[str]:
    item = next(one for one in model.item if one.key == key)
    return list(write_item(model, load_policy(place), item, told).paragraphs)


def file_with(folder: Path, *changes: tuple[str, str]) -> Path:
    text = NATIONAL.read_text(encoding="utf-8")
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    path = folder / "ordos-2021.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.clause("ORD21-A1", "ORD21-4.3d")
def test_a_place_replaces_the_model_by_a_file_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "letters"
    folder.mkdir()
    path = file_with(
        folder,
        ("证明事项告知承诺书（{item}）", "{item}告知承诺书"),
        ('title = "证明和用途"', 'title = "免交的材料"'),
        ("原来要您提交{proofs}", "本来要交{proofs}"),
    )
    model = load_letter_model_file(path, load_policy("ordos-2021"))
    assert model.titled("教师资格认定") == "教师资格认定告知承诺书"
    assert said(model, "proofs")[0] == "办理这件事，本来要交《学历证书》《普通话证书》。"
    assert [one.title for one in model.item][1] == "免交的材料"
    done = CliRunner().invoke(app, ["check", str(path)])
    assert done.exit_code == 0 and "可以使用" in done.output


def test_what_is_not_stated_is_left_out_or_said_to_be_missing() -> None:
    model = letter_model(load_policy("cn"))
    assert said(model, "proofs")[1:] == ["《学历证书》：说明学历。"]
    assert said(model, "basis") == [
        "《学历证书》：教师法第十一条。",
        "《普通话证书》：没有查到法律、法规依据，不能强要您提交。",
    ]
    assert said(model, "choice")[0].startswith("承诺不承诺，您自己选。不愿承诺、无法承诺的，")


def test_the_pack_chooses_words_and_sentences() -> None:
    model = letter_model(load_policy("cn"))
    assert "有较重以上失信记录，或者" in said(model, "excluded")[0]
    assert "有失信记录" in said(model, "excluded", place="xian-baqiao-2021")[0]
    item = next(one for one in model.item if one.key == "liability")
    told = replace(TOLD, blanks={**TOLD.blanks, "liabilities": "", "measures": "终止办理"})
    for joint in ("joint", "none"):
        policy = switched("ordos-2021", "credit.joint_discipline", joint)
        lines = write_item(model, policy, item, told).paragraphs
        assert any(line.startswith("联合惩戒：") for line in lines) == (joint == "joint")


def test_every_place_has_a_model_that_fits_it() -> None:
    for policy in policies().values():
        model = letter_model(policy)
        assert "{item}" in model.title and "conditions" in [one.key for one in model.item]


@pytest.mark.parametrize(
    ("before", "after", "where"),
    [
        ("（{item}）", "", "title"),
        ("《{proof}》：{use}", "《{proof}》：{weather}", "item proofs.line 3"),
        ('when = ["uses_stated"]', 'when = ["full_moon"]', "item proofs.line 1.when"),
        ('cites = ["consequences.statement_days"]', 'cites = ["no.such"]', "item remedies.cites"),
        ("repair = ", "mend = ", "words.ends.says"),
        ('of = "applicants.bar_ends"', 'of = "applicants.moon"', "words.ends.of"),
        ('tells = ["legal_basis"]', 'tells = ["disclosure"]', "item basis.line 1.tells"),
        ('key = "ways"', 'key = "choice"', "item choice"),
        ('key = "conditions"', 'key = "terms"', "item conditions"),
        ('knows = "申请人已经知晓告知书的全部事项。"', "", "statements.knows"),
        ("签署以后，我们", "{签署以后，我们", "item effect.line 1"),
        ('title = "条件"', 'name = "条件"', "item.3.title"),
    ],
)
def test_a_fault_is_named_with_its_place(
    tmp_path: Path, before: str, after: str, where: str
) -> None:
    path = file_with(tmp_path, (before, after))
    with pytest.raises(PackError) as fault:
        load_letter_model_file(path, load_policy("ordos-2021"))
    assert where in [one.key for one in fault.value.problems]


def test_the_command_checks_the_letter_beside_a_pack(tmp_path: Path) -> None:
    pack = tmp_path / "ordos-2021.toml"
    pack.write_text((NATIONAL.parents[1] / pack.name).read_text(encoding="utf-8"), encoding="utf-8")
    folder = tmp_path / "letters"
    folder.mkdir()
    file_with(folder, ("《{proof}》：{use}", "《{proof}》：{weather}"))
    done = CliRunner().invoke(app, ["check", str(pack)])
    assert done.exit_code == 1 and "weather" in done.output
