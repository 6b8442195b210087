"""The language of a text that does not say it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.read.language import language_of

TEXTS = {
    "en": "The ships passed the strait in the night and the port was closed to all others for a week.",
    "ru": "Корабли прошли пролив ночью, и порт был закрыт для всех других судов, сообщили в министерстве.",
    "uk": "Кораблі пройшли протоку вночі, і порт був закритий для всіх інших суден, повідомили у міністерстві.",
    "ar": "وقال المتحدث إن السفن مرت في المضيق من البحر إلى الميناء بعد أن أغلق على السفن الأخرى.",
    "fa": "سخنگو گفت که کشتی‌ها در شب از تنگه عبور کردند و بندر برای یک هفته به روی دیگران بسته شد.",
    "fr": "Les navires ont passé le détroit dans la nuit et le port est fermé aux autres pour une nuit par l’armée.",
    "es": "Los barcos pasaron el estrecho por la noche y el puerto fue cerrado para los demás durante una semana.",
    "de": "Die Schiffe fuhren in der Nacht durch die Meerenge, und der Hafen wurde für eine Woche geschlossen.",
    "tr": "Gemiler gece boğazdan geçti ve liman bir hafta için kapalı kaldı, bu durum daha sonra değişti.",
    "pt": "Os navios passaram o estreito e o porto foi fechado para os outros por uma semana, não se sabe mais.",
    "he": "האוניות עברו במצר בלילה והנמל נסגר",
    "el": "Τα πλοία πέρασαν τα στενά τη νύχτα",
    "zh": "船只在夜间通过海峡，港口关闭。",
    "ja": "船は夜に海峡を通過し、港は閉鎖された。",
}  # fmt: skip


@pytest.mark.parametrize("language", TEXTS)
def test_the_language_is_noticed(language):
    assert language_of(TEXTS[language]) == language
    assert language_of(TEXTS[language].upper()) == language


@pytest.mark.parametrize(
    "text", ["", "Aleppo", "1 2 3", "Aleppo, Homs, Hama, Latakia", "the", TEXTS["en"] + TEXTS["fr"] + TEXTS["de"]]
)
def test_what_is_unsure_stays_open(text):
    assert language_of(text) == ""


@given(st.text())
def test_any_text_has_an_answer(text):
    assert language_of(text) in {"", *TEXTS, "it", "nl", "pl", "bg", "ur", "ko", "ka", "hy", "th"}
