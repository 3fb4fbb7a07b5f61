"""What the bot waits for as typed text; everything else travels in the buttons."""

from aiogram.fsm.state import State, StatesGroup


class Typing(StatesGroup):
    quantity = State()  # with event_id and section_id
    email = State()
    detail = State()  # as bot/asking.py keeps it
