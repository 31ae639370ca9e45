"""The addresses of the field pages; all below /field/, which is the worker's scope."""

from django.urls import path

from nuozheng.web.field.offline import field_key, field_shell, field_worker
from nuozheng.web.field.pages import field, field_letter, field_visit

urlpatterns = [
    path("field/", field, name="field"),
    path("field/key/", field_key, name="field_key"),
    path("field/shell/", field_shell, name="field_shell"),
    path("field/worker.js", field_worker, name="field_worker"),
    path("field/<int:pk>/", field_visit, name="field_visit"),
    path("field/<int:pk>/letter/<str:number>/", field_letter, name="field_letter"),
]
