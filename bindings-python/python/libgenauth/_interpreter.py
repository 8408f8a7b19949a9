"""Refuses sub-interpreters, when imported.

From 3.12 on CPython does so itself: it asks the native module. Older ones would load it, and then mix up the
objects of two interpreters.
"""

from __future__ import annotations

import importlib
import sys

PROBLEM = (
    "libgenauth does not support sub-interpreters: import it in the main interpreter "
    "(with mod_wsgi: WSGIApplicationGroup %{GLOBAL})"
)

if sys.version_info < (3, 12):
    try:
        _interpreters = importlib.import_module("_xxsubinterpreters")
    except ModuleNotFoundError:
        pass  # this CPython was built without them
    else:
        if _interpreters.get_current() != _interpreters.get_main():
            raise ImportError(PROBLEM)
