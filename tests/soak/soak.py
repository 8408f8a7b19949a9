"""What soak.c does, in Python: threads with `Client`, then tasks with `AsyncClient`. See README.md."""

from __future__ import annotations

import asyncio
import json
import re
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import libgenauth

ROUNDS = 10
SETTLED = 1
WORKERS = 4
BATCH = 100
RSS_SLACK_KB = 1024
FD_SLACK = 8

# The last one is an answer that no retry mends.
FAULTS = ["reset", "reset-mid-body", "unavailable", "limited", "truncated", "garbage", "html"]


def rss_kb() -> int:
    return int(re.search(r"VmRSS:\s*(\d+)", Path("/proc/self/status").read_text())[1])


def open_fds() -> int:
    return len(list(Path("/proc/self/fd").iterdir())) - 1


class Soak:
    def __init__(self, emulator: str) -> None:
        self.emulator = emulator
        self.outcomes: Counter[str] = Counter()
        self.fds_at_work = 0

    def settings(self, batch: int) -> dict[str, str]:
        host = f"{self.emulator}/scenario/{FAULTS[batch % len(FAULTS)]}/python-{batch}"
        return {"app_id": "soak-app", "host": host, "access_token": "soak-access-token"}

    def judge(self, batch: int, call: int, outcome: libgenauth.Profile | libgenauth.GenAuthError) -> None:
        if call == 1 and FAULTS[batch % len(FAULTS)] == "html":
            name = "expected_errors" if isinstance(outcome, libgenauth.DecodeError) else "wrong"
        else:
            name = "profiles" if isinstance(outcome, libgenauth.Profile) and outcome.user_id else "wrong"
        if name == "wrong":
            print(f"batch {batch}, call {call}: {outcome}", file=sys.stderr)
        self.outcomes[name] += 1

    def run_batch(self, batch: int) -> None:
        with libgenauth.Client(**self.settings(batch)) as client:
            for call in range(BATCH):
                try:
                    outcome = client.get_profile(with_identities=True)
                except libgenauth.GenAuthError as error:
                    outcome = error
                self.judge(batch, call, outcome)
            self.fds_at_work = max(self.fds_at_work, open_fds())

    async def run_batch_async(self, batch: int) -> None:
        async with libgenauth.AsyncClient(**self.settings(batch)) as client:
            for call in range(BATCH):
                try:
                    outcome = await client.get_profile(with_identities=True)
                except libgenauth.GenAuthError as error:
                    outcome = error
                self.judge(batch, call, outcome)
            self.fds_at_work = max(self.fds_at_work, open_fds())

    async def run_batches_async(self, batches: range) -> None:
        waiting = iter(batches)

        async def worker() -> None:
            for batch in waiting:
                await self.run_batch_async(batch)

        await asyncio.gather(*(worker() for _ in range(WORKERS)))

    def run_round(self, batches: range) -> dict[str, int]:
        self.fds_at_work = 0
        middle = len(batches) // 2
        with ThreadPoolExecutor(WORKERS) as pool:
            for _ in pool.map(self.run_batch, batches[:middle]):
                pass
        asyncio.run(self.run_batches_async(batches[middle:]))
        # A connection is closed by the library's own thread, a moment after its client.
        time.sleep(0.5)
        return {"rss_kb": rss_kb(), "fds": open_fds(), "fds_at_work": self.fds_at_work}


def main() -> int:
    emulator, batches = sys.argv[1], int(sys.argv[2]) // BATCH
    begin = time.monotonic()
    soak = Soak(emulator)
    marks = [
        soak.run_round(range(batches * number // ROUNDS, batches * (number + 1) // ROUNDS))
        for number in range(ROUNDS)
    ]
    slack = {"rss_kb": RSS_SLACK_KB, "fds": 0, "fds_at_work": FD_SLACK}
    flat = all(mark[key] <= marks[SETTLED][key] + slack[key] for mark in marks[SETTLED:] for key in slack)
    report = {"language": "python", "seconds": int(time.monotonic() - begin)}
    report |= {name: soak.outcomes[name] for name in ("profiles", "expected_errors", "wrong")}
    report |= {key: [mark[key] for mark in marks] for key in slack} | {"flat": flat}
    print(json.dumps(report))
    return 0 if flat and not soak.outcomes["wrong"] else 1


if __name__ == "__main__":
    sys.exit(main())
