"""@20minutes/s3rver of npm, a light server of S3, in a folder of its own: `with S3rver(place) as server`.

It checks signatures, but not the hashes of bodies, and it knows no conditions. Raises Missing where npm cannot bring it.
"""
import os
import pathlib
import shutil
import socket
import subprocess
import tempfile
import time

from peer import Missing, free_port

PACKAGE = "@20minutes/s3rver@5.0.0"
SERVER = """
const S3rver = require('@20minutes/s3rver');
const buckets = process.argv.slice(4).map(name => ({name, configs: []}));
new S3rver({port: Number(process.argv[2]), address: '127.0.0.1', silent: true, directory: process.argv[3], configureBuckets: buckets})
    .run(() => console.log('ready'));
"""


class S3rver:
    key = secret = "S3RVER"

    def __init__(self, place, buckets=("deliveries",)):
        """`place`: a folder for the package, kept from run to run."""
        self.place, self.buckets = pathlib.Path(place), buckets
        if not shutil.which("npm") or not shutil.which("node"):
            raise Missing("there is no npm here")
        self.place.mkdir(parents=True, exist_ok=True)
        if not (self.place / "node_modules/@20minutes/s3rver").exists():
            installed = subprocess.run(["npm", "install", "--no-audit", "--no-fund", PACKAGE], cwd=self.place, capture_output=True, text=True, timeout=300)
            if installed.returncode:
                raise Missing("npm cannot install the S3 server: " + installed.stderr[-300:])

    def __enter__(self):
        (self.place / "server.js").write_text(SERVER)
        self.folder = tempfile.mkdtemp(prefix="troupe-s3rver-")
        self.port = free_port()
        environment = os.environ | {"NODE_OPTIONS": "--openssl-legacy-provider"}  # for lists of several pages
        self.process = subprocess.Popen(["node", "server.js", str(self.port), self.folder, *self.buckets], cwd=self.place, env=environment,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(300):
            if self.process.poll() is not None:
                break
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return self
            except OSError:
                time.sleep(0.1)
        self.__exit__()
        raise Missing("the S3 server of npm does not start")

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"
