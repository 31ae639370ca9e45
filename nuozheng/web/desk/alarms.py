"""告警: what fails now, since when, what to do; and who took note."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from nuozheng.evidence import alarms
from nuozheng.evidence.models import Alarm
from nuozheng.gateways.credit.platforms import platforms
from nuozheng.gateways.sources.protocol import Trouble
from nuozheng.gateways.sources.registry import registry
from nuozheng.law.alarms import AlarmKind
from nuozheng.law.vocabulary import Role
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.page import shown
from nuozheng.web.posted import key_of

READERS = (Role.SUPERVISOR, Role.VERIFIER, Role.DATA_OWNER, Role.CREDIT_OFFICER)
ENDED_SHOWN = 30


@dataclass(frozen=True, slots=True)
class AlarmRow:
    """One alarm in words: what fails, what is known of it, and what to do."""

    alarm: Alarm
    title: str
    told: str
    cure: str
    href: str = ""


def row_of(alarm: Alarm) -> AlarmRow:
    """In words, by its kind."""
    kind, detail = AlarmKind(alarm.kind), alarm.detail
    problem = str(detail.get("problem", ""))
    if kind is AlarmKind.SOURCE:
        source = registry().get(alarm.subject)
        return AlarmRow(
            alarm,
            _("%(source)s接连查不成") % {"source": source.title if source else alarm.subject},
            _("最近%(asked)s次查询，%(failed)s次没有答复（%(why)s）")
            % {
                "asked": detail.get("asked", 0),
                "failed": detail.get("failed", 0),
                "why": _reasons(detail.get("troubles", {})),
            },
            _(
                "请联系数据源单位。办件照办，没有查成的到时候自动再查，不算任何人的错；答复恢复以后告警自己结束。"
            ),
            reverse("web:desk_source", args=[alarm.subject]) if source else "",
        )
    if kind is AlarmKind.PARTNER:
        return AlarmRow(
            alarm,
            _("协查消息送不到%(cell)s") % {"cell": alarm.subject},
            problem,
            _("请联系对方系统。消息都留着，接通以后按顺序送到，不会重复；送到以后告警自己结束。"),
        )
    if kind is AlarmKind.CREDIT_PLATFORM:
        platform = platforms().platform.get(alarm.subject)
        return AlarmRow(
            alarm,
            _("信用记录送不到%(platform)s")
            % {"platform": platform.title if platform else alarm.subject},
            problem,
            _("请联系平台。记录都留着，接通以后按顺序送到，不会重复；全部送到以后告警自己结束。"),
        )
    if kind is AlarmKind.STOP_ORDER:
        platform = platforms().platform.get(alarm.subject)
        return AlarmRow(
            alarm,
            _("%(recipient)s没有回执：记录撤下了没有")
            % {"recipient": platform.title if platform else alarm.subject},
            _("有%(count)s条记录已经修复、到期或者撤销，最早应在%(day)s以前撤下")
            % {"count": detail.get("orders", 0), "day": detail.get("since", "")},
            _("请联系对方，问清撤下没有。有了回执，告警自己结束；本人的资格不受影响，早就恢复了。"),
            f"{reverse('web:credit_records')}?status=unconfirmed",
        )
    if kind is AlarmKind.LOG:
        return _of_log(alarm, problem)
    if kind is AlarmKind.BATCH_STOPPED:
        return AlarmRow(
            alarm,
            _("批量核查%(batch)s中断") % {"batch": alarm.subject},
            problem,
            _("请让数据源单位重新交数据，再从中断的地方接着查；已经记下的结果都在。"),
            reverse("web:batch", args=[alarm.subject]),
        )
    return AlarmRow(
        alarm,
        _("批量核查%(batch)s有两种算法不一致的结果") % {"batch": alarm.subject},
        _("%(count)s项") % {"count": detail.get("differed", 0)},
        _("这些承诺都没有记为不一致，转由人核查；请把批次号告诉系统维护人员。"),
        reverse("web:batch", args=[alarm.subject]),
    )


def _of_log(alarm: Alarm, problem: str) -> AlarmRow:
    if alarm.subject.startswith("witness "):
        return AlarmRow(
            alarm,
            _("透明日志的见证人%(name)s一个多小时没有签名")
            % {"name": alarm.subject.removeprefix("witness ")},
            problem,
            _("请联系见证人。日志照常记、照常签，只是少一个见证；签了以后告警自己结束。"),
            reverse("web:log"),
        )
    first = alarm.detail.get("first", [])
    told = _("对不上的有%(count)s处，其中：%(first)s") % {
        "count": alarm.detail.get("count", 0),
        "first": "；".join(first),
    }
    return AlarmRow(
        alarm,
        _("透明日志和数据库对不上"),
        told if first else problem,
        _(
            "可能有人绕过系统改了数据。请保留现场，不要再改；运行 nuozheng log audit 看全部，"
            "报告监督部门和网络安全负责人。都对得上以后告警自己结束。"
        ),
        reverse("web:log"),
    )


def standing_rows() -> list[AlarmRow]:
    """All that is not over."""
    return [row_of(one) for one in alarms.standing().select_related("seen_by")]


@staffed(*READERS)
def alarm_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What fails now, and what did lately; a POST takes note of one."""
    if request.method == "POST":
        return _see(request, desk)
    ended = Alarm.objects.exclude(ended_at=None).select_related("seen_by")[:ENDED_SHOWN]
    return shown(
        request,
        desk,
        "web/desk/alarms.html",
        {"rows": standing_rows(), "ended": [row_of(one) for one in ended]},
    )


def _see(request: HttpRequest, desk: Desk) -> HttpResponse:
    pk = key_of(request.POST.get("alarm"))
    if not pk:
        raise Http404
    try:
        alarms.see(pk, by=desk.account, at=timezone.now())
    except Alarm.DoesNotExist:
        messages.info(request, _("这条告警已经结束了。"))
    else:
        messages.success(request, _("已经记下：您知道了。"))
    return redirect("web:alarms")


def _reasons(troubles: dict[str, int]) -> str:
    return "、".join(f"{_trouble(name)}{count}" for name, count in troubles.items())


def _trouble(name: str) -> str:
    words = {
        Trouble.DOWN: _("连接不上"),
        Trouble.LATE: _("答复太慢"),
        Trouble.GARBLED: _("答复读不懂"),
        Trouble.STALE: _("数据过期"),
        Trouble.PARTIAL: _("答复不全"),
        Trouble.RESTING: _("暂停查询"),
        Trouble.QUOTA: _("次数用完"),
    }
    return words.get(Trouble(name), name) if name in set(Trouble) else name
