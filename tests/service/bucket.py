"""The bucket that a test's servers and workers keep their assets in, where `s3` is among its last arguments."""
import os
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "peers"))
from swift_server import Missing, SwiftServer  # noqa: E402

NAME = "label-assets"


def is_wanted():
    return "s3" in sys.argv[3:]


class Bucket:
    """`environment` is for `Server`."""

    def __init__(self):
        self.server, self.environment = None, {}
        if not is_wanted():
            return
        try:
            self.server = SwiftServer().__enter__()
        except Missing as reason:
            print("skipped:", reason)
            sys.stdout.flush()
            os._exit(77)
        self.server.make_bucket(NAME)
        self.environment = self.server.environment(NAME)

    def stop(self):
        if self.server is not None:
            self.server.__exit__()
