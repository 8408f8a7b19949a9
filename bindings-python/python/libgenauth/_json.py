"""Free-form JSON as Python values."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any


def loads(text: str) -> Any:  # noqa: ANN401 (free-form JSON is)
    """Read a document as ``json.loads`` does, but lose nothing to one number that is too long for ``int``."""
    try:
        return json.loads(text)
    except ValueError:
        return json.loads(text, parse_int=_integer)


def _integer(digits: str) -> int | Decimal:
    try:
        return int(digits)
    except ValueError:  # over `sys.get_int_max_str_digits()`, since that takes quadratic time; this does not
        return Decimal(digits)
