"""What the bot waits for as typed text; everything else travels in the buttons."""

from aiogram.fsm.state import State, StatesGroup


class Typing(StatesGroup):
    quantity = State()  # with event_id and section_id
    email = State()
    broadcast = State()  # with event_id, tier_id and not_inside
    new_code = State()  # with event_id
    prices = State()  # with event_id and tier_id
    guest = State()
    draft = State()  # what it asks is a row of `event_drafts`: nothing is lost with this
    event_detail = State()  # with event_id and detail
    rule = State()  # with event_id and rule
    added_seats = State()  # with event_id
    cancelled_title = State()  # with event_id
    poster = State()  # with event_id: waits for a photo
    team_name = State()
    team_detail = State()  # with team_id and detail
    promo_code = State()  # with event_id and order_id
    detail = State()  # as bot/asking.py keeps it
    contact = State()  # with event_id, next_tap and key_id
    cost = State()  # with event_id and kind
    visitor = State()
