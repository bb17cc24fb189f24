"""aimock, a server of language models that somebody else wrote, in a folder of its own and on a port of its own."""
import json
import pathlib
import re
import shutil
import subprocess
import sys
import urllib.request

import npm
from peer import Missing, skip

HERE = pathlib.Path(__file__).parent
CONTROL_SECONDS = 20


def install(folder):
    """aimock, in the build folder, as package-lock.json pins it."""
    if not shutil.which("node"):
        skip("node and npm are not on the PATH; aimock wants Node.js 20.15 or later")
    version = subprocess.run(["node", "--version"], capture_output=True, text=True).stdout.strip()
    if tuple(map(int, re.findall(r"\d+", version)[:2])) < (20, 15):
        skip(f"node is {version}; aimock wants 20.15 or later")
    try:
        npm.install(HERE, folder)
    except Missing as why:
        skip(why)


class Peer:
    """aimock on a free port."""

    def __init__(self, folder):
        self.process = subprocess.Popen(
            ["node", folder / "node_modules/@copilotkit/aimock/dist/cli.js", "--port", "0", "--fixtures", HERE / "fixtures.json",
             "--chunk-size", "5", "--journal-max", "0"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        for line in self.process.stdout:
            if address := re.search(r"listening on (http://\S+)", line):
                self.url = address.group(1)
                return
        sys.exit("aimock did not start")

    def stop(self):
        self.process.kill()
        self.process.wait()

    def control(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + "/__aimock/" + path, data, {"Content-Type": "application/json"}, method=method)
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        return json.loads(opener.open(request, timeout=CONTROL_SECONDS).read())
