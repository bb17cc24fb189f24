"""A server of the finished program on a free port, and a small client that speaks HTTP and nothing else."""
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
        if key:
            sent["Authorization"] = "Bearer " + key
        data = body
        if body is not None and not isinstance(body, bytes):
            data = json.dumps(body).encode()
            sent.setdefault("Content-Type", "application/json")
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request(method, path, data, sent)
            response = connection.getresponse()
            return Reply(response, response.read())
        finally:
            connection.close()

    def get(self, path, **headers):
        return self.ask("GET", path, **headers)

    def post(self, path, body=None, **headers):
        return self.ask("POST", path, {} if body is None else body, **headers)

    def finished(self, job, patience=300):
        """The job when it has ended."""
        until = time.monotonic() + patience
        while time.monotonic() < until:
            state = self.get("/api/jobs/" + job).json
            if state["state"] in ("done", "failed", "cancelled"):
                return state
            time.sleep(0.1)
        raise AssertionError("job %s did not end in %d s: %s" % (job, patience, state))
