"""A buyer and the door, as people play it on the chat page, at phone size; `make screens` keeps it as pictures."""

import re

from playwright.async_api import Page, expect

from tests.e2e.conftest import SCREENS, SCREENSHOTS


async def tap(page: Page, label: str, *, expecting: str) -> None:
    """Taps the newest button with that text; then the newest message must be another, or say something else."""
    newest = page.locator("[data-message-id]").last
    before = await newest.text_content() or ""
    await page.locator("button.inline-button", has_text=re.compile(label)).last.click()
    await expect(newest).not_to_have_text(before)
    await expect(newest).to_contain_text(expecting)


async def say(page: Page, text: str, *, expecting: str) -> None:
    """Sends the words; then the newest message must be an answer to them."""
    newest = page.locator("[data-message-id]").last
    before = await newest.get_attribute("data-message-id") or ""
    await page.get_by_test_id("composer").fill(text)
    await page.get_by_test_id("send").click()
    await expect(newest).not_to_have_attribute("data-message-id", before)
    await expect(newest).to_have_class(re.compile(r"\bin\b"))
    await expect(newest).to_contain_text(expecting)


async def keep(page: Page, name: str) -> None:
    """A screenshot without passing notices, once all pictures on it are there; these are looked at in any case."""
    await page.locator("img").evaluate_all("images => Promise.all(images.map((image) => image.decode()))")
    if not SCREENS:
        return
    notices = page.locator(".toasts")
    await notices.evaluate_all("all => all.forEach((one) => { one.style.visibility = 'hidden'; })")
    await page.screenshot(path=SCREENSHOTS / f"{name}.png", animations="disabled")
    await notices.evaluate_all("all => all.forEach((one) => { one.style.visibility = ''; })")


async def test_a_buyer_buys_two_seats_and_the_door_admits_one_of_them_once(page: Page) -> None:
    await page.get_by_test_id("start").click()
    await expect(page.locator("[data-message-id]").last).to_contain_text("Вітаємо, Олена!")
    await keep(page, "01-menu")
    await tap(page, "Події", expecting="Найближчі події")
    await keep(page, "02-events")
    await tap(page, "Симфонія нічного міста", expecting="Камерний оркестр")
    await keep(page, "03-event")
    await tap(page, "Обрати місця", expecting="Оберіть сектор")
    await keep(page, "04-hall")
    await tap(page, "Партер", expecting="оберіть ряд")
    await keep(page, "05-section")
    await tap(page, "Ряд E", expecting="торкайтеся місць")
    await tap(page, "^8$", expecting="Обрано: Партер E-8")
    await tap(page, "^9$", expecting="Обрано (2): Партер E-8, Партер E-9")
    await keep(page, "06-seats")
    await tap(page, "Забронювати 2 місця", expecting="Заброньовано для вас до")
    await keep(page, "07-hold")
    await tap(page, "Сплатити 1.800", expecting="Симфонія нічного міста")
    await page.locator("button.inline-button.pay").last.click()
    await expect(page.get_by_test_id("payment")).to_be_visible()
    await keep(page, "08-payment")
    await page.get_by_test_id("pay").click()
    await expect(page.get_by_test_id("payment")).to_be_hidden()

    tickets = page.locator("[data-message-id]", has_text="№")
    await expect(tickets).to_have_count(2)
    await expect(tickets.last).to_contain_text("Партер, ряд E, місце 9")
    await keep(page, "09-tickets")
    await say(page, "/tickets", expecting="Симфонія нічного міста")
    await keep(page, "10-my-tickets")

    await show_newest_ticket_to_the_door(page)
    await say(page, "/door", expecting="На якій події ви працюєте?")
    await keep(page, "11-door-choose")
    await tap(page, "Симфонія нічного міста", expecting="Усередині: 0 з")
    await page.evaluate("location.hash = '#1001'")
    await show_newest_ticket_to_the_door(page)
    await expect(page.locator("[data-message-id]").last).to_contain_text("ПРОХОДЬТЕ")
    await keep(page, "12-admitted")
    await page.evaluate("location.hash = '#1001'")
    await show_newest_ticket_to_the_door(page)
    await expect(page.locator("[data-message-id]").last).to_contain_text("ВЖЕ ВСЕРЕДИНІ")
    await keep(page, "13-already")


async def show_newest_ticket_to_the_door(page: Page) -> None:
    """Тарас photographs the buyer's phone."""
    await page.locator("[data-message-id]", has_text="№").last.locator("img").click()
    await page.get_by_test_id("show-to").click()
    await page.locator("[data-test=person-choice][data-person-id='3001']").click()
    await expect(page.get_by_test_id("switch-person")).to_contain_text("Тарас")


async def test_the_organizer_takes_a_ticket_back_and_the_buyer_sees_the_money_go_back(page: Page) -> None:
    await page.get_by_test_id("start").click()
    await tap(page, "Події", expecting="Найближчі події")
    await tap(page, "Симфонія нічного міста", expecting="Камерний оркестр")
    await tap(page, "Обрати місця", expecting="Оберіть сектор")
    await tap(page, "Партер", expecting="оберіть ряд")
    await tap(page, "Ряд E", expecting="торкайтеся місць")
    await tap(page, "^8$", expecting="Обрано: Партер E-8")
    await tap(page, "^9$", expecting="Обрано (2): Партер E-8, Партер E-9")
    await tap(page, "Забронювати 2 місця", expecting="Заброньовано для вас до")
    await tap(page, "Сплатити 1.800", expecting="Симфонія нічного міста")
    await page.locator("button.inline-button.pay").last.click()
    await page.get_by_test_id("pay").click()
    bought = page.locator("[data-message-id]", has_text="№")
    await expect(bought).to_have_count(2)
    number = re.search(r"№ (\w{4}-\w{4})", await bought.last.inner_text())
    assert number

    await page.evaluate("location.hash = '#2001'")
    await page.get_by_test_id("start").click()
    await expect(page.locator("[data-message-id]").last).to_contain_text("Вітаємо, Ірина!")
    await say(page, f"/refund {number[1]}", expecting="За що повернути гроші?")
    await keep(page, "14-refund-order")
    await tap(page, "E-9 · 900", expecting="Скасувати це не можна")
    await keep(page, "15-refund-ask")
    await tap(page, "Так, повернути", expecting="Потрібно повернути 900")
    await say(page, "/refunds", expecting="Олена")
    await keep(page, "16-refunds")
    await tap(page, "Симфонія нічного міста · 1", expecting="1 повернення")
    await keep(page, "16-refunds-of-event")
    await tap(page, "Файл для провайдера", expecting="Коли все з цього файлу")
    await tap(page, "☑️ Усе повернено", expecting="Усе це повернено")
    await keep(page, "16-refunds-all")
    await tap(page, "Так, усе повернено", expecting="Нікому нічого не винні")
    await say(page, "/payments", expecting="Перевіряти нічого")

    await page.evaluate("location.hash = '#1001'")
    await expect(page.locator("[data-message-id]").last).to_contain_text("Вам повернено")
    await keep(page, "17-taken-back")
    await say(page, "/email", expecting="листів")
