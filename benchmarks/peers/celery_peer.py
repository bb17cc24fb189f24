"""Celery on Redis, driven as the others are: celery_peer.py prepare | enqueue one COUNT | work CONCURRENCY MS. Wants Debian's python3-celery.

Jobs are put into a queue that nobody reads; GO renames it to the one that the workers, which are there by then, do read."""
import os
import subprocess
import sys
import time

import celery
import redis

ADDRESS = "redis://127.0.0.1:%s/1" % os.environ["REDIS_PORT"]
app = celery.Celery("celery_peer", broker=ADDRESS)
app.conf.task_ignore_result = True
app.conf.worker_prefetch_multiplier = 100
store = redis.Redis.from_url(ADDRESS)


@app.task
def empty(n):
    pass


@app.task
def wait(n, ms):
    time.sleep(ms / 1000)


def enqueue(count):
    wait_ms = int(os.environ.get("JOB_MS", "0"))
    began = time.perf_counter()
    for n in range(count):
        if wait_ms:
            wait.apply_async((n, wait_ms), queue="parked")
        else:
            empty.apply_async((n,), queue="parked")
    print("SECONDS", time.perf_counter() - began, flush=True)


def left():
    return store.llen("jobs") + store.hlen("unacked")


def work(concurrency):
    worker = subprocess.Popen([sys.executable, "-m", "celery", "-A", "celery_peer", "worker", "-Q", "jobs", "-c", str(concurrency), "-P", "prefork",
                               "--without-gossip", "--without-mingle", "--without-heartbeat", "-l", "error"],
                              cwd=os.path.dirname(os.path.abspath(__file__)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while not app.control.ping(timeout=0.5):
        pass
    print("READY", flush=True)
    for line in sys.stdin:
        if line == "GO\n":
            total = store.llen("parked")
            store.rename("parked", "jobs")
            while left() > 0:
                time.sleep(0.002)
            print("DONE", total, flush=True)
        elif line == "CHECK\n":
            print("EMPTY", flush=True)
        elif line == "STOP\n":
            break
    worker.terminate()
    worker.wait()


if __name__ == "__main__":
    if sys.argv[1] == "enqueue":
        enqueue(int(sys.argv[3]))
    if sys.argv[1] == "work":
        work(int(sys.argv[2]))
