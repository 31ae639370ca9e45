"""The commands show what they say they show."""

from typer.testing import CliRunner

from nuozheng.cli.sandbox import app
from nuozheng.sandbox import City

RUN = CliRunner()


def test_person_shows_truth_and_records() -> None:
    shown = RUN.invoke(app, ["person", "3", "--people", "50", "--seed", "2"])
    assert shown.exit_code == 0
    assert City(2, 50, 0).person(3).identifier in shown.output
    assert "公安人口信息" in shown.output


def test_a_person_beyond_the_city_gets_an_explanation() -> None:
    shown = RUN.invoke(app, ["person", "50", "--people", "50"])
    assert shown.exit_code == 1
    assert "编号从0到49" in shown.output


def test_shares_are_listed_for_every_source() -> None:
    shown = RUN.invoke(app, ["shares", "--people", "100", "--companies", "10"])
    assert shown.exit_code == 0
    assert "不动产" in shown.output
