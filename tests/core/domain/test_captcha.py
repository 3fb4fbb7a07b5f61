from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from core.domain.captcha import CHOICES, Captcha, CaptchaKind

captchas = st.builds(Captcha, st.sampled_from(CaptchaKind), st.integers(0, 2**63 - 1))
seeds = st.integers(0, 2**63 - 1)


@given(captchas)
def test_there_are_twenty_four_different_choices_and_one_is_right(captcha: Captcha) -> None:
    assert len(set(captcha.choices)) == CHOICES
    assert 0 <= captcha.answer < CHOICES


@given(seeds)
def test_only_one_seat_has_the_sign_that_is_looked_for(seed: int) -> None:
    same, odd = Captcha(CaptchaKind.SAME, seed), Captcha(CaptchaKind.ODD, seed)
    assert [place for place, sign in enumerate(same.signs) if sign is same.sign] == [same.answer]
    assert sorted(Counter(odd.signs).values()) == [1, CHOICES - 1]
    assert odd.signs.count(odd.signs[odd.answer]) == 1


@given(seeds)
def test_the_sum_in_words_is_among_the_choices(seed: int) -> None:
    captcha = Captcha(CaptchaKind.WORDS, seed)
    one, other, less = captcha.sum
    assert captcha.choices[captcha.answer] == str(one + other - less)


def test_no_place_is_right_much_more_often_than_another() -> None:
    pictured = Counter(Captcha(CaptchaKind.SAME, seed).answer for seed in range(2400))
    summed = Counter(Captcha(CaptchaKind.WORDS, seed).answer for seed in range(2400))
    assert len(pictured) == CHOICES and max(pictured.values()) < 150
    assert max(summed.values()) < 300
