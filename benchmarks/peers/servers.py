"""The servers that contenders share, on ports of their own and for one run: PostgreSQL as it keeps what it acknowledges, and Redis."""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "tests/peers"))
from peer import Missing, free_port  # noqa: E402
from postgres_server import PostgresServer  # noqa: E402

# The same for all: what is acknowledged is on the disk, memory as a small server has it, and no checkpoint in the middle of a case.
SETTINGS = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on", "shared_buffers": "512MB", "max_wal_size": "8GB",
            "checkpoint_timeout": "30min", "max_connections": "200", "autovacuum": "on", "jit": "off"}


class DurablePostgres(PostgresServer):
    """PostgresServer is for tests and does not wait for the disk; this one does."""
    password = "benchmark"
    settings = ["%s=%s" % each for each in SETTINGS.items()]

    def __init__(self):
        super().__init__(has_tls=False)

    def order_of_people(self):
        return []

    def fresh(self, name):
        """An empty database, with nothing of the last one left to be written."""
        self.query("DROP DATABASE IF EXISTS %s WITH (FORCE)" % name)
        self.query("CREATE DATABASE %s" % name)
        self.query("CHECKPOINT")

    def address(self, database):
        return {"PGHOST": "127.0.0.1", "PGPORT": str(self.port), "PGDATABASE": database, "PGUSER": "troupe", "PGPASSWORD": self.password}

    def version(self):
        return "PostgreSQL " + self.query("SHOW server_version").split()[0]


class Redis:
    """Debian's, which writes its log to the disk once a second: it does not wait for it before it answers."""

    def __enter__(self):
        if not shutil.which("redis-server"):
            raise Missing("there is no redis-server")
        self.folder, self.port = tempfile.mkdtemp(prefix="troupe-redis-"), free_port()
        self.process = subprocess.Popen(["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--dir", self.folder, "--appendonly", "yes",
                                         "--appendfsync", "everysec", "--save", ""], stdout=subprocess.DEVNULL)
        for _ in range(100):
            if self.ask("ping") == "PONG":
                return self
            time.sleep(0.05)
        raise RuntimeError("redis-server does not answer")

    def __exit__(self, *ignored):
        self.process.terminate()
        self.process.wait(30)
        shutil.rmtree(self.folder, ignore_errors=True)

    def ask(self, *words):
        return subprocess.run(["redis-cli", "-p", str(self.port), *words], capture_output=True, text=True).stdout.strip()

    def fresh(self):
        self.ask("flushall")

    def address(self):
        return {"REDIS_PORT": str(self.port)}

    def version(self):
        return "Redis " + self.ask("info", "server").split("redis_version:")[1].split()[0]


def machine():
    """One line of what it ran on."""
    cpu = next(line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name"))
    memory = int(next(line.split()[1] for line in open("/proc/meminfo") if line.startswith("MemTotal"))) / 2 ** 20
    return "%d cores of %s, %.0f GB, Linux %s" % (os.cpu_count(), cpu, memory, os.uname().release.split("-")[0])
