"""Five cases in five places, from the first search to what follows, in a real browser.

Everything runs on one demonstration that was started as a newcomer starts it; each journey opens
cases of its own. All stand in this file so that they share one worker.
"""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Locator, expect

from nuozheng.sandbox.shelf import CLEARER
from tests.journeys import applicant, desk, events, field, lists, tables
from tests.journeys.browser import DESKTOP, PHONE, window
from tests.journeys.demonstration import Demonstration
from tests.journeys.promises import (
    HOUSING,
    HOUSING_FACTS,
    STATED,
    judgement,
    of_a_company,
)
from tests.journeys.visitor import Crowd, OnceEach, Visitor

pytestmark = pytest.mark.journey

ORDOS_2021_LIST = "鄂尔多斯市证明事项告知承诺制清单（2021）"
ORDOS_2023_LIST = "鄂尔多斯市“无证明城市”证明事项免提交清单（2023）"
BAQIAO_LIST = "西安市灞桥区证明事项告知承诺制清单"
MAOJI_LIST = "毛集实验区证明事项告知承诺制清单"
LIANYUNGANG_LIST = "连云港市证明事项告知承诺制试点清单"
MAOJI = "huainan-maoji-2021"
on_a_phone = pytest.mark.parametrize("size", [PHONE], ids=["phone"])
"""The journeys are walked at the one width or the other; every page is looked at in both."""


@pytest.mark.clause("ORD21-3e", "ORD21-4.1b")
def test_ordos_2021_an_honest_citizen_needs_no_certificate(everybody: Crowd) -> None:
    citizen = everybody("ordos-honest")
    applicant.find_item(citizen, ORDOS_2021_LIST, "ggzlzf", HOUSING)
    number = applicant.begin(citizen)
    citizen.sees("第1步，共3步", "看告知书，一条一条填写", "自己交这份证明")
    applicant.nothing_is_preselected(citizen)
    applicant.commit_to_all(citizen)

    applicant.fill_in(citizen, HOUSING_FACTS | {"monthly_income": "两千左右"})
    applicant.tick_all(citizen)
    applicant.check(citizen)
    citizen.sees("有1处要改", "其他的已经保存")
    expect(applicant.fields(citizen, "monthly_income")).to_have_value("两千左右")
    expect(applicant.fields(citizen, "annual_income")).to_have_value("66600")
    applicant.fill_in(citizen, {"monthly_income": "1850"})
    applicant.check(citizen)
    citizen.sees("核对并签名", "一致")
    applicant.cannot_sign_without(citizen, "meets", "accepts_liability")
    applicant.sign(citizen)

    citizen.sees("编号NZ", "签署")
    letter = applicant.letter(citizen)
    assert "诺日娜" in letter and "1,850" in letter

    officer = everybody("ordos-officer")
    desk.find_case(officer, number)
    officer.sees("诺日娜", "公共租赁住房申请", "选择办法", "签署")
    desk.accept(officer)
    desk.grant(officer)
    desk.confirm_all(everybody("ordos-verifier"), number, "共同申请", "没有转让")

    applicant.open_case(citizen, number)
    citizen.sees("办成了：准予", "您承诺的，核对得怎样", "一致", "谁看过我的数据", "不动产登记")
    citizen.misses("我们在", "不一致")
    assert "诺日娜" in applicant.text_of_pdf(citizen.fetch("下载决定书"))


@pytest.mark.clause("MJ21-2.1.2d", "MJ21-2.3.7f", "MJ21-2.3.7g")
def test_maoji_a_false_promise_is_heard_recorded_and_bars_the_next(everybody: Crowd) -> None:
    promise = of_a_company(MAOJI, "honest_company", "300")
    person = everybody(promise.account)
    applicant.find_item(person, MAOJI_LIST, promise.words, promise.item)
    number = applicant.begin(person, promise.name)
    applicant.commit_until_check(person, promise.facts)
    person.sees("先别签", "和数据对不上", "填错了，去改", "没有人因此认定什么")
    applicant.say(person, *applicant.STATEMENTS)
    person.press("签名并提交")
    person.sees("与查到的数据不一致")
    person.page.locator("#insists").fill(STATED)
    applicant.sign(person)

    desk.accept_and_grant(everybody("huainan-maoji-officer"), number)
    verifier = everybody("huainan-maoji-verifier")
    desk.open_task(verifier, number, promise.sentence)
    verifier.act("ask")
    verifier.sees("数据与承诺不一致", STATED)
    desk.record(verifier, "contradicted", "再次核对，与登记一致，与承诺不同。")
    finding = desk.ask_for_words(verifier)
    applicant.explain(person, number, STATED)

    verifier.go(finding)
    verifier.sees("核查的人不能自己认定")
    document = f"毛集认〔2026〕{number[-3:]}号"
    officer = everybody("huainan-maoji-officer2")
    desk.judge(officer, finding, judgement("false", document))
    basis = _revoke(officer, document)
    _penalise(officer, person, finding, number)

    applicant.open_case(person, number)
    person.sees("原来的决定撤销了")
    person.follow("看认定和处理")
    person.sees(document, basis, "不服怎么办", "行政复议")
    applicant.may_still_commit(person, MAOJI_LIST, promise)
    desk.register(everybody("huainan-maoji-credit"), document, number)
    applicant.is_barred(person, MAOJI_LIST, promise, document)

    reviewer = everybody("huainan-maoji-credit2")
    _object_to_it(person, officer, reviewer, document)
    _repair_it(person, reviewer, document)
    applicant.may_still_commit(person, MAOJI_LIST, promise)


