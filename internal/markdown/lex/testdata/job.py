#!/usr/bin/env python3
"""Replays the queue."""
import os
import json, sys
from datetime import datetime, timedelta
from . import queue as q

LIMIT = 1_000
RATIO = 0.5e-3
MASK = 0xFF


@dataclass(frozen=True)
class Job(Base):
    """One job."""

    name: str
    retries: int = 3

    def __init__(self, name, *args, **kwargs):
        super().__init__()
        self.name = name
        self.seen = {"a": 1, 'b': [None, True, False]}

    @property
    def path(self) -> str:
        return f"/jobs/{self.name}/{len(self.seen)}" + r"\d+" + b"x".decode()

    async def run(self, timeout=10):
        try:
            async with session.get(url) as response:
                body = await response.json()
        except (ValueError, KeyError) as error:
            raise RuntimeError("failed") from error
        finally:
            del self.seen
        for i, item in enumerate(sorted(body)):
            if item is None or not isinstance(item, dict):
                continue
            elif i % 2 == 0 and i in range(10):
                yield item
            else:
                pass
        while True:
            break
        return [x for x in body if x.type == "ok"]  # done


def main():
    global LIMIT
    text = '''
    many lines
    '''
    print("hello", file=sys.stderr)
    assert lambda x: x
    with open("f") as f:
        json.dump({}, f)


if __name__ == "__main__":
    main()
