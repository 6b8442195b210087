"""Stage 6 of 6, its languages: the catalogues of the page's strings, one JSON file each.

A value is a string with ``{name}`` to be filled in, or its forms by CLDR plural category.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

# In the order in which the reader is offered them.
TAGS = ("en", "ar", "ru", "fr")


@cache
def catalogues() -> dict[str, dict[str, Any]]:
    """Every catalogue by its language tag."""
    folder = files(__name__)
    there = {tag: folder.joinpath(f"{tag}.json") for tag in TAGS}
    return {tag: json.loads(file.read_text(encoding="utf-8")) for tag, file in there.items() if file.is_file()}
