"""A new source is configuration: a table, a file, its own folder; all behind the one client."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
import pytest
import xlsxwriter
from django.db import connection

from nuozheng.gateways.sources import Query, SourceClient, SourceSettings, Subject, Trouble
from nuozheng.gateways.sources.admission import admit, is_open, opens_next
from nuozheng.gateways.sources.protocol import Unusable
from nuozheng.gateways.sources.registry import (
    Hours,
    WrongRegister,
    forget_registry,
    read_folder,
    registry,
)
from nuozheng.law.conditions import AnswerStatus

TODAY = date.today()
HEAD = ["身份证号", "户主", "面积", "类型", "登记日", "抵押", "截至"]
ROWS = [
    ["1", "甲", "88.5", "自有", "2020-01-31", "否", TODAY.isoformat()],
    ["2", "乙", "60", "租赁", "2021-05-06", "是", TODAY.isoformat()],
    ["2", "乙", "61", "租赁", "2021-05-06", "是", TODAY.isoformat()],
    ["3", "丙", "x", "自有", "2020-01-31", "否", TODAY.isoformat()],
    ["4", "丁", "", "自有", "", "否", TODAY.isoformat()],
    ["5", "戊", "70", "自有", "", "否", "2019-01-01"],
]
REGISTER = """
[land]
title = "宅基地信息"
owner = "示例市农业农村局"
subjects = ["person"]
freshness_days = 30
purpose = "核对宅基地，不用于其他目的"
[land.attributes]
area_m2 = {{ kind = "number", title = "面积", unit = "平方米" }}
tenure = {{ kind = "choice", title = "类型", options = {{ owned = "自有", leased = "租用" }} }}
since_on = {{ kind = "date", title = "登记日" }}
mortgaged = {{ kind = "yes_no", title = "抵押" }}
[land.transport]
{transport}
subject_column = "身份证号"
name_column = "户主"
as_of_column = "截至"
values = {{ tenure = {{ "租赁" = "租用" }} }}
columns = {{ area_m2 = "面积", tenure = "类型", since_on = "登记日", mortgaged = "抵押" }}
"""


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Iterator[Path]:
    """A place's own register beside the packaged one."""
    settings.NUOZHENG_SOURCES_FOLDER = str(tmp_path)
    forget_registry()
    yield tmp_path
    settings.NUOZHENG_SOURCES_FOLDER = ""
    forget_registry()


def csv(folder: Path) -> str:
    lines = [",".join(row) for row in (HEAD, *ROWS)]
    (folder / "land.csv").write_text("\n".join(lines), "utf-8")
    return f'kind = "file"\npath = "{folder / "land.csv"}"'


def xlsx(folder: Path) -> str:
    book = xlsxwriter.Workbook(folder / "land.xlsx")
    sheet = book.add_worksheet("宅基地")
    for place, row in enumerate((HEAD, *ROWS)):
        sheet.write_row(place, 0, row)
    book.close()
    return f'kind = "file"\npath = "{folder / "land.xlsx"}"\nsheet = "宅基地"'


def parquet(folder: Path) -> str:
    csv(folder)
    made = folder / "land.parquet"
    duckdb.sql(
        f"COPY (SELECT * FROM read_csv('{folder / 'land.csv'}', all_varchar=true)) TO '{made}'"
    )
    return f'kind = "file"\npath = "{made}"'


def asked(who: str, name: str, *attributes: str) -> Query:
    wanted = attributes or ("area_m2", "tenure", "since_on", "mortgaged")
    return Query("land", Subject("person", who, name), wanted, purpose="核对")


def client() -> SourceClient:
    return SourceClient(SourceSettings("", b"", timeout=5, budget=8))


@pytest.mark.parametrize("made", [csv, xlsx, parquet])
def test_a_file_is_a_source_like_any_other(folder: Path, made: Callable[[Path], str]) -> None:
    (folder / "land.toml").write_text(REGISTER.format(transport=made(folder)), "utf-8")
    with client() as asking:
        one, several, odd, empty, old, nobody, other = asking.ask_all(
            [
                asked("1", "甲"),
                asked("2", "乙"),
                asked("3", "丙"),
                asked("4", "丁"),
                asked("5", "戊"),
                asked("9", "己"),
                asked("1", "己"),
            ]
        )
    assert (one.status, one.as_of) == (AnswerStatus.FOUND, TODAY)
    assert one.attributes == {
        "area_m2": 88.5,
        "tenure": "owned",
        "since_on": "2020-01-31",
        "mortgaged": False,
    }
    assert several.status is AnswerStatus.AMBIGUOUS
    assert (odd.status, odd.trouble) == (AnswerStatus.UNAVAILABLE, Trouble.GARBLED)
    assert empty.attributes == {"tenure": "owned", "mortgaged": False}
    assert (old.status, old.trouble) == (AnswerStatus.UNAVAILABLE, Trouble.STALE)
    assert nobody.status is other.status is AnswerStatus.NOT_FOUND


