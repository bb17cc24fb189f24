"""What a test's servers and workers keep their state in beside their home, where its word is among the test's last arguments:

    postgres  a PostgreSQL server; without it a SQLite file in their home
    redis     a Redis server that carries their jobs
    s3        a bucket that holds their assets
"""
import os
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "peers"))
from peer import Missing  # noqa: E402
from postgres_server import PostgresServer  # noqa: E402
from redis_server import RedisServer  # noqa: E402
from swift_server import SwiftServer  # noqa: E402


class Store:
    """Starts where it is wanted. `environment` is for `Server`."""

    @classmethod
    def is_wanted(cls):
        return cls.word in sys.argv[3:]

    def __init__(self):
        self.server, self.environment = None, {}
        if not self.is_wanted():
            return
        try:
            self.server = self.peer().__enter__()
        except Missing as reason:
            print("skipped:", reason)
            sys.stdout.flush()
            os._exit(77)  # unittest takes a polite exit for an error
        self.environment = self.settings()

    def settings(self):
        return self.server.environment()

    def start(self):
        self.server.start()

    def stop(self):
        if self.server is not None:
            self.server.__exit__()


class Database(Store):
    """May be killed and started like a server, where it is one."""
    word, peer = "postgres", PostgresServer

    def kill(self):
        self.server.stop("immediate")


class SharedRedis(Store):
    """May be killed and started like a server, and then remembers nothing."""
    word, peer = "redis", RedisServer

    def kill(self):
        self.server.kill()

    def forget(self):
        """Everything, while it runs."""
        assert self.server.ask("FLUSHALL") == b"+OK\r\n"

    def is_empty_of_jobs(self):
        """What is over must not stay."""
        return self.server.ask("HLEN", "troupe:jobs:table") == b":0\r\n"


class Bucket(Store):
    word, peer = "s3", SwiftServer
    name = "label-assets"

    def settings(self):
        self.server.make_bucket(self.name)
        return self.server.environment(self.name)