def _object_to_it(person: Visitor, officer: Visitor, reviewer: Visitor, document: str) -> None:
    """Marked at once; the unit answers, somebody with no hand in it corrects the record."""
    person.go("/my/credit/")
    person.follow("觉得不对，提出异议")
    person.page.locator("#said").fill("签的时候合同刚续，没有造成影响，程度定重了。")
    person.press("提出异议")
    person.sees("有异议，正在核实", "看异议办到哪里了")
    officer.go("/desk/objections/")
    officer.follow(document)
    officer.sees("程度定重了")
    officer.page.get_by_label("记录有错").check()
    officer.page.locator("#id_answer-words").fill("同意按轻微处理，没有造成损失。")
    officer.press("答复异议")
    officer.sees("已经答复")
    reviewer.go("/desk/objections/")
    reviewer.follow(document)
    reviewer.page.locator("#id_decision-reason").fill("没有造成损失，按轻微处理。")
    reviewer.page.locator("#id_decision-severity").select_option("minor")
    reviewer.press("更正记录")
    reviewer.sees("已经决定", "轻微")
    person.go("/my/credit/")
    person.sees("异议成立，记录已更正", "异议处理决定书")


def _repair_it(person: Visitor, reviewer: Visitor, document: str) -> None:
    """What we can find out we do; the decision is there at once, and so is the way back."""
    person.follow("申请信用修复")
    person.page.locator("[name=duties_done]").check()
    person.page.locator("[name=promise_made]").check()
    person.page.locator("#evidence").fill("罚款已缴，收据号示例0001。")
    person.press("提出申请")
    person.sees("修复申请交上去了", "最晚")
    reviewer.go("/desk/credit/?status=repairs")
    reviewer.follow(document)
    reviewer.sees("我们自己查到的", "撤销行政决定已经执行", "罚款已缴")
    reviewer.page.locator("#id_repair-reason").fill("义务已经履行。")
    reviewer.press("准予修复")
    reviewer.sees("已经准予修复", "通知停止，收回执", "信用修复")
    person.go("/my/credit/")
    person.sees("信用修复决定书", "不再影响承诺")


def _revoke(officer: Visitor, document: str) -> str:
    """What was granted can be revoked, not terminated; without a legal basis it can't."""
    assert "revoke" in desk.offered(officer)
    officer.sees("先告知本人")
    assert "terminate" not in desk.offered(officer)
    desk.take(officer, "revoke", {"document_number": f"{document}-撤"})
    officer.sees("这项处理还没有填完", "法律依据")
    basis = "《中华人民共和国行政许可法》第六十九条第二款"
    desk.take(officer, "revoke", {"document_number": f"{document}-撤", "legal_basis": basis})
    officer.sees("已经作出：", basis)
    return basis


def _penalise(officer: Visitor, person: Visitor, finding: str, number: str) -> None:
    """A penalty is told first; the person answers; the answer is weighed before it is taken."""
    fine = {
        "legal_basis": "《中华人民共和国行政许可法》第七十九条",
        "content": "罚款一千元",
        "reasons": "签署以前看过提示，仍然确认。",
        "amount_yuan": "1000",
    }
    desk.tell(officer, "penalise", fine, "fine")
    officer.sees("事先告知书已经出具", "已告知，等本人意见")
    applicant.open_case(person, number)
    person.follow("看认定和处理")
    person.sees("拟作出的处理：行政处罚", "罚款一千元")
    applicant.answer(person, "愿意接受，请考虑已经改正。")
    officer.go(finding)
    decision = {"document_number": f"毛集罚〔2026〕{number[-3:]}号"}
    desk.take(officer, "penalise", decision)
    officer.sees("还没有答复本人的意见")
    desk.take(officer, "penalise", decision | {"considered": "已经改正，按最低一档处罚。"})
    officer.sees("罚款一千元")
    desk.close(officer, {})
    officer.sees("处理完毕")


