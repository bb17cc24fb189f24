"""A server of the finished program on a free port, and a small client that speaks HTTP and nothing else."""
import contextlib
import http.client
import json
import os
import re
import subprocess
import time


class Reply:
    def __init__(self, response, body):
        self.status, self.headers, self.body = response.status, {k.lower(): v for k, v in response.getheaders()}, body

    @property
    def json(self):
        return json.loads(self.body)


class Server:
    """`troupe serve` in a home of its own. `Server(...)` returns when it listens."""

    def __init__(self, program, home, *arguments, port=0, **environment):
        self.program, self.home, self.arguments, self.wanted_port = str(program), home, arguments, port
        self.key = None  # sent where a request names no other
        self.proxy_port, self.complaints = None, []  # a proxy that checks what passes, and what it found
        self.environment = {"PATH": os.environ["PATH"], "HOME": str(home), "TROUPE_HOME": str(home), **environment}
        self.start()

    def start(self):
        self.process = subprocess.Popen([self.program, "serve", "--port", str(self.wanted_port), *self.arguments], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL,
                                        env=self.environment, cwd=self.home, text=True)
        line = self.process.stderr.readline()
        found = re.search(r"http://[^:]+:(\d+)", line)
        if not found:
            raise AssertionError("the server did not start: " + line + self.process.stderr.read())
        self.port = int(found.group(1))

    def stop(self):
        """Politely; gives the exit code."""
        self.process.terminate()
        code = self.process.wait(timeout=60)
        self.process.stderr.close()
        return code

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.process.stderr.close()

    def troupe(self, *arguments):
        """The command line on the same home: JSON out."""
        done = subprocess.run([self.program, "--json", *arguments], env=self.environment, cwd=self.home, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def ask(self, method, path, body=None, key=None, timeout=120, **headers):
        """One request on a connection of its own. `body`: JSON, or bytes as they are. Header names with _ for -."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if key or self.key:
            sent["Authorization"] = "Bearer " + (key or self.key)
        data = body
        if body is not None and not isinstance(body, bytes):
            data = json.dumps(body).encode()
            sent.setdefault("Content-Type", "application/json")
        connection = http.client.HTTPConnection("127.0.0.1", self.proxy_port or self.port, timeout=timeout)
        try:
            connection.request(method, path, data, sent)
            response = connection.getresponse()
            reply = Reply(response, response.read())
        finally:
            connection.close()
        self.note_complaints(method, path, reply)
        return reply

    def note_complaints(self, method, path, reply):
        """Keeps what the proxy says, but for requests that are wrong on purpose: those the server refuses, too."""
        for each in json.loads(reply.headers.get("sl-violations", "[]")):
            if each["location"][0] != "request" or reply.status < 400:
                self.complaints.append((method, path, reply.status, each))

    @contextlib.contextmanager
    def straight(self):
        """Beside the proxy: for what is no part of the document, and for bytes, which it takes for text."""
        port, self.proxy_port = self.proxy_port, None
        try:
            yield
        finally:
            self.proxy_port = port

    def get(self, path, **headers):
        return self.ask("GET", path, **headers)

    def post(self, path, body=None, **headers):
        return self.ask("POST", path, body, **headers)

    def all_of(self, path):
        """The items of all pages of a list; `path` has a query."""
        items, after = [], ""
        while after is not None:
            page = self.get(path + after).json
            items += page["items"]
            after = "&after=" + page["next"] if "next" in page else None
        return items

    def finished(self, job, patience=300):
        """The job when it has ended."""
        until = time.monotonic() + patience
        while time.monotonic() < until:
            state = self.get("/api/jobs/" + job).json
            if state["state"] in ("done", "failed", "cancelled"):
                return state
            time.sleep(0.1)
        raise AssertionError("job %s did not end in %d s: %s" % (job, patience, state))


class Worker:
    """`troupe work`: a process that works on the queue and answers nobody."""

    def __init__(self, program, home, environment):
        self.command, self.home, self.environment = [str(program), "work"], home, environment
        self.start()

    def start(self):
        self.process = subprocess.Popen(self.command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=self.environment, cwd=self.home)

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self):
        """Politely; gives the exit code."""
        self.process.terminate()
        return self.process.wait(timeout=60)
