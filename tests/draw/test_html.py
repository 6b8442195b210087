from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.draw.html import Html, escaped, join, link, own_name, tag, visible, web_link


class _Parsed(HTMLParser):
    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags, self.text = [], ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data


@settings(deadline=None)  # the machine may be busy
@given(st.text(st.characters(codec=None, exclude_categories=(), exclude_characters="\r")))
def test_R004_any_text_is_one_text_and_one_attribute_and_no_template(text):
    made = tag("p", text, title=text)
    assert not any(opener in made for opener in ("{{", "{%", "{#"))
    parsed = _Parsed(made)
    assert parsed.tags == [("p", {"title": visible(text)})]
    assert parsed.text == visible(text)


def test_markup_is_taken_as_it_is_and_none_is_left_out():
    assert tag("p", tag("b", "x"), None, " & ", class_="a", hidden=True, lang=None) == (
        '<p class="a" hidden><b>x</b> &amp; </p>'
    )
    assert tag("meta", name="a", http_equiv="b") == '<meta name="a" http-equiv="b">'


def test_joined_pieces_are_markup_again():
    assert isinstance(join("<", tag("br")), Html)
    assert join("<", tag("br")) == "&lt;<br>"
    assert escaped("{{") == "&#123;{"


@pytest.mark.parametrize("url", ["https://example.org/a?b=c#d", "http://example.org:8080/", "HTTPS://example.org"])
def test_R006_web_addresses_become_links(url):
    made = link(url, "a < b")
    assert made == tag("a", own_name("a < b"), href=url, rel="noopener noreferrer")


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "JaVa\tScript:alert(1)", " javascript:alert(1)", "data:text/html,x", "vbscript:x",
        "file:///etc/passwd", "//host/x", "", "https://", "http:example.org", "https:///x", "ht\ttp://x.org",
        "https://ex ample.org", "https://example.org\\@evil.org", "http://[::1", "https://x:99999/", "https://a\x00b",
        "javascript://example.org/%0aalert(1)", "ftp://example.org/", "https://example.org/\ud800",
    ],
)  # fmt: skip
def test_R006_anything_else_stays_text(url):
    assert web_link(url) == ""
    assert "<a" not in link(url, "Title")
    assert visible(url) in _Parsed(link(url, "Title")).text


@pytest.mark.parametrize("url", ["https://a.example/2016/1?q=1&b=%20#x", "http://a.example", "https://x.example/a(b)'"])
def test_an_address_without_anything_odd_is_followed(url):
    assert web_link(url) == url


@pytest.mark.parametrize(
    "url", ["https://a.example:0/", "https://[a.example/", "https://a.example/\u2028", "https:///a"]
)
def test_an_address_with_anything_odd_gets_a_second_look(url):
    assert web_link(url) == ""
