"""Names in Cyrillic and Arabic script: cases, clitics, peoples; what only looks like a place."""

from __future__ import annotations

import pytest

import geo


def _seen(text):
    return {
        t.mention.surface: (t.mention.role, t.candidate.name if t.candidate else "") for t in geo.parse(text).toponyms
    }


@pytest.mark.parametrize(
    ("text", "surface", "name"),
    [
        ("Бои идут под Авдеевкой.", "Авдеевкой", "near Avdiyivka"),
        ("Колонна вышла из Мариуполя.", "Мариуполя", "Mariupol"),
        ("Ракета упала в Казани.", "Казани", "Kazan"),
        ("Он вернулся из Сирии.", "Сирии", "Syria"),
        ("Удар пришёлся по Новой Каховке.", "Новой Каховке", "Nova Kakhovka"),
        ("Флот ушёл в Чёрное море.", "Чёрное море", "Black Sea"),
        ("Села Харьковской области обстреляны.", "Харьковской области", "Kharkiv Oblast"),
        ("Вибухи у Запоріжжі.", "Запоріжжі", "Zaporizhzhya"),
        ("Військові зі Львова.", "Львова", "Lviv"),
        ("انسحبت القوات من الخرطوم.", "الخرطوم", "Khartoum"),
        ("عادت الحافلات للخرطوم.", "خرطوم", "Khartoum"),
        ("وصلوا إلى أم درمان وأم درمان هادئة.", "أم درمان", "Omdurman"),
        ("سيطروا على مدينة الباب.", "الباب", "Al Bāb"),
        ("نزحوا إلى السعودية.", "السعودية", "Saudi Arabia"),
    ],
)
def test_a_name_in_its_case_is_the_place(text, surface, name):
    assert _seen(text).get(surface, ("", ""))[1] == name


@pytest.mark.parametrize(
    ("text", "surface", "country"),
    [
        ("Это заявили российские власти.", "российские", "Russia"),
        ("Среди раненых трое украинцев.", "украинцев", "Ukraine"),
        ("Сирийцы вернулись домой.", "Сирийцы", "Syria"),
        ("انسحب الجنود الأوكرانيون.", "الأوكرانيون", "Ukraine"),
        ("القوات السورية انسحبت.", "السورية", "Syria"),
        ("أعلن الجيش المالي ذلك.", "المالي", "Mali"),
    ],
)
def test_a_people_stands_for_its_country(text, surface, country):
    assert _seen(text)[surface] == ("demonym", country)


@pytest.mark.parametrize(
    "text",
    [
        "Сергей Харьковский и Роман Львов молчали.",
        "Об этом сказал А. Белгородов.",
        "Театр драмы имени Тихона Орлова и Глеба Ростова закрыт.",
        "سجل رياض محرز هدفا في الدوري.",
        "Иван Петрович пришёл поздно.",
        "Крейсер «Москва» затонул.",
        "Победа близка. Мир наступил.",
        "Глава ОВА и ОГА молчит. По данным штаба, Мэр жив.",
        "Он учился в Московском университете.",
        "التقى أحمد بغداد بزميله.",
        "التقى أحمد المصري بزميله.",
        "فتح الباب وخرج من البيت.",
        "رفضت وزارة المالية الطلب.",
        "نقل الخبر يوم الخميس.",
    ],
)
def test_persons_ships_offices_and_common_words_are_no_places(text):
    assert not [surface for surface, (role, _) in _seen(text).items() if role != "demonym" or surface == "المصري"]


@pytest.mark.parametrize(
    ("text", "surface", "role"),
    [
        ("Москва заявила протест.", "Москва", "metonym"),
        ("Київ відкинув звинувачення.", "Київ", "metonym"),
        ("أعلنت موسكو ذلك.", "موسكو", "metonym"),
        ("Поезд идёт в Киев.", "Киев", "location"),
        ("أغلقت جامعة حلب أبوابها.", "حلب", "organisation"),
        ("Банк России снизил ставку.", "России", "organisation"),
    ],
)
def test_a_capital_may_stand_for_its_government_and_a_name_be_an_organisations(text, surface, role):
    assert _seen(text)[surface][0] == role


def test_every_word_of_the_lists_names_a_place_that_the_gazetteer_has():
    from geo.geocode import Gazetteer
    from geo.recognize import lexicon

    names = Gazetteer()
    for table in ("peoples", "oblasts"):
        assert not [place_id for place_id, _ in lexicon.table(table) if names.bearer(place_id) is None]
    assert not [key for key in set(lexicon.exonyms().values()) if not names.bearers(key)]
