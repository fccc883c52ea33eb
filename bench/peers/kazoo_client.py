"""kazoo's end of bench/engine/client-process.ts: does the workload each line of stdin names."""

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


def windowed(requests):
    """Starts the requests, a window of them under way at a time; waits for the last answer."""
    free = threading.Semaphore(WINDOW)
    for request in requests:
        free.acquire()
        request().rawlink(lambda _: free.release())
    for _ in range(WINDOW):
        free.acquire()


def get():
    sizes = []

    def one(index):
        answer = client.get_async(f"/bench/values/v{index % VALUES}")
        answer.rawlink(lambda done: sizes.append(len(done.get()[0])))
        return answer

    windowed((lambda index=index: one(index)) for index in range(GETS))
    return sum(sizes)


def list_wide():
    return sum(len(client.get_children("/bench/wide", include_data=True)[0]) for _ in range(LISTINGS))


def crawl():
    found = ["/bench/tree"]
    finished = threading.Event()
    free = threading.Semaphore(WINDOW)
    listed = 0

    def take(path, answer):
        nonlocal listed
        found.extend(f"{path}/{name}" for name in answer.get()[0])
        listed += 1
        if listed == len(found):
            finished.set()
        free.release()

    started = 0
    while not finished.is_set():
        free.acquire()
        if started == len(found):
            free.release()
            finished.wait(0.001)
            continue
        path = found[started]
        started += 1
        answer = client.get_children_async(path, include_data=True)
        answer.rawlink(lambda done, path=path: take(path, done))
    return len(found)


def create():
    made = []

    def one(index):
        answer = client.create_async(f"/bench/created/c{index}", DATA)
        answer.rawlink(lambda done: made.append(done.get()))
        return answer

    windowed((lambda index=index: one(index)) for index in range(CREATES))
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
