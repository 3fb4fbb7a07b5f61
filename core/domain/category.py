"""What kind of event it is."""

from enum import StrEnum


class Category(StrEnum):
    CONCERT = "concert"
    PARTY = "party"
    FESTIVAL = "festival"
    THEATRE = "theatre"
    COMEDY = "comedy"
    LECTURE = "lecture"
    EXHIBITION = "exhibition"
    CHILDREN = "children"
    SPORT = "sport"
    OTHER = "other"
