"""A way to a server of HTTP that is as bad as networks can be: `with FaultyWay(port) as way: way.url`.

The first connection is answered "503 SlowDown" without asking the server, the second reset when a little has gone up, the third when an answer
has begun, the fourth after some megabytes, and so on again. `slow_bytes_a_second` makes all of them slow instead, to have time to kill who sends.
"""
import socket
import struct
import threading
import time

SLOW_DOWN = (b"HTTP/1.1 503 Slow Down\r\nContent-Type: application/xml\r\nConnection: close\r\nContent-Length: 82\r\n\r\n"
             b"<?xml version=\"1.0\"?><Error><Code>SlowDown</Code><Message>later</Message></Error>\n")
assert len(SLOW_DOWN.split(b"\r\n\r\n")[1]) == 82, len(SLOW_DOWN.split(b"\r\n\r\n")[1])


def reset(connection):
    """As a peer that has lost all memory of it: RST rather than FIN."""
    try:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.shutdown(socket.SHUT_RD)  # or whoever still reads here keeps it open
        connection.close()
    except OSError:
        pass


class FaultyWay:
    def __init__(self, port, slow_bytes_a_second=0):
        self.port, self.slow = port, slow_bytes_a_second
        self.faults = {"reset": 0, "slow down": 0}
        self.passed = 0
        self.connections = 0

    def __enter__(self):
        self.listener = socket.socket()
        self.listener.bind(("127.0.0.1", 0))
        self.listener.listen(64)
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self.serve, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()

    def serve(self):
        while True:
            try:
                near = self.listener.accept()[0]
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self.carry, args=(near, 0 if self.slow else self.connections), daemon=True).start()

    def carry(self, near, number):
        if number % 4 == 1:
            self.faults["slow down"] += 1
            return self.refuse(near)
        try:
            far = socket.create_connection(("127.0.0.1", self.port))
        except OSError:
            return reset(near)
        most_up, most_down = (None, None) if number == 0 else [(9_000_000, 9_000_000), None, (60_000, None), (None, 100)][number % 4]
        up = threading.Thread(target=self.pump, args=(near, far, most_up), daemon=True)
        up.start()
        self.pump(far, near, most_down)
        up.join(60)

    @staticmethod
    def refuse(near):
        try:
            near.recv(65536)
            near.sendall(SLOW_DOWN)
            near.shutdown(socket.SHUT_WR)
            near.settimeout(5)
            while near.recv(65536):  # what is still on its way up: a close before it came would take the answer away
                pass
        except OSError:
            pass
        near.close()

    def pump(self, source, target, most):
        """Carries bytes; with `most`, that many, then both ends are reset."""
        passed = 0
        try:
            while piece := source.recv(16384):
                if most is not None and passed + len(piece) > most:
                    self.faults["reset"] += 1
                    break
                target.sendall(piece)
                passed += len(piece)
                self.passed += len(piece)
                if self.slow:
                    time.sleep(len(piece) / self.slow)
            else:
                target.shutdown(socket.SHUT_WR)
                return
        except OSError:
            pass
        reset(source)
        reset(target)
