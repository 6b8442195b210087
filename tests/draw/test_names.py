import re

from geo.draw.names import page_names


def test_a_period_s_page_is_named_by_its_id():
    assert page_names(["build-up", "after_2016"]) == {"build-up": "build-up.html", "after_2016": "after_2016.html"}


def test_R079_no_name_leaves_the_folder_or_is_too_long():
    ids = ["../../x", "C:\\x", "/etc/x", "%2e%2e", "a\0b", "x" * 300, "..", "", " ", "после"]
    names = page_names(ids)
    assert all(re.fullmatch(r"[a-z0-9_][a-z0-9_-]{0,80}\.html", name) for name in names.values())
    assert len(set(names.values())) == len(ids)


def test_R080_names_that_differ_only_in_case_are_different_files():
    names = list(page_names(["Azaz", "azaz", "AZAZ", "azaz-2"]).values())
    assert names == ["azaz.html", "azaz-2.html", "azaz-3.html", "azaz-2-2.html"]


def test_R043_names_that_systems_keep_for_themselves_are_not_taken():
    names = page_names(["index", "all-periods", "con", "NUL", "lpt1"])
    assert not {"index.html", "all-periods.html", "con.html", "nul.html", "lpt1.html"} & set(names.values())
