"""What the services of the tests have in common: a server on this machine that answers by scripts."""
import json
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        # A client that goes is what some tests are about; anything else is a mistake of the fake.
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


class FakeServer:
    """Serves at `url` from the start. `scripts` are lists of what to do, by what is asked for; the last entry of each stays."""

    def __init__(self, **scripts):
        self.scripts = {what: list(script) for what, script in scripts.items()}
        self.guard = threading.Lock()
        self.complaints = []
        fake = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def do_GET(self):
                fake.get(self)

            def do_POST(self):
                fake.post(self, self.rfile.read(int(self.headers["Content-Length"])))

        self.server = Server(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def get(self, handler):
        handler.send_error(501)

    def post(self, handler, body):
        handler.send_error(501)

    def next(self, what):
        with self.guard:
            script = self.scripts[what]
            return script.pop(0) if len(script) > 1 else script[0]

    def send(self, handler, status, body, kind="application/json", length=None, **headers):
        """Bytes and text as they are, all else as JSON. A header's name may have _ for -."""
        if not isinstance(body, bytes):
            body = (body if isinstance(body, str) else json.dumps(body)).encode()
        handler.send_response(status)
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(length or len(body)))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        try:
            handler.wfile.write(body)
        except OSError:
            pass

    def hang_up(self, handler):
        handler.close_connection = True
        handler.connection.close()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()
