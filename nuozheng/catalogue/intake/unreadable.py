"""Every reason why a file can't be read: what is wrong with it, and what to do."""

from django.utils.translation import gettext as _

from nuozheng.law.findings import Refused


def empty() -> Refused:
    return Refused.because("intake.empty", _("这个文件是空的。"), cure=_("请重新选择文件。"))


def too_large(megabytes: float, most: str) -> Refused:
    return Refused.because(
        "intake.too_large",
        _("这个文件有%(size).1fMB，超过%(most)s。") % {"size": megabytes, "most": most},
        cure=_("请去掉图片和没有用的工作表，或者分成几个文件。"),
    )


def damaged() -> Refused:
    """Cut off on the way, or its bytes don't fit together."""
    return Refused.because(
        "intake.damaged",
        _("这个文件打不开，可能没有传完整，或者已经损坏。"),
        cure=_("请在电脑上打开看一看，另存为xlsx以后再传。"),
    )


def locked() -> Refused:
    return Refused.because(
        "intake.locked",
        _("这个文件设了打开密码，读不了。"),
        cure=_("请在表格软件里去掉密码，另存以后再传。"),
    )


def other_packing() -> Refused:
    """Packed in a way that this program doesn't unpack."""
    return Refused.because(
        "intake.other_packing",
        _("这个文件的压缩方式很少见，读不了。"),
        cure=_("请用表格软件打开，另存为xlsx，再传一次；不要用压缩软件改过的文件。"),
    )


def unpacks_too_large() -> Refused:
    return Refused.because(
        "intake.unpacks_too_large",
        _("这个文件解开以后太大，不像一张清单。"),
        cure=_("请只留清单这一张工作表，去掉图片，另存以后再传。"),
    )


def too_many_rows(name: str, most: int) -> Refused:
    return Refused.because(
        "intake.too_many_rows",
        _("工作表“%(name)s”超过了%(most)s行。") % {"name": name, "most": most},
        cure=_("请分成几个文件，一个一个传；或者删掉表格下面没有用的行。"),
    )


def too_many_columns(name: str, most: int) -> Refused:
    return Refused.because(
        "intake.too_many_columns",
        _("工作表“%(name)s”超过了%(most)s列。") % {"name": name, "most": most},
        cure=_("请删掉表格右边没有用的列，再传一次。"),
    )


def overlapping(name: str) -> Refused:
    return Refused.because(
        "intake.merged_over_merged",
        _("工作表“%(name)s”里合并的单元格互相重叠，看不出每一行写的是什么。") % {"name": name},
        cure=_("请取消合并，把内容填到每一行，再传一次。"),
    )


def other_kind(what: str) -> Refused:
    """It is something else, and what it is can be told."""
    return Refused.because(
        "intake.other_kind",
        _("这个文件是%(what)s，不是表格。") % {"what": what},
        cure=_("请传表格本身；Word、PDF里的表格，请粘贴到表格软件里，另存为xlsx。"),
    )


def packed() -> Refused:
    return Refused.because(
        "intake.packed",
        _("这个文件是压缩包，不是表格。"),
        cure=_("请先解开，再传里面的表格。"),
    )


def other_workbook(what: str) -> Refused:
    """A workbook in a format that isn't read."""
    return Refused.because(
        "intake.other_workbook",
        _("这个文件是%(what)s，这里不读。") % {"what": what},
        cure=_("请用表格软件打开，另存为xlsx，再传一次。"),
    )


def web_page() -> Refused:
    return Refused.because(
        "intake.web_page",
        _("这个文件里面是网页，有的系统导出来就是这样；这个网页里没有找到表格。"),
        cure=_("请用表格软件打开，另存为xlsx，再传一次。"),
    )


def csv_broken(line: int) -> Refused:
    return Refused.because(
        "intake.csv_broken",
        _("这个csv从第%(line)s行读不下去，多半是引号没有成对。") % {"line": line},
        cure=_("请在表格软件里打开看一看，另存为xlsx再传。"),
    )


def unknown_kind() -> Refused:
    return Refused.because(
        "intake.unknown_kind",
        _("这个文件不是xlsx、xls、ods或者csv表格。"),
        cure=_("请另存为xlsx再传；Word里的表格，请粘贴到表格软件里另存。"),
    )


def other_json() -> Refused:
    return Refused.because(
        "intake.other_json",
        _("这个JSON不是从这里导出的清单。"),
        cure=_("请用导出的JSON，或者用xlsx、csv。"),
    )
