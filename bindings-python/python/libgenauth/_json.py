"""What the native half parses free-form JSON with.

It calls the native ``scan_once``: the frames of ``json.loads`` would hold the text, which is personal data.
"""

from __future__ import annotations

from json import JSONDecoder
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal


def _integer(digits: str) -> int | Decimal:
    try:
        return int(digits)
    except ValueError:  # over `sys.get_int_max_str_digits()`, since that takes quadratic time; this does not
        from decimal import Decimal  # noqa: PLC0415 (rarely needed)

        return Decimal(digits)


decoder = JSONDecoder()
decoder_of_long_integers = JSONDecoder(parse_int=_integer)
