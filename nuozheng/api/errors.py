"""Errors as problem details (RFC 9457), always in Chinese, with the findings behind a refusal."""

import json
import logging
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError
from pydantic import Field

from nuozheng.api.input_faults import as_findings
from nuozheng.api.schemas import FindingOut, Out, finding_out
from nuozheng.documents.uploads import MOST
from nuozheng.law.findings import Finding, Refused

MEDIA_TYPE = "application/problem+json"
STATUSES = frozenset({400, 401, 404, 409, 413, 422, 429})
MOVED_ON = frozenset(
    {
        *("move_not_possible", "declaration_closed", "task_closed", "case_not_open"),
        *("visit_changed", "check_closed"),
        *("not_a_draft", "nothing_to_review", "step_passed"),
    }
)
"""Reasons that say: the record is elsewhere by now, often because somebody was first."""

logger = logging.getLogger(__name__)


class Problem(Out):
    """Why a call did not do what was asked; `findings` where rules stood in the way."""

    type: str
    title: str
    status: int
    detail: str = ""
    findings: list[FindingOut] = Field(default_factory=list)


def problem(
    status: int, kind: str, title: str, detail: str = "", findings: Iterable[Finding] = ()
) -> HttpResponse:
    """A response with the media type of problem details."""
    body = Problem(
        type=f"urn:nuozheng:problem:{kind}",
        title=title,
        status=status,
        detail=detail,
        findings=[finding_out(finding) for finding in findings],
    )
    content = json.dumps(body.model_dump(), ensure_ascii=False)
    return HttpResponse(content, status=status, content_type=MEDIA_TYPE)


def not_found(request: HttpRequest, exc: object = None, **_kwargs: object) -> HttpResponse:
    """The same answer for what doesn't exist and for what is somebody else's."""
    return problem(404, "not-found", _("没有找到"), _("没有这一项，或者它不归您的账号看。"))


def refused(request: HttpRequest, exc: Refused) -> HttpResponse:
    if MOVED_ON & {finding.key for finding in exc.findings}:
        return problem(409, "moved-on", _("情况已经变化"), str(exc), exc.findings)
    return problem(422, "refused", _("现在不能这样办"), str(exc), exc.findings)


def unauthenticated(request: HttpRequest, exc: AuthenticationError) -> HttpResponse:
    answer = problem(
        401,
        "unauthenticated",
        _("没有有效的密钥"),
        _("请在Authorization里写Bearer加密钥；密钥可能写错、到期或者已经作废。"),
    )
    answer["WWW-Authenticate"] = 'Bearer realm="nuozheng"'
    return answer


def throttled(request: HttpRequest, exc: Throttled) -> HttpResponse:
    return problem(429, "too-many", _("调用太频繁"), _("请等Retry-After所说的秒数以后再来。"))


def too_large(request: HttpRequest, exc: object) -> HttpResponse:
    return problem(
        413,
        "too-large",
        _("内容太大"),
        _("文件不超过%(most)s，其他内容不超过2MB。") % {"most": MOST},
    )


def invalid(request: HttpRequest, exc: ValidationError) -> HttpResponse:
    """Wrong input; an address that can't name anything is simply not found."""
    if any(error["loc"][:1] == ("path",) for error in exc.errors):
        return not_found(request)
    findings = as_findings(exc.errors)
    return problem(422, "invalid", _("请求的内容有误"), findings[0].detail, findings)


def http_error(request: HttpRequest, exc: HttpError) -> HttpResponse:
    return problem(exc.status_code, "unreadable", _("读不懂这个请求"), _("请求体不是正确的JSON。"))


def wrong_method(methods: str) -> HttpResponse:
    allowed = ", ".join(sorted(methods.split(", ")))
    answer = problem(405, "wrong-method", _("这个地址不能这样用"), _("可以用：") + allowed)
    answer["Allow"] = allowed
    return answer


def failed(request: HttpRequest, exc: Exception) -> HttpResponse:
    """A fault of ours: logged whole, told without detail."""
    logger.error("the API failed", exc_info=exc)
    return problem(500, "failed", _("我们这边出错了"), _("这是我们的问题，请稍后再试。"))


def handle_errors(api: NinjaAPI) -> None:
    """Register every handler."""
    handlers: tuple[tuple[type[Exception], Any], ...] = (
        (Refused, refused),
        (Http404, not_found),
        (AuthenticationError, unauthenticated),
        (Throttled, throttled),
        (RequestDataTooBig, too_large),
        (ValidationError, invalid),
        (HttpError, http_error),
        (Exception, failed),
    )
    for kind, handler in handlers:
        api.add_exception_handler(kind, handler)
