"""An event loop that watches no descriptors, as Windows' proactor loop."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

if TYPE_CHECKING:
    from collections.abc import Coroutine

T = TypeVar("T")


class LoopWithoutReaders(asyncio.SelectorEventLoop):
    def add_reader(self, fd: object, callback: object, *args: object) -> NoReturn:
        raise NotImplementedError


def run_without_readers(main: Coroutine[Any, Any, T]) -> T:
    """Do what `asyncio.run` does, which takes a loop of one's own only since Python 3.12."""
    loop = LoopWithoutReaders()
    try:
        return loop.run_until_complete(main)
    finally:
        tasks = asyncio.all_tasks(loop)
        for task in tasks:
            task.cancel()
        loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True) if tasks else asyncio.sleep(0))
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()
