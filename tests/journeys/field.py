"""What inspectors do on a telephone, with the network cut in between."""

from playwright.sync_api import FilePayload, Locator, expect

from tests.journeys.visitor import Visitor

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082"
)
KEPT = "材料已经存在手机上"
WAITING = "这份记录存在手机上，已加密，联网后自动上传"


def take_packages(inspector: Visitor) -> str:
    """Sign for what is planned today, until the telephone has kept it; the visit's address."""
    inspector.go("/field/")
    inspector.sees("去现场")
    if inspector.main.get_by_role("button", name="签收").count():
        inspector.submit(inspector.main.get_by_role("button", name="签收"))
    inspector.sees(KEPT)
    inspector.page.evaluate("navigator.serviceWorker.ready")
    link = inspector.main.locator("a[data-keep]").first
    return str(link.get_attribute("href"))


def cut(inspector: Visitor) -> None:
    inspector.context.set_offline(True)


def reconnect(inspector: Visitor) -> None:
    """What failed meanwhile, failed for want of a network."""
    inspector.context.set_offline(False)
    inspector.faults.clear()


def fill_in(inspector: Visitor) -> int:
    """Every check with what was seen, one with a photo; everybody signs. How many checks."""
    form = inspector.page.locator("#record")
    results = form.locator('input[type="radio"][value="confirmed"]')
    for box in results.all():
        box.check()
    for note in form.locator('textarea[name^="note-"]').all():
        note.fill("现场看过，与承诺一致。")
    photo = FilePayload(name="现场.png", mimeType="image/png", buffer=PIXEL)
    form.locator('input[type="file"]').first.set_input_files(files=[photo])
    expect(form.locator("[data-shots] li")).to_have_count(1)
    form.locator("#arrived_at").fill("2026-01-05T09:00")
    form.locator("#left_at").fill("2026-01-05T09:40")
    for n, number in enumerate(form.locator('input[name^="certificate-"]').all()):
        number.fill(f"1506-000{n}")
    for canvas in form.locator("canvas").all():
        draw(canvas)
    form.locator("#signer").fill("经理")
    return results.count()


def draw(canvas: Locator) -> None:
    """A stroke of a finger."""
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box is not None
    mouse = canvas.page.mouse
    mouse.move(box["x"] + 20, box["y"] + 20)
    mouse.down()
    mouse.move(box["x"] + 120, box["y"] + 60, steps=4)
    mouse.up()


def is_told_of_the_change(inspector: Visitor) -> None:
    """The server's answer to a record for an older version, which is a fault elsewhere."""
    expect(inspector.main).to_contain_text("您不在线的时候，这次检查改过")
    assert all(fault.startswith("409 ") for fault in inspector.faults), inspector.faults
    inspector.faults.clear()


def hand_in(inspector: Visitor) -> None:
    """Press the button; the page stays where there is no network."""
    inspector.main.get_by_role("button", name="交现场记录").click()


def signs_out_and_leaves_nothing(inspector: Visitor) -> None:
    """Nothing of what was kept stays on the telephone."""
    kept = "async () => (await indexedDB.databases()).length"
    assert inspector.page.evaluate(kept) == 1
    inspector.go("/accounts/logout/")
    inspector.press("退出")
    assert inspector.page.evaluate(kept) == 0
    assert inspector.page.evaluate("sessionStorage.getItem('field')") is None