def test_a_file_that_is_gone_or_broken_is_no_success(folder: Path) -> None:
    (folder / "land.toml").write_text(REGISTER.format(transport=csv(folder)), "utf-8")
    (folder / "land.csv").unlink()
    with client() as asking:
        assert asking.ask(asked("1", "甲")).trouble is Trouble.DOWN
        (folder / "land.csv").write_text("别的,栏目\n1,2\n", "utf-8")
        broken = asking.ask(asked("1", "甲"))
    assert (broken.status, broken.trouble) == (AnswerStatus.UNAVAILABLE, Trouble.GARBLED)
    assert str(folder) not in broken.problem


def test_a_view_is_read_only_and_parameterised(folder: Path, committed_world: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA exchange")
        columns = ", ".join(f'"{name}" text' for name in HEAD)
        cursor.execute(f"CREATE TABLE exchange.land ({columns})")
        cursor.executemany(f"INSERT INTO exchange.land VALUES ({', '.join(['%s'] * 7)})", ROWS)
        cursor.execute("CREATE VIEW exchange.land_view AS SELECT * FROM exchange.land")
    try:
        given = connection.get_connection_params()
        dsn = " ".join(
            f"{key}={given[name]}"
            for key, name in (
                ("host", "host"),
                ("port", "port"),
                ("dbname", "dbname"),
                ("user", "user"),
                ("password", "password"),
            )
            if given.get(name)
        )
        transport = f'kind = "table"\ndsn = "{dsn}"\nschema = "exchange"\nview = "land_view"'
        (folder / "land.toml").write_text(REGISTER.format(transport=transport), "utf-8")
        with client() as asking:
            one = asking.ask(asked("1", "甲"))
            sly = asking.ask(asked("1' OR '1'='1", "甲"))
        assert one.status is AnswerStatus.FOUND and one.attributes["area_m2"] == 88.5
        assert sly.status is AnswerStatus.NOT_FOUND
        assert dsn not in repr(registry()["land"])
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA exchange CASCADE")


def test_a_database_that_is_down_is_unavailable_and_its_address_untold(folder: Path) -> None:
    transport = 'kind = "table"\ndsn = "host=127.0.0.1 port=1 password=geheim"\nview = "x"'
    (folder / "land.toml").write_text(REGISTER.format(transport=transport), "utf-8")
    with client() as asking:
        answer = asking.ask(asked("1", "甲"))
    assert (answer.trouble, "geheim" in answer.problem) == (Trouble.DOWN, False)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[land", "读不懂"),
        ("land = 3", "每个数据源写成一节"),
        ('[land]\ntitle = "x"', "owner"),
        ("[Land]\n", "name"),
        (REGISTER.format(transport='kind = "file"\npath = "x.doc"'), "path"),
        (REGISTER.format(transport='kind = "table"\ndsn = "geheim"'), "view"),
        (REGISTER.format(transport='kind = "file"\npath = "x.csv"')
         .replace("columns = { ", 'columns = { nothing = "x", '), "no such attributes"),
    ],
)  # fmt: skip
def test_a_faulty_register_says_where_and_why_and_tells_no_secret(
    tmp_path: Path, text: str, said: str
) -> None:
    (tmp_path / "faulty.toml").write_text(text, "utf-8")
    with pytest.raises(WrongRegister, match=r"faulty\.toml") as caught:
        read_folder(tmp_path)
    assert said in str(caught.value) and "geheim" not in str(caught.value)


def test_a_name_stands_once_in_the_folder(tmp_path: Path) -> None:
    text = REGISTER.format(transport='kind = "file"\npath = "x.csv"')
    for name in ("a", "b"):
        (tmp_path / f"{name}.toml").write_text(text, "utf-8")
    with pytest.raises(WrongRegister, match="两次"):
        read_folder(tmp_path)


@pytest.mark.django_db
def test_a_quota_is_never_overdrawn() -> None:
    source = registry()["education"].model_copy(update={"quota_per_day": 3})
    now = datetime(2026, 11, 20, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
    for _ in range(3):
        admit(source, now)
    with pytest.raises(Unusable, match="用完") as caught:
        admit(source, now)
    assert (caught.value.trouble, caught.value.blames_source) == (Trouble.QUOTA, False)
    admit(source, now + timedelta(days=1))


def test_a_source_is_asked_only_in_its_hours() -> None:
    hours = Hours(opens=time(9), closes=time(17), working_days_only=True)
    source = registry()["education"].model_copy(update={"hours": hours})
    saturday = datetime(2026, 11, 21, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert not is_open(source, saturday)
    assert opens_next(source, saturday) == saturday.replace(day=23, hour=9)
    with pytest.raises(Unusable, match="工作日09:00到17:00") as caught:
        admit(source, saturday)
    assert caught.value.trouble is Trouble.CLOSED
    assert opens_next(registry()["education"], saturday) == saturday
