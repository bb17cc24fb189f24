"""The database that a test's servers work on: a file of theirs, or, where `postgres` is among its last arguments, a server of its own."""
import os
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "peers"))
from postgres_server import Missing, PostgresServer  # noqa: E402


def is_wanted():
    return "postgres" in sys.argv[3:]


class Database:
    """`environment` is for `Server`; may be killed and started like one, where it is a server."""

    def __init__(self):
        self.server, self.environment = None, {}
        if not is_wanted():
            return
        try:
            self.server = PostgresServer()
        except Missing as reason:
            print("skipped:", reason)
            sys.stdout.flush()
            os._exit(77)
        self.server.__enter__()
        self.environment = self.server.environment()

    def kill(self):
        self.server.stop("immediate")

    def start(self):
        self.server.start()

    def stop(self):
        if self.server is not None:
            self.server.__exit__()
