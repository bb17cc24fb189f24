"""Lines of the log that the program writes while it does this and that, and what goes wrong with it."""
import json
import pathlib
import shutil
import subprocess

from watched import FakeModel, Server, until

SECRET_KEY = "sk-log-0123456789abcdef"


def lines_of(text):
    return [json.loads(line) for line in text.splitlines()]


def of_a_server(program, home):
    """`troupe serve` with its log on standard error: (lines, all that stood there)."""
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    refusal = {"error": {"message": "Incorrect API key provided: " + SECRET_KEY, "type": "invalid_request_error"}}
    model = FakeModel(lambda number, body: (401, refusal))
    server = OnStandardError(program, home, no_proxy="127.0.0.1", OPENAI_API_KEY=SECRET_KEY, TROUPE_OPENAI_URL=model.url,
                             TROUPE_LOG="stderr")
    trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    begun = server.post("/api/artists", {"prompt": "A quiet piano player", "seed": 4}, traceparent=trace, X_Request_Id="made-by-a-client")
    artist = server.finished(begun.json["job_id"])["output"]["id"]
    link = server.post("/api/calendars", {"artist_id": artist}).json["path"]
    server.get(link)
    server.post("/api/artists/%s/evolve" % artist, {})
    server.ask("PATCH", "/api/artists/" + artist, {"changes": [{"field": "core.name", "value": ""}]})
    content = server.finished(server.post("/api/artists/%s/content" % artist, {"type": "lyrics"}).json["job_id"])["output"]["id"]
    server.post("/api/content/%s/approve" % content, {})
    key = server.post("/api/keys", {"name": "reader", "role": "approver"}).json
    server.post("/api/calendars", {}, key=key["secret"])
    hello = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}}
    tool = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": hello}
    server.post("/mcp", tool, Accept="application/json, text/event-stream")
    told = server.end()
    model.stop()
    return lines_of(told), {"link": link, "key": key, "artist": artist, "text": told}


class OnStandardError(Server):
    """Its address is in a line of the log."""

    def start(self):
        self.file = pathlib.Path(self.home) / "stderr"
        with open(self.file, "w") as errors:
            self.process = subprocess.Popen([self.program, "serve", "--port", "0"], stderr=errors, stdout=subprocess.DEVNULL,
                                            env=self.environment, cwd=self.home)
        started = until(lambda: next((line for line in lines_of(self.complete()) if line["event.action"] == "service.started"), None))
        self.port = started["troupe.port"]

    def complete(self):
        text = self.file.read_text()
        return text[:text.rfind("\n") + 1]

    def end(self):
        self.process.terminate()
        assert self.process.wait(timeout=60) == 0
        return self.file.read_text()


def of_commands(program, home):
    """Commands that cannot be done: (lines of troupe.log)."""
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(home), "TROUPE_HOME": str(home)}
    for arguments in (["artist", "show", "01a208ee-15b4-7937-9822-c690e275d672"], ["report", "import", "/no/such/file"]):
        assert subprocess.run([program, *arguments], env=environment, capture_output=True).returncode != 0
    return lines_of((home / "troupe.log").read_text())
