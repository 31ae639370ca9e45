"""What offices call a clause: the short title of its text and the numbers of its section."""

import re

from nuozheng.law.clauses import Clause

# The five texts have names as long as a line; these are what offices call them.
_SHORT_TITLES = {
    "ORD21": "市2021方案",
    "ORD23": "市2023方案",
    "XBQ21": "灞桥2021方案",
    "MJ21": "毛集2021方案",
    "LYG19": "连云港2019制度",
}
_STEP = re.compile(r"^[（(]?([一二三四五六七八九十]+)[）)、]")
_NUMBERED = re.compile(r"^(\d+)[.、．]")
_DOCUMENT = re.compile(r"[（(]([^（）()]*〔\d{4}〕\d+号)")
_NAMED = re.compile(r"^(附件\d*|结语|第[一二三四五六七八九十百零〇]+条[^ ，,]*)")


def short_label(cited: Clause) -> str:
    """市2021方案 四（一）: the text's short title and the numbers of the section."""
    return f"{_short_title(cited)} {_short_section(cited.section)}".strip()


def _short_title(cited: Clause) -> str:
    prefix = cited.id.split("-", 1)[0]
    if prefix in _SHORT_TITLES:
        return _SHORT_TITLES[prefix]
    if document := _DOCUMENT.search(cited.instrument):
        return document.group(1)
    name = re.split(r"[（(]", cited.instrument.strip("《"))[0]
    return name.rstrip("》").removeprefix("中华人民共和国")


def _short_section(section: str) -> str:
    numbers: list[str] = []
    for depth, step in enumerate(section.split("/")):
        step = step.strip()
        if found := _STEP.match(step):
            number = found.group(1)
            numbers.append(f"（{number}）" if depth else number)
        elif (found := _NUMBERED.match(step)) or (found := _NAMED.match(step)):
            numbers.append(found.group(1))
        elif depth or not numbers:
            numbers.append(step)
    if len(numbers) == 2 and numbers[0] == "通知正文":
        return numbers[1]
    return "".join(numbers)
