"""The addresses of the API."""

from collections.abc import Callable, Mapping
from functools import cached_property, wraps
from types import MappingProxyType
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, re_path
from ninja import NinjaAPI, Router
from ninja.openapi.schema import OpenAPISchema
from ninja.renderers import JSONRenderer

from nuozheng.api import (
    applications,
    batches,
    bundles,
    catalogue,
    commitment,
    credit,
    credit_files,
    disclosures,
    findings,
    handling,
    letters,
    lists,
    log,
    me,
    objections,
    oversight,
    proofs,
    restraints,
    revision_changes,
    revision_letters,
    revision_review,
    revisions,
    verification,
    visits,
)
from nuozheng.api.authentication import CALLS_PER_MINUTE, Bearer, PerMinute
from nuozheng.api.errors import MEDIA_TYPE, STATUSES, handle_errors, not_found, wrong_method

View = Callable[..., HttpResponse]

ROUTERS: tuple[Router, ...] = (
    me.router,
    catalogue.router,
    applications.router,
    proofs.router,
    commitment.router,
    handling.router,
    bundles.router,
    verification.router,
    batches.router,
    visits.router,
    findings.router,
    credit.router,
    credit_files.router,
    disclosures.router,
    objections.router,
    restraints.router,
    oversight.router,
    letters.router,
    lists.router,
    log.router,
    revisions.router,
    revision_changes.router,
    revision_letters.router,
    revision_review.router,
)


class Api(NinjaAPI):
    """The API; its description is made once and names the media type that problems have."""

    @cached_property
    def _described(self) -> OpenAPISchema:
        schema = super().get_openapi_schema()
        for operations in schema["paths"].values():
            for operation in operations.values():
                for status, answer in operation["responses"].items():
                    if status in STATUSES and "application/json" in answer.get("content", {}):
                        answer["content"] = {MEDIA_TYPE: answer["content"]["application/json"]}
        return schema

    def get_openapi_schema(self, **_where: object) -> OpenAPISchema:
        return self._described


class Readable(JSONRenderer):
    """JSON in which Chinese stands as Chinese."""

    json_dumps_params: Mapping[str, Any] = MappingProxyType({"ensure_ascii": False})


api = Api(
    title="诺证接口",
    version="1",
    description="以诺代证：查清单、开办件、看告知书、承诺、签署、核查、认定、信用；"
    "修订清单、审核、公布，看任何一天的清单。"
    "同网页上一样的规则，每一次拒绝都写明原因、条款和怎样改正。",
    docs_url=None,
    urls_namespace="api",
    renderer=Readable(),
    auth=Bearer(),
    throttle=[PerMinute(CALLS_PER_MINUTE)],
)
handle_errors(api)
for _router in ROUTERS:
    api.add_router("", _router)


def _in_problems(view: View) -> View:
    """The same view, with what ninja answers by itself told like every other error."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            answer = view(request, *args, **kwargs)
        except Http404:
            return not_found(request)
        if answer.status_code == 405:
            return wrong_method(answer["Allow"])
        answer.headers.setdefault("Cache-Control", "no-store")
        return answer

    return answered


_patterns, _app, _namespace = api.urls
for _pattern in _patterns:
    assert _pattern.callback is not None
    _pattern.callback = _in_problems(_pattern.callback)
urlpatterns = [path("", (_patterns, _app, _namespace)), re_path(r"", not_found)]
