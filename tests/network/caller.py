"""One call in a process of its own: configuration in, outcome out."""

from __future__ import annotations

import json
import sys
import time

from calls import WAYS

import libgenauth

config = json.load(sys.stdin)
start = time.monotonic()
try:
    outcome = {"user_id": WAYS[sys.argv[1]](config).user_id}
except libgenauth.GenAuthError as error:
    outcome = {"type": type(error).__name__, **vars(error)}
print(json.dumps({**outcome, "seconds": time.monotonic() - start}))