@on_a_phone
@pytest.mark.clause("XBQ21-2.7b", "XBQ21-2.7c")
def test_baqiao_a_promise_withdrawn_in_time_leaves_no_trace(everybody: Crowd) -> None:
    citizen = everybody("xian-baqiao-honest")
    applicant.find_item(citizen, BAQIAO_LIST, "ggzlzf", HOUSING)
    number = applicant.begin(citizen)
    applicant.commit_until_check(citizen, HOUSING_FACTS)
    applicant.sign(citizen)

    citizen.follow("撤回承诺")
    citizen.sees("撤回的理由", "办结以前，有合理理由可以撤回")
    citizen.press("撤回承诺")
    citizen.sees("还没有撤回")
    citizen.page.locator("#reason").fill("收入证明已经开好，改交证明更稳妥。")
    citizen.press("撤回承诺")
    citizen.sees("承诺已经撤回，不算失信", "等您提交")
    citizen.press("证明已交齐，接着办")
    citizen.sees("处要改")
    applicant.hand_in_all(citizen)
    citizen.press("证明已交齐，接着办")
    citizen.sees("证明已经交齐，办件接着办", "签署承诺书，提交", "撤回")

    desk.accept_and_grant(everybody("xian-baqiao-officer"), number)
    applicant.open_case(citizen, number)
    citizen.sees("办成了：准予", "撤回")
    citizen.go(f"/my/cases/{number}/withdraw/")
    citizen.sees("现在不能撤回承诺")
    citizen.go("/my/credit/")
    citizen.sees("我的信用记录")
    citizen.misses(number, "现在不能用书面承诺")


@on_a_phone
@pytest.mark.clause("ORD23-2.1.3c", "ORD23-2.2c", "ORD23-4.2d")
def test_ordos_2023_asks_nothing_of_the_applicant(everybody: Crowd) -> None:
    citizen = everybody("ordos-honest")
    applicant.find_item(citizen, ORDOS_2023_LIST, "jszg", "教师资格认定")
    citizen.sees("任何人不能再向您要", "没有要您自己开的证明")
    number = applicant.begin(citizen)
    citizen.sees("4份材料，1份要您处理", "我们接着办的，2份，您不用交", "已经有着落的，1份")
    citizen.sees("已从职业资格与证书信息取得", "二级甲等", "还有1条由本机关核对，您不用交")
    citizen.sees("已从学历学位信息取得", "大学本科", "我们请出具单位核验，您不用跑")
    _has_no_upload(citizen)
    applicant.decline(citizen, "agency_verification", "unwilling")
    _has_no_upload(citizen)
    citizen.press("下一步")
    citizen.sees("提交以前再看一遍")
    _has_no_upload(citizen)
    citizen.press("提交")
    citizen.sees("已经提交，等待受理")
    _has_no_upload(citizen)

    officer, asked = everybody("ordos-officer"), "居委会盖章的情况说明"
    desk.find_case(officer, number)
    form = officer.form("request_completion")
    form.locator('textarea[name="completion-unlisted"]').fill(asked)
    form.locator('textarea[name="completion-message"]').fill("请到居委会盖章。")
    officer.submit(form.get_by_role("button"))
    officer.sees("没有办成，原因在这里", "没有发给申请人的索要", asked)
    officer.sees("二级甲等", "没有数据能答的，由本机关核对", "证书编号")
    for _ in ("思想品德", "无犯罪记录", "普通话"):
        desk.obtain(officer, "出具单位当日函复：情况属实。")
    desk.accept(officer)
    desk.grant(officer)

    applicant.open_case(citizen, number)
    citizen.sees("办成了：准予", "部门答复到了", "学历学位信息", "二级甲等", "查到了")
    citizen.misses(asked)
    _has_no_upload(citizen)
    supervisor = everybody("ordos-supervisor")
    supervisor.go("/desk/oversight/")
    supervisor.sees("拦下的索要", asked, number)


def _has_no_upload(person: Visitor) -> None:
    expect(person.page.locator('input[type="file"]')).to_have_count(0)


