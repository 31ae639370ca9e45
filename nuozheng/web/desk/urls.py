"""The addresses of the staff screens, included by the screens' own table."""

from django.urls import path

from nuozheng.web.desk.case import case, notice
from nuozheng.web.desk.counter import counter_case, counter_done, counter_letter
from nuozheng.web.desk.counter_find import counter
from nuozheng.web.desk.credit import credit_record, credit_records
from nuozheng.web.desk.findings import finding, findings
from nuozheng.web.desk.oversight import oversight
from nuozheng.web.desk.papers import case_letter, case_paper, credit_paper
from nuozheng.web.desk.questions import questions
from nuozheng.web.desk.queue import queue
from nuozheng.web.desk.resume import resume
from nuozheng.web.desk.start import start
from nuozheng.web.desk.tasks import task, tasks

urlpatterns = [
    path("desk/", queue, name="queue"),
    path("desk/start/", start, name="desk_start"),
    path("desk/resume/", resume, name="desk_resume"),
    path("desk/cases/<str:number>/", case, name="case"),
    path("desk/cases/<str:number>/notice/", notice, name="case_notice"),
    path("desk/cases/<str:number>/letter/", case_letter, name="case_letter"),
    path("desk/cases/<str:number>/papers/<int:pk>/", case_paper, name="case_paper"),
    path("desk/counter/", counter, name="counter"),
    path("desk/counter/<str:number>/", counter_case, name="counter_case"),
    path("desk/counter/<str:number>/letter/", counter_letter, name="counter_letter"),
    path("desk/counter/<str:number>/done/", counter_done, name="counter_done"),
    path("desk/tasks/", tasks, name="tasks"),
    path("desk/tasks/<int:pk>/", task, name="task"),
    path("desk/findings/", findings, name="findings"),
    path("desk/findings/<int:pk>/", finding, name="finding"),
    path("desk/questions/", questions, name="questions"),
    path("desk/credit/", credit_records, name="credit_records"),
    path("desk/credit/<int:pk>/", credit_record, name="credit_record"),
    path("desk/credit/<int:pk>/paper/", credit_paper, name="credit_paper"),
    path("desk/oversight/", oversight, name="oversight"),
]
