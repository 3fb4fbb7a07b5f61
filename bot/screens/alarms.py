"""Alarms in the owners' chats: what is wrong, and where to read what to do."""

from bot.texts import Texts, cut
from core.domain.message import HouseAlarm, HouseAlarmOver

DETAIL_MAX = 400


def ringing(alarm: HouseAlarm, t: Texts) -> str:
    what = alarm.what
    said = t(f"alarm-{what}", count=alarm.count, detail=cut(alarm.detail, DETAIL_MAX) or "none")
    return t("alarm", name=t(f"alarm-name-{what}"), said=said, chapter=what)


def over(alarm: HouseAlarmOver, t: Texts) -> str:
    what = alarm.what
    return t("alarm-over", what=t(f"alarm-name-{what}"), minutes=alarm.minutes)
