"""kazoo's end of bench/engine/client-process.ts: does the workload each line of stdin names."""

import functools
import json
import resource
import sys
import threading
import time

import kazoo
from kazoo.client import KazooClient

WINDOW = 1_000
VALUES = 1_000
GETS = 20_000
LISTINGS = 5
CREATES = 20_000
DATA = b"x" * 100

client = KazooClient(hosts=sys.argv[1])


class Window:
    """Answers to numbered requests, a window of them under way at a time.

    kazoo calls back twice when an answer arrives while its callback is being registered: each
    number counts once.
    """

    def __init__(self, take):
        self.take = take
        self.free = threading.Semaphore(WINDOW)
        self.answered = set()

    def start(self, number, request):
        self.free.acquire()
        request().rawlink(functools.partial(self.finish, number))

    def finish(self, number, answer):
        if number not in self.answered:
            self.take(number, answer.get())
            self.answered.add(number)
            self.free.release()

    def drain(self):
        for _ in range(WINDOW):
            self.free.acquire()


def get():
    sizes = []
    window = Window(lambda _, answer: sizes.append(len(answer[0])))
    for number in range(GETS):
        window.start(number, lambda: client.get_async(f"/bench/values/v{number % VALUES}"))
    window.drain()
    return sum(sizes)


def list_wide():
    return sum(len(client.get_children("/bench/wide", include_data=True)[0]) for _ in range(LISTINGS))


def crawl():
    found = ["/bench/tree"]
    grown = threading.Condition()

    def take(number, answer):
        path = found[number]
        with grown:
            found.extend(f"{path}/{name}" for name in answer[0])
            grown.notify()

    window = Window(take)
    number = 0
    while number < len(found) or len(window.answered) < number:
        if number == len(found):
            with grown:
                grown.wait(0.001)
            continue
        path = found[number]
        window.start(number, lambda: client.get_children_async(path, include_data=True))
        number += 1
    window.drain()
    return len(found)


def create():
    made = []
    window = Window(lambda _, path: made.append(path))
    for number in range(CREATES):
        window.start(number, lambda: client.create_async(f"/bench/created/c{number}", DATA))
    window.drain()
    return len(made)


def cpu():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def tell(answer):
    print(json.dumps(answer), flush=True)


WORKS = {"get": get, "list": list_wide, "crawl": crawl, "create": create}

client.start()
tell({"version": f"kazoo {kazoo.__version__}"})
for line in sys.stdin:
    before, start = cpu(), time.perf_counter()
    count = WORKS[line.strip()]()
    wall = time.perf_counter() - start
    tell({"wall": wall * 1000, "cpu": (cpu() - before) * 1000, "count": count})
client.stop()
