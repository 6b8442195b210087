"""Stage 3 of 6, the whole step for one name: ask, choose, fetch the shape."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from geo.geocode.choose import choose
from geo.records import Candidate, Choice, Place

if TYPE_CHECKING:
    from geo.geocode.protocol import Geocoder


def resolve(
    toponym: str,
    geocoder: Geocoder,
    *,
    countries: Sequence[str] = (),
    country: str = "",
    kind: str = "",
    near: tuple[float, float] | None = None,
    neighbours: Mapping[str, Sequence[str]] = {},
    names: Mapping[str, str] = {},
) -> tuple[Place | None, Choice]:
    """Ask a geocoder, choose, fetch the shape; parameters as for `choose`; of a `kind`, if one such bears the name.

    "Tripoli, Lebanon" and "Azaz, Aleppo" are understood: what follows the comma narrows what precedes it.
    "the Bosphorus" is the Bosphorus, unless some place has the article in its name ("The Hague").
    """
    found = geocoder.candidates(toponym, country=country)
    if not found and toponym[:4].lower() == "the ":
        found = geocoder.candidates(toponym[4:], country=country)
    head, comma, tail = toponym.partition(",")
    if not found and comma and head.strip():
        found = _inside(geocoder.candidates(head, country=country), geocoder.candidates(tail))
    found = [candidate for candidate in found if kind and candidate.kind == kind] or found
    choice = choose(toponym, found, countries=countries, country=country, near=near, neighbours=neighbours, names=names)
    if choice.best is None:
        return None, choice
    return Place(toponym, choice.best, choice.reason, geocoder.geometry(choice.best.place_id)), choice


def _inside(heads: list[Candidate], tails: list[Candidate]) -> list[Candidate]:
    """Keep the heads that lie in one of the tails; a name that meets none of them is not found."""
    tails = [t for t in tails if t.kind in ("country", "adm1")]
    areas = {(t.country, t.admin1 if t.kind == "adm1" else "") for t in tails}
    return [h for h in heads if (h.country, "") in areas or (h.country, h.admin1) in areas]
