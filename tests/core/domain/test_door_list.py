"""What a doorman looks up on paper."""

from core.domain.door_list import ListedTicket


def named(name: str) -> ListedTicket:
    return ListedTicket("7K3F-9QXM", name, "Stalls", "A", "1", "Front", "")


def test_names_stand_as_the_alphabet_has_them_whatever_signs_are_in_them() -> None:
    names = [
        *("Ann", "богдан", "Ганна", "Ґудзь", "Дарина", "Ёлка", "Елла", "Ерік", "Євген", "Жанна", "🎉 Ззз"),
        *("Илья", "Ия", "Іван", "Їжак", "Йосип", "Оленіна", "О’Ніл", "Яна"),
    ]
    assert [one.name for one in sorted(map(named, reversed(names)), key=lambda one: one.by_name)] == names
