"""The server and its workers killed -9 again and again while clients work: nothing acknowledged is lost, nothing is done twice.

TROUPE_KILLS=200 makes it longer than the tests need; TROUPE_SEED chooses other moments. With `postgres` behind the folder the database is a server, and killed
too; with `redis` there is one that all share, which is killed as well, or told to forget everything."""
import collections
import http.client
import os
import pathlib
import random
import shutil
import sys
import threading
import time
import unittest

from server import Server, Worker
from stores import Database, SharedRedis

PROGRAM, WORK = sys.argv[1], pathlib.Path(sys.argv[2])
KILLS = int(os.environ.get("TROUPE_KILLS", "6"))
PAUSE = 0.1 if KILLS < 50 else 0.8  # seconds between requests: else the queue grows faster than anybody works
CLIENTS = 3
WORKERS = 2


class Client(threading.Thread):
    """Asks for one artist after the other; each request under its own key, until it is answered."""

    def __init__(self, server, number):
        super().__init__()
        self.server, self.number = server, number
        self.is_stopping = False
        self.answered = {}  # key: the artist's id, as the server acknowledged it
        self.broken = 0
        self.wrong = []

    def run(self):
        count = 0
        while not self.is_stopping:
            count += 1
            key = "client-%d-%d" % (self.number, count)
            body = {"prompt": "Singer number %d of choir %d, who sings of rain" % (count, self.number), "seed": 1000 * self.number + count}
            self.answered[key] = self.until_answered(key, body)
            time.sleep(PAUSE)

    def until_answered(self, key, body):
        ids = set()
        while True:
            try:
                reply = self.server.post("/api/artists", body, Idempotency_Key=key, timeout=20)
            except (OSError, http.client.HTTPException):
                self.broken += 1
                time.sleep(0.02)
                continue
            if reply.status == 503:  # it is going down
                continue
            if reply.status != 202:
                self.wrong.append((reply.status, reply.body[:300]))
                return None
            ids.add(reply.json["id"])
            if len(ids) > 1:
                self.wrong.append(("two ids under one key", ids))
            return reply.json["id"]


class KillNine(unittest.TestCase):
    def test_nothing_acknowledged_is_lost_and_nothing_done_twice(self):
        shutil.rmtree(WORK, ignore_errors=True)
        WORK.mkdir(parents=True)
        database = Database()
        self.addCleanup(database.stop)
        redis = SharedRedis()
        self.addCleanup(redis.stop)
        server = Server(PROGRAM, WORK, "--no-work", **database.environment, **redis.environment)
        server.wanted_port = server.port
        self.addCleanup(lambda: server.process.poll() is None and server.kill())
        workers = [Worker(PROGRAM, WORK, server.environment) for _ in range(WORKERS)]
        for worker in workers:
            self.addCleanup(worker.kill)
        clients = [Client(server, number) for number in range(CLIENTS)]
        for client in clients:
            client.start()
        moments = random.Random(int(os.environ.get("TROUPE_SEED", "20261122")))
        fallen = collections.Counter()
        for _ in range(KILLS):
            time.sleep(moments.uniform(0.02, 0.6))
            victim = moments.choice([server, *workers] + [database] * Database.is_wanted() + [redis] * SharedRedis.is_wanted())
            if victim is redis and moments.random() < 0.5:
                redis.forget()
                fallen["FLUSHALL"] += 1
                continue
            victim.kill()
            fallen[type(victim).__name__] += 1
            if victim is redis:
                time.sleep(moments.uniform(0, 1.5))  # so that others see that it is away
            victim.start()
            self.revive(workers)
        for client in clients:
            client.is_stopping = True
        for client in clients:
            client.join()
        self.assertEqual([client.wrong for client in clients], [[]] * CLIENTS)
        ids = [each for client in clients for each in client.answered.values()]
        self.revive(workers)
        self.wait_until_done(server)
        jobs = server.all_of("/api/jobs?limit=500")
        self.assertEqual([each for each in jobs if each["state"] != "done"], [])
        self.assertEqual(len(jobs), len(ids))
        artists = server.all_of("/api/artists?limit=500")
        self.assertEqual(collections.Counter(each["id"] for each in artists), collections.Counter(ids))
        self.assertEqual({each["version"] for each in artists}, {1})
        noted = [each["subject"] for each in server.all_of("/api/audit?action=artist.create&limit=500")]
        self.assertEqual(collections.Counter(noted), collections.Counter(ids))
        if SharedRedis.is_wanted():
            self.wait_until_empty(redis)
        self.assertEqual([each.stop() for each in [server, *workers]], [0] * (1 + WORKERS))
        self.assertEqual(server.troupe("db", "check")["problems"], [])
        print("%s; %d artists, %d requests cut off" % (dict(sorted(fallen.items())), len(ids), sum(client.broken for client in clients)))

    def revive(self, workers):
        """As whoever runs it would: a worker that begins while the database is away says so and ends."""
        for worker in workers:
            if Database.is_wanted() and worker.process.poll() is not None:
                worker.start()

    def wait_until_done(self, server):
        """However many there are and however slow the machine: they must not stand still."""
        left, last_change = None, time.monotonic()
        while left != 0:
            now = sum(len(server.all_of("/api/jobs?limit=500&state=" + state)) for state in ("ready", "running"))
            if now != left:
                left, last_change = now, time.monotonic()
            self.assertLess(time.monotonic() - last_change, 120, "%d jobs are left over" % now)
            time.sleep(0.1 if now < 20 else 2)

    def wait_until_empty(self, redis):
        until = time.monotonic() + 60
        while not redis.is_empty_of_jobs():
            self.assertLess(time.monotonic(), until, "Redis still holds jobs that are over")
            time.sleep(0.1)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v"])
