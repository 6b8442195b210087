import folium
import pytest
from branca.element import Element, Figure

from geo.draw import assets
from geo.draw.elements import Verbatim, icons
from geo.draw.policy import Allowed, find, policy

TRAP = "{{ 7*7 }} {% raise %} </script>"


def test_R001_branca_compiles_an_element_s_text_but_not_a_verbatim():
    """If the first half fails, branca has mended its trap and `Verbatim` can go."""
    assert Element("{{ 7*7 }}").render() == "49"
    figure = Figure()
    figure.header.add_child(Verbatim(TRAP))
    assert TRAP in figure.render()


def test_leaflet_is_whole_and_points_to_nothing():
    script, style = assets.leaflet_js(), assets.leaflet_css()
    assert 'version="1.9.3"' in script and "sourceMappingURL" not in script and "\r" not in script
    assert script.startswith("/* @preserve") and "Vladimir Agafonkin" in script  # its licence asks for this
    assert "</script" not in script and "<!--" not in script
    assert style.count("url(data:image/png;base64,") == 3 and "url(images/" not in style


def test_the_parts_that_stand_inline_cannot_end_their_element():
    for path in ("static/page.js", "static/tools.js", "templates/popups.js"):
        assert "</script" not in assets.own(path).lower() and "<!--" not in assets.own(path)
    for path in ("static/page.css", "templates/noscript.css", "templates/gallery.css"):
        assert "</style" not in assets.own(path).lower()
    assert icons().count("data:image/png;base64,") == 3


def test_what_a_page_needs_for_its_first_marks_stays_small():
    """What is not needed for them belongs to the tools (`geo/draw/page/tools.js`)."""
    assert len(assets.own("static/page.js").encode()) < 120_000


def test_folium_still_has_the_parts_that_are_replaced():
    """What `PeriodMap` and `PageFigure` lean on; a folium that changes it must not pass unseen."""
    plain = folium.Map(tiles=None)
    assert plain.default_js and plain.default_css and plain.get_name() == f"map_{plain._id}"
    assert isinstance(plain.get_root(), Figure)
    assert {"header", "html", "script"} <= set(vars(plain.get_root()))


def test_a_policy_without_scripts_allows_none():
    assert "script-src 'none'" in policy(Allowed())


@pytest.mark.parametrize(
    ("markup", "rule"),
    [
        ('<script src="https://example.org/a.js"></script>', "script-src https://example.org/a.js;"),
        ('<link rel="stylesheet" href="https://example.org/a.css"/>', "style-src https://example.org/a.css;"),
        ("<script>a</script>", "script-src 'sha256-ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs='"),
        ("<style>a</style>", "style-src 'sha256-ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs='"),
    ],
)
def test_what_a_user_s_layers_bring_is_let_in_by_name(markup, rule):
    allowed = Allowed()
    find(markup, allowed)
    assert rule in policy(allowed)