@pytest.mark.clause("LYG19-1.5b", "LYG19-2.2.1a")
def test_lianyungang_treats_a_broken_promise_as_invalid(everybody: Crowd) -> None:
    promise = of_a_company("lianyungang-2019", "false_company", "120")
    person = everybody(promise.account)
    applicant.find_item(person, LIANYUNGANG_LIST, promise.words, promise.item)
    number = applicant.begin(person, promise.name)
    applicant.commit_to_all(person)
    person.sees("已缴费用不予退还")
    applicant.fill_in(person, promise.facts)
    applicant.tick_all(person)
    applicant.check(person)
    person.sees("先别签")
    person.page.locator("#insists").fill(STATED)
    applicant.sign(person)
    assert "已缴费用不予退还" in applicant.letter(person)

    officer = everybody("lianyungang-officer")
    desk.find_case(officer, number)
    desk.accept(officer)
    desk.grant(officer)
    verifier = everybody("lianyungang-verifier")
    desk.open_task(verifier, number, promise.sentence)
    desk.record(verifier, "contradicted", "现场量得42平方米。")
    finding = desk.ask_for_words(verifier)
    applicant.explain(person, number, STATED)
    second, document = everybody("lianyungang-officer2"), f"连认〔2026〕{number[-3:]}号"
    desk.judge(second, finding, judgement("unfulfilled", document))
    measure = "invalid_decision"
    assert {measure, "invalid_application"} & desk.offered(second) == {measure}
    paper = {"document_number": f"{document}-效", "legal_basis": "《示例规定》第五条"}
    desk.take(second, measure, paper)
    second.sees("已经作出：")

    applicant.open_case(person, number)
    person.sees("已经按无效处理")
    person.follow("看认定和处理")
    person.sees("未按承诺履行", "决定无效", document, "不服怎么办")
    assert "已缴费用不予退还" in applicant.text_of_pdf(person.fetch("看文书"))


def test_everything_up_to_the_signature_works_without_scripts(browser: Browser, site: str) -> None:
    context = window(browser, site, DESKTOP, script=False)
    citizen = Visitor(context, examine=lambda page: [])
    citizen.enter("ordos-honest")
    applicant.find_item(citizen, ORDOS_2021_LIST, "公租房", HOUSING)
    applicant.begin(citizen)
    applicant.commit_until_check(citizen, HOUSING_FACTS)
    applicant.sign(citizen)
    context.close()


def test_a_session_that_ends_in_the_middle_of_the_facts_loses_nothing(
    browser: Browser, site: str, examinations: OnceEach
) -> None:
    crowd = Crowd(browser, site, DESKTOP, examinations)
    citizen = crowd("ordos-honest")
    applicant.find_item(citizen, ORDOS_2021_LIST, "ggzlzf", HOUSING)
    applicant.begin(citizen)
    applicant.commit_to_all(citizen)
    applicant.fill_in(citizen, HOUSING_FACTS)
    applicant.tick_all(citizen)
    citizen.context.clear_cookies(name="sessionid")
    applicant.check(citizen)
    citizen.sees("您刚才填的都替您留着")
    citizen.sign_in("ordos-honest")
    citizen.sees("登录过期了，您刚才填的都在")
    citizen.press("接着提交")
    citizen.sees("核对并签名", "66,600")
    citizen.context.close()


def test_an_officer_works_through_the_queue_by_keyboard(everybody: Crowd) -> None:
    officer = everybody("xian-baqiao-officer")
    officer.sees("待办")
    key = officer.page.keyboard.press
    rows = officer.page.locator(".queue tbody tr")
    waiting = [text for text in rows.all_inner_texts()].index(
        next(text for text in rows.all_inner_texts() if "等我们受理" in text)
    )
    for _ in range(waiting + 1):
        key("j")
    expect(rows.nth(waiting)).to_have_class(re.compile(r"\bon\b"))
    with officer.page.expect_navigation():
        key("Enter")
    officer.sees("经过")
    opened = officer.path
    with officer.page.expect_navigation():
        key("1")
    officer.sees("已受理，开始计算办理期限")
    with officer.page.expect_navigation():
        key("n")
    officer.sees("经过")
    assert officer.path != opened


def test_a_second_start_says_where_the_first_one_runs(running: Demonstration) -> None:
    said = running.start_once_more()
    assert "演示已经在运行" in said and running.address in said


