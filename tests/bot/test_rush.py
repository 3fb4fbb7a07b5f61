"""An on-sale minute in small: everybody at once, through the real dispatcher."""

import asyncio
import random

from tests.books import assert_books_balance
from tests.bot.telegram import Kassa, Somebody
from tests.plans import Clock, club_night, plan

BUYERS, SEATS = 200, 50


async def crowd(kassa: Kassa) -> list[Somebody]:
    return await asyncio.gather(*(kassa.meet(f"Buyer{n}") for n in range(BUYERS)))


async def test_of_fifty_who_tap_hold_on_one_seat_one_buys_it_and_the_others_are_told(
    kassa: Kassa, clock: Clock
) -> None:
    event_id = await kassa.app.organizing.create_event(plan())
    everybody = await asyncio.gather(*(kassa.meet(f"Buyer{n}") for n in range(50)))
    await asyncio.gather(*(buyer.tap("🎟 Events", "Океан Ельзи", "Choose seats", "Row A", "7") for buyer in everybody))

    await asyncio.gather(*(buyer.tap("Hold 1 seat") for buyer in everybody))

    [winner] = [buyer for buyer in everybody if buyer.alert is None]
    losers = [buyer for buyer in everybody if buyer is not winner]
    assert {buyer.alert for buyer in losers} == {"Already taken: A-7. Please choose others."}
    await winner.tap("Pay")
    await winner.pay()
    assert (await assert_books_balance(kassa.app.seating.pool, event_id, clock())).sold == 1


async def test_two_hundred_buyers_share_fifty_places_and_nobody_is_refused_too_early(
    kassa: Kassa, clock: Clock
) -> None:
    event_id = await kassa.app.organizing.create_event(club_night(SEATS))

    everybody = await crowd(kassa)
    await asyncio.gather(*(buyer.tap("🎟 Events", "Techno Night", "Get tickets") for buyer in everybody))

    async def buy(buyer: Somebody) -> str | None:
        await buyer.tap("1")
        if buyer.alert is None:
            await buyer.tap("Pay")
            await buyer.pay()
        return buyer.alert

    alerts = await asyncio.gather(*(buy(buyer) for buyer in everybody))
    await kassa.deliver()

    refused = [alert for alert in alerts if alert]
    assert len(refused) == BUYERS - SEATS
    assert {alert.split(".")[0] for alert in refused} == {"Just sold out"}, (
        "somebody was refused while a place was free"
    )
    assert (await assert_books_balance(kassa.app.seating.pool, event_id, clock())).sold == SEATS
    assert sum("№" in photo["caption"] for buyer in everybody for photo in buyer.photos) == SEATS


async def test_buyers_who_pick_seats_go_on_until_the_hall_is_full(kassa: Kassa, clock: Clock) -> None:
    event_id = await kassa.app.organizing.create_event(plan(limit_per_buyer=1))
    chance = random.Random(7)

    async def buy(buyer: Somebody) -> bool:
        await buyer.tap("🎟 Events", "Океан Ельзи", "Choose seats")
        for row in ("Row A", "Row B"):
            while True:
                if not any(row in label for label in buyer.buttons):
                    await buyer.tap("‹ Back")  # from the seats to the rows
                await buyer.tap(row)
                free = [label for label in buyer.buttons if label.isdecimal()]
                if not free:
                    break
                await buyer.tap(chance.choice(free))
                if buyer.alert is None:
                    await buyer.tap("Hold")
                if buyer.alert is None:
                    await buyer.tap("Pay")
                    return (await buyer.pay()).status == "approved"
        return False

    bought = await asyncio.gather(*(buy(buyer) for buyer in [await kassa.meet(f"Buyer{n}") for n in range(60)]))

    assert sum(bought) == 20
    assert (await assert_books_balance(kassa.app.seating.pool, event_id, clock())).sold == 20
