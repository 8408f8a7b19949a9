"""A store that does what a scenario says."""

from __future__ import annotations

import json
import threading
from typing import Any, Union

import libgenauth

SECRET = "store-secret"
Step = Union[str, dict[str, Any]]


class ScriptedStore:
    """The n-th use of a function takes the n-th step, the last one repeats."""

    def __init__(
        self,
        record: dict[str, Any] | None = None,
        load: list[Step] | None = None,
        save: list[Step] | None = None,
        remove: list[Step] | None = None,
    ) -> None:
        self.record = None if record is None else json.dumps(record)
        self._steps = {"load": load or ["works"], "save": save or ["works"], "remove": remove or ["works"]}
        self._lock = threading.Lock()

    def load(self) -> str | None:
        with self._lock:
            self._take("load")
            return self.record

    def save(self, expected: int, record: str) -> bool | str | None:
        with self._lock:
            self._take("save")
            if self._generation() != expected:
                return False if self.record is None else self.record
            self.record = record
            return None

    def remove(self) -> None:
        with self._lock:
            self._take("remove")
            self.record = None

    def _take(self, function: str) -> None:
        steps = self._steps[function]
        step = steps.pop(0) if len(steps) > 1 else steps[0]
        if isinstance(step, dict):
            self.record = None if step["record"] is None else json.dumps(step["record"])
        elif step == "locked":
            raise libgenauth.StoreError(SECRET, retryable=True)
        elif step == "failed":
            raise RuntimeError(SECRET)

    def _generation(self) -> int:
        return 0 if self.record is None else json.loads(self.record)["generation"]