MORE_EXACTLY = "写明是哪一天的情况。"
CHAINS = {
    "ordos-2021": ("ordos", ORDOS_2021_LIST),
    "xian-baqiao-2021": ("xian-baqiao", BAQIAO_LIST),
    "huainan-maoji-2021": ("huainan-maoji", MAOJI_LIST),
    "ordos-2023": ("ordos", ORDOS_2023_LIST),
}


@pytest.mark.clause("MJ21-2.2.5k")
@pytest.mark.parametrize(
    ("size", "slug"),
    [
        (DESKTOP, "ordos-2021"),
        (DESKTOP, "huainan-maoji-2021"),
        (PHONE, "xian-baqiao-2021"),
        (PHONE, "ordos-2023"),
    ],
)
def test_a_list_goes_its_way_to_the_public(everybody: Crowd, slug: str) -> None:
    place, list_title = CHAINS[slug]
    keeper, words = everybody(f"{place}-keeper"), "只核对现在的情况。"
    revision = lists.open_revision(keeper, list_title, "把证明内容写清楚")
    service = lists.change_a_commitment(keeper, revision, words)
    lists.sign_the_scope_check(keeper)
    lists.write_the_letter(keeper, revision, service)
    lists.submit(keeper, revision)
    first = lists.steps_of(slug)[0]
    lists.send_back(everybody(f"{place}-{lists.ACCOUNT[first.role]}"), revision, MORE_EXACTLY)
    keeper.go(revision)
    keeper.sees("退回时要求：", MORE_EXACTLY)
    lists.submit(keeper, revision)
    lists.go_the_whole_way(everybody, place, slug, revision)
    public = everybody.passer_by()
    public.go(f"/p/{slug}/history/")
    public.sees("把证明内容写清楚", lists.number_of(revision))


@pytest.mark.clause("ORD23-A2c", "ORD23-A2e")
def test_a_department_mends_ten_faults_and_its_annex_is_published(everybody: Crowd) -> None:
    keeper = everybody("ordos-keeper")
    annex = tables.annex_of(keeper, ORDOS_2023_LIST)
    tables.upload(keeper, ORDOS_2023_LIST, tables.faulty_annex(annex))
    keeper.follow("不收 10")
    keeper.sees("没有写事项实施编码", "第", "列", "改这一行")
    service = tables.service_in(annex)
    assert tables.mend_every_row(keeper, service) == 8
    keeper.sees("8项可以收进修订", "不收 0", "您说不要 2")
    revision = tables.take(keeper)
    keeper.sees("改8项", "附件2", f"新增：{tables.OTHERWISE}")
    for proof in (tables.SHARED, tables.OTHERWISE):
        tables.say_on_what_it_rests(keeper, revision, proof)
    lists.open_the_letters(keeper, revision)
    lists.submit(keeper, revision)
    lists.go_the_whole_way(everybody, "ordos", "ordos-2023", revision)
    public = everybody.passer_by()
    public.go(f"/p/ordos-2023/?q={service[0]}")
    public.follow(service[0])
    public.sees(tables.SHARED, tables.OTHERWISE, tables.HOW)
    public.misses(*tables.LEFT_OUT)


@on_a_phone
@pytest.mark.clause("MJ21-2.1.3c", "MJ21-2.1.3d", "MJ21-3.2b")
def test_a_repealed_text_lists_what_it_touches_until_all_is_answered(everybody: Crowd) -> None:
    keeper, today = everybody("huainan-maoji-keeper"), timezone.localdate()
    event = events.register(keeper, today)
    keeper.sees("受影响的事项", "要重看的告知承诺书", "在办的办件", events.REPEALED)
    keeper.sees(events.CHANGED, events.CONFIRMED, events.REMOVED, "临时救助申请", "等待确认")
    services, letters, cases = keeper.main.locator(".figs .fig").all_inner_texts()[:3]
    assert (services, letters) == ("1", "1") and int(cases) >= 1
    events.confirm(keeper, events.CONFIRMED)
    revision = events.begin_the_revision(keeper)
    keeper.sees("改2项", events.CHANGED, events.REMOVED)
    events.change_the_basis(keeper, events.CHANGED)
    events.take_off_the_list(keeper, revision, events.REMOVED)
    events.attach_the_grounds(keeper, revision)
    lists.open_the_letters(keeper, revision)
    lists.submit(keeper, revision)
    publisher = lists.go_the_whole_way(everybody, "huainan-maoji", MAOJI, revision, "adjustment")
    publisher.sees("还剩7", "报送备案")
    events.file_upward(publisher)
    keeper.go(event)
    keeper.sees("确认不用改", "已改，已公布", "已取消，已公布")
    keeper.misses("等待确认")
    public = everybody.passer_by()
    public.go("/p/huainan-maoji-2021/?q=临时救助")
    public.follow("临时救助申请")
    public.sees(events.NEW_BASIS, events.CONFIRMED)
    public.misses(events.REMOVED)
    public.follow("办事指南")
    public.sees(events.CHANGED)
    public.misses(events.REMOVED)


