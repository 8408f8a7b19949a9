"""Rejects sub-interpreters, when imported.

Otherwise the first interpreter of a process to import the native module would get it, whichever that is, and
all others would be refused.
"""

from __future__ import annotations

import importlib
import sys

PROBLEM = (
    "libgenauth does not support sub-interpreters: import it in the main interpreter "
    "(with mod_wsgi: WSGIApplicationGroup %{GLOBAL}, with uWSGI: single-interpreter)"
)

try:
    _interpreters = importlib.import_module(
        "_interpreters" if sys.version_info >= (3, 13) else "_xxsubinterpreters"
    )
except ModuleNotFoundError:
    pass  # this CPython was built without them
else:
    if _interpreters.get_current() != _interpreters.get_main():
        raise ImportError(PROBLEM)
