"""A Redis server of Debian's in a folder of its own, for as long as a test needs it.

    with RedisServer() as server: ...  server.environment() is what a program needs to find it

Raises Missing, which says why, where there is no server to start.
"""
import os
import shutil
import socket
import subprocess
import tempfile
import time

from peer import Missing, free_port


class RedisServer:
    password = "a secret with ' and \\ in it"

    def __init__(self, has_tls=False, keeps=False):
        """keeps: what it is told is on its disk before it answers, so that it is there after a kill, too."""
        self.program = shutil.which("redis-server")
        if self.program is None:
            raise Missing("there is no redis-server: install the package redis-server")
        self.has_tls, self.keeps = has_tls, keeps
        self.port = free_port()
        self.process = None
        self.folder = tempfile.mkdtemp(prefix="troupe-redis-")

    def __enter__(self):
        try:
            if self.has_tls:
                subprocess.run(["openssl", "req", "-new", "-x509", "-days", "2", "-nodes", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
                                "-out", self.certificate(), "-keyout", os.path.join(self.folder, "server.key")],
                               check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *ignored):
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def certificate(self):
        return os.path.join(self.folder, "server.crt")

    def start(self):
        # The password is not on the command line, which everybody can read.
        with open(os.path.join(self.folder, "redis.conf"), "w") as out:
            quoted = self.password.replace("\\", "\\\\").replace('"', '\\"')
            out.write(f'requirepass "{quoted}"\nbind 127.0.0.1\ndir {self.folder}\nsave ""\nappendonly {"yes" if self.keeps else "no"}\nappendfsync always\n')
            if self.has_tls:
                out.write(f"port 0\ntls-port {self.port}\ntls-cert-file {self.certificate()}\ntls-key-file {self.folder}/server.key\n"
                          f"tls-ca-cert-file {self.certificate()}\ntls-auth-clients no\n")
            else:
                out.write(f"port {self.port}\n")
        self.log = open(os.path.join(self.folder, "log"), "ab")
        self.process = subprocess.Popen([self.program, os.path.join(self.folder, "redis.conf")], stdout=self.log, stderr=self.log)
        for _ in range(200):
            if self.process.poll() is not None:
                raise RuntimeError("the server ended: " + open(self.log.name, errors="replace").read()[-2000:])
            if self.is_up():
                return
            time.sleep(0.05)
        raise RuntimeError("the server does not answer after 10 s")

    def is_up(self):
        if self.has_tls:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return True
            except OSError:
                return False
        try:
            return self.ask("PING") == b"+PONG\r\n"
        except OSError:
            return False

    def ask(self, *words):
        """The bytes that Redis answers to one command, for short answers."""
        with socket.create_connection(("127.0.0.1", self.port), 5) as peer:
            for command in (("AUTH", self.password), words):
                encoded = [word.encode() for word in command]
                peer.sendall(b"*%d\r\n" % len(encoded) + b"".join(b"$%d\r\n%s\r\n" % (len(word), word) for word in encoded))
                answer = peer.recv(65536)
            return answer

    def kill(self):
        """As if the power went."""
        if self.process is None:
            return
        self.process.kill()
        self.process.wait(30)
        self.process = None
        self.log.close()

    def environment(self):
        names = {"REDIS_HOST": "localhost", "REDIS_PORT": str(self.port), "REDIS_PASSWORD": self.password}
        if self.has_tls:
            names.update({"TROUPE_REDIS_TLS": "1", "TROUPE_REDIS_CA": self.certificate()})
        return names
