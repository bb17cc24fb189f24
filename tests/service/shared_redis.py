"""The Redis server that a test's servers and workers share, where `redis` is among its last arguments."""
import os
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "peers"))
from redis_server import Missing, RedisServer  # noqa: E402


def is_wanted():
    return "redis" in sys.argv[3:]


class SharedRedis:
    """`environment` is for `Server`; may be killed and started like one, and then remembers nothing."""

    def __init__(self):
        self.server, self.environment = None, {}
        if not is_wanted():
            return
        try:
            self.server = RedisServer()
        except Missing as reason:
            print("skipped:", reason)
            sys.stdout.flush()
            os._exit(77)
        self.server.__enter__()
        self.environment = self.server.environment()

    def kill(self):
        self.server.kill()

    def start(self):
        self.server.start()

    def forget(self):
        """Everything, while it runs."""
        assert self.server.ask("FLUSHALL") == b"+OK\r\n"

    def is_empty_of_jobs(self):
        """What is over must not stay."""
        return self.server.ask("HLEN", "troupe:jobs:table") == b":0\r\n"

    def stop(self):
        if self.server is not None:
            self.server.__exit__()
