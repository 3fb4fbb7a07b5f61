"""Which time zone a city is in, as far as its name tells: `Київ`, `Warszawa` no, `Варшава` and `Warsaw` yes."""

from functools import cache

from babel import Locale

from core.domain.person import LANGUAGES

IN_ZONE = {
    "Europe/Kyiv": "Львів Львов Lviv Харків Харьков Kharkiv Одеса Одесса Odesa Odessa Дніпро Днепр Dnipro Запоріжжя"
    " Запорожье Zaporizhzhia Вінниця Винница Vinnytsia Полтава Poltava Чернівці Черновцы Chernivtsi Чернігів Чернигов"
    " Chernihiv Тернопіль Тернополь Ternopil Рівне Ровно Rivne Луцьк Луцк Lutsk Черкаси Черкассы Cherkasy Житомир"
    " Zhytomyr Суми Сумы Sumy Миколаїв Николаев Mykolaiv Херсон Kherson Хмельницький Хмельницкий Khmelnytskyi"
    " Івано-Франківськ Ивано-Франковск Ivano-Frankivsk Кропивницький Кропивницкий Kropyvnytskyi Ужгород Uzhhorod Kiev",
    "Europe/Warsaw": "Краків Краков Krakow Kraków Вроцлав Wroclaw Wrocław Гданськ Гданьск Gdansk Gdańsk Познань Poznan"
    " Poznań Лодзь Lodz Łódź Warszawa Катовіце Katowice Люблін Lublin",
    "Europe/Berlin": "Мюнхен Munich München Гамбург Hamburg Кельн Кёльн Cologne Köln Франкфурт Frankfurt Лейпциг"
    " Leipzig Дрезден Dresden Штутгарт Stuttgart Дюссельдорф Düsseldorf",
    "Europe/Prague": "Брно Brno Praha",
    "Europe/Vienna": "Wien Грац Graz Зальцбург Salzburg",
}
OLD_NAMES = {"Europe/Kiev": "Europe/Kyiv", "Europe/Uzhgorod": "Europe/Kyiv", "Europe/Zaporozhye": "Europe/Kyiv"}


def zone_of_city(city: str) -> str | None:
    return _zones().get(city.strip().casefold())


@cache
def _zones() -> dict[str, str]:
    """The cities after which zones are named, in our languages, and some more."""
    found: dict[str, str] = {}
    for language in LANGUAGES:
        for zone, names in Locale.parse(language).time_zones.items():
            if zone.startswith("Etc/"):
                continue
            own = zone.rpartition("/")[2].replace("_", " ")
            for name in {names.get("city", own), own}:
                found.setdefault(name.casefold(), OLD_NAMES.get(zone, zone))
    for zone, cities in IN_ZONE.items():
        found.update(dict.fromkeys(cities.casefold().split(), zone))
    return found
