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
PAUSE_SECONDS = 0.005

# The server's faults (server.py), and how a call ends that meets one. Their number is odd, so that each meets
# all traits of a batch.
FAULTS: dict[str, type[libgenauth.Profile | libgenauth.GenAuthError]] = {
    "none": libgenauth.Profile,
    "reset": libgenauth.Profile,
    "reset-mid-body": libgenauth.Profile,
    "truncated": libgenauth.Profile,
    "garbage": libgenauth.Profile,
    "unavailable": libgenauth.Profile,
    "limited": libgenauth.Profile,
    "unavailable-truncated": libgenauth.Profile,
    "limited-bad-chunk": libgenauth.Profile,
    "closed-while-idle": libgenauth.Profile,
    "second-response": libgenauth.Profile,
    "interim-behind": libgenauth.Profile,
    "framed-twice": libgenauth.Profile,
    "odd-headers": libgenauth.Profile,
    "gzip-members": libgenauth.Profile,
    "html": libgenauth.DecodeError,
    "basic-challenge": libgenauth.AuthenticationError,
}


def rss_kb() -> int:
    return int(re.search(r"VmRSS:\s*(\d+)", Path("/proc/self/status").read_text())[1])


def open_fds() -> int:
    return len(list(Path("/proc/self/fd").iterdir())) - 1


def is_shared(batch: int) -> bool:
    """Whether the batch uses the client that all workers share."""
    return bool(batch & 1)


def pauses(batch: int, call: int) -> bool:
    """Whether the connections idle behind this call, the one with the fault."""
    return call == 1 and bool(batch & 2)


class Planned:
    """A call: its token, and what must come out."""

    def __init__(self, batch: int, call: int) -> None:
        fault = list(FAULTS)[batch % len(FAULTS)] if call == 1 else "none"
        self.user = f"python-{batch}-{call}"
        self.token = f"{fault}.{self.user}"
        self.expected = FAULTS[fault]

    def judge(self, outcome: libgenauth.Profile | libgenauth.GenAuthError) -> str:
        is_profile = isinstance(outcome, libgenauth.Profile)
        if not isinstance(outcome, self.expected) or (is_profile and outcome.user_id != self.user):
            print(f"{self.token}: {'an unexpected profile' if is_profile else outcome}", file=sys.stderr)
            return "wrong"
        return "profiles" if is_profile else "expected_errors"


class Soak:
    def __init__(self, host: str) -> None:
        self.settings = {"app_id": "soak-app", "host": host}
        self.outcomes: Counter[str] = Counter()
        self.fds_at_work = 0

    def run_calls(self, client: libgenauth.Client, batch: int) -> None:
        for call in range(BATCH):
            planned = Planned(batch, call)
            try:
                outcome = client.get_profile(with_identities=True, access_token=planned.token)
            except libgenauth.GenAuthError as error:
                outcome = error
            self.outcomes[planned.judge(outcome)] += 1
            if pauses(batch, call):
                time.sleep(PAUSE_SECONDS)
        self.fds_at_work = max(self.fds_at_work, open_fds())

    async def run_calls_async(self, client: libgenauth.AsyncClient, batch: int) -> None:
        for call in range(BATCH):
            planned = Planned(batch, call)
            try:
                outcome = await client.get_profile(with_identities=True, access_token=planned.token)
            except libgenauth.GenAuthError as error:
                outcome = error
            self.outcomes[planned.judge(outcome)] += 1
            if pauses(batch, call):
                await asyncio.sleep(PAUSE_SECONDS)
        self.fds_at_work = max(self.fds_at_work, open_fds())

    def run_batches(self, batches: range) -> None:
        with libgenauth.Client(**self.settings) as shared, ThreadPoolExecutor(WORKERS) as pool:

            def run(batch: int) -> None:
                if is_shared(batch):
                    self.run_calls(shared, batch)
                else:
                    with libgenauth.Client(**self.settings) as own:
                        self.run_calls(own, batch)

            for _ in pool.map(run, batches):
                pass

    async def run_batches_async(self, batches: range) -> None:
        waiting = iter(batches)

        async def worker(shared: libgenauth.AsyncClient) -> None:
            for batch in waiting:
                if is_shared(batch):
                    await self.run_calls_async(shared, batch)
                else:
                    async with libgenauth.AsyncClient(**self.settings) as own:
                        await self.run_calls_async(own, batch)

        async with libgenauth.AsyncClient(**self.settings) as shared:
            await asyncio.gather(*(worker(shared) for _ in range(WORKERS)))

    def run_round(self, batches: range) -> dict[str, int]:
        self.fds_at_work = 0
        middle = len(batches) // 2
        self.run_batches(batches[:middle])
        asyncio.run(self.run_batches_async(batches[middle:]))
        # A connection is closed by the library's own thread, a moment after its client.
        time.sleep(0.5)
        return {"rss_kb": rss_kb(), "fds": open_fds(), "fds_at_work": self.fds_at_work}


def main() -> int:
    host, batches = sys.argv[1], int(sys.argv[2]) // BATCH
    begin = time.monotonic()
    soak = Soak(host)
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
