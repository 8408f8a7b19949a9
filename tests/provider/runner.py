"""A runner of ../runners: its README has the protocol."""

from __future__ import annotations

import json
import subprocess
from typing import Any


class Runner:
    """One language, asked line by line."""

    def __init__(self, command: str) -> None:
        self._process = subprocess.Popen(
            command.split(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )

    def result(self, config: dict[str, Any], method: str, **args: Any) -> dict[str, Any]:
        """What a method of a session or a login leads to."""
        request = {"scenario": method, "config": config, "method": method, "args": args, "calls": 1}
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        response = json.loads(self._process.stdout.readline())
        assert "result" in response, response
        return response["result"]

    def value(self, config: dict[str, Any], method: str, **args: Any) -> Any:
        """The value of a method that succeeds."""
        result = self.result(config, method, **args)
        assert "error" not in result, result
        return result["value"]

    def close(self) -> None:
        self._process.stdin.close()
        assert self._process.wait(timeout=30) == 0