def test_the_list_of_a_past_day_is_another_than_todays(everybody: Crowd) -> None:
    public, today = everybody.passer_by(), timezone.localdate()
    public.go("/p/ordos-2021/history/")
    public.sees("这份清单改过什么", "演示，已公布")
    public.misses("演示，审核中", "演示，退回修改")
    proof = _changed_by_the_demo(public).inner_text()
    then, now = (_version_on(public, day, proof) for day in (today - timedelta(days=1), today))
    assert ("第1版" in then, "第2版" in now) == (True, True)
    public.go("/p/ordos-2021/history/")
    public.submit(_changed_by_the_demo(public))
    public.sees(proof, "证明内容", CLEARER)


def _changed_by_the_demo(public: Visitor) -> Locator:
    revision = public.main.locator('li[id^="r-"]', has_text="演示，已公布")
    return revision.locator('a[href*="/entries/"]').first


def _version_on(public: Visitor, day: date, proof: str) -> str:
    """What the list of a day says of a proof, chosen by its date on the history page."""
    public.go("/p/ordos-2021/history/")
    public.main.locator("#on").fill(day.isoformat())
    public.press("看这一天")
    public.sees(f"{day.year}年{day.month}月{day.day}日的清单", "当天的")
    public.main.locator("#q").fill(proof)
    public.press("查一查")
    public.sees("查到1个事项", proof)
    return public.main.locator("tbody li", has_text=proof).first.inner_text()


@on_a_phone
def test_a_visit_is_recorded_without_network_and_arrives_once(everybody: Crowd) -> None:
    inspector = everybody("ordos-inspector")
    address = field.take_packages(inspector)
    field.cut(inspector)
    inspector.go(address)
    expect(inspector.main).to_contain_text("进门先做")
    assert field.fill_in(inspector) >= 2
    field.hand_in(inspector)
    expect(inspector.main).to_contain_text(field.WAITING)
    inspector.go(address)
    expect(inspector.main).to_contain_text(field.WAITING)
    expect(inspector.page.locator("#signer")).to_have_value("经理")
    expect(inspector.page.locator("[data-shots] li")).to_have_count(1)

    verifier = everybody("ordos-verifier")
    desk.move_visit(verifier, "地址写错了")
    field.reconnect(inspector)
    field.is_told_of_the_change(inspector)
    inspector.sees("改期", "进门先做")
    expect(inspector.page.locator("#signer")).to_have_value("经理")
    field.cut(inspector)
    field.hand_in(inspector)
    expect(inspector.main).to_contain_text(field.WAITING)
    field.reconnect(inspector)
    expect(inspector.main).to_contain_text("现场已记录")
    inspector.go("/field/")
    inspector.sees("这几天没有派您去的检查")

    desk.close_visit(verifier)
    verifier.sees("已办结", "照片1", "1506-0000")
    assert verifier.main.get_by_text("交现场记录", exact=True).count() == 1
    field.signs_out_and_leaves_nothing(inspector)


def test_staff_show_a_second_factor_and_a_passkey_opens_the_desk(everybody: Crowd) -> None:
    officer = everybody("lianyungang-approver")
    passkeys = officer.context.new_cdp_session(officer.page)
    passkeys.send("WebAuthn.enable")
    device = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}
    able = {
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    passkeys.send("WebAuthn.addVirtualAuthenticator", {"options": {**device, **able}})
    officer.go("/accounts/second/")
    officer.sees("第二步验证", "通行密钥")
    officer.follow("添加通行密钥")
    officer.page.locator('input[name="password"]').fill(officer.password)
    officer.press("确认")
    officer.sees("添加通行密钥", "起个名字")
    officer.page.locator('input[name="passwordless"]').check()
    officer.press("添加")
    officer.sees("恢复码", "还有10个没有用过")
    officer.go("/accounts/logout/")
    officer.press("退出")
    officer.go("/accounts/login/?next=/desk/lists/")
    officer.press("用通行密钥登录")
    officer.go("/desk/lists/")
    officer.sees("清单")
    assert officer.path == "/desk/lists/"
