"""A PostgreSQL server of Debian's in a folder of its own, for as long as a test needs it.

    with PostgresServer(folder) as server: ...  server.environment() is what a program needs to find it

PostgreSQL refuses to run as root: it then runs as the user postgres, who comes with its package. Raises Missing, which says why,
where there is no server to start.
"""
import glob
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time

from peer import Missing, free_port


def program(name):
    found = sorted(glob.glob(f"/usr/lib/postgresql/*/bin/{name}"), key=lambda path: int(path.split("/")[4]))
    if found:
        return found[-1]
    if shutil.which(name):
        return shutil.which(name)
    raise Missing(f"there is no {name}: install the package postgresql")


class PostgresServer:
    password = "a secret with ' and \\ in it"
    settings = []  # "name=value", before those that tests have

    def __init__(self, has_tls=True):
        self.initdb, self.postgres, self.psql = program("initdb"), program("postgres"), program("psql")
        self.has_tls = has_tls
        self.port = free_port()
        self.process = None
        # A short path: a socket's name has at most 107 characters.
        self.folder = tempfile.mkdtemp(prefix="troupe-pg-")
        self.user = None
        if os.geteuid() == 0:
            try:
                self.user = pwd.getpwnam("postgres")
            except KeyError:
                raise Missing("PostgreSQL does not run as root, and there is no user postgres")
            os.chown(self.folder, self.user.pw_uid, self.user.pw_gid)

    def run(self, *command):
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=self.folder, **self.as_user())

    def as_user(self):
        if self.user is None:
            return {}
        return {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": [],
                "env": {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": self.folder}}

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, "w") as out:
            out.write(text)
        if self.user is not None:
            os.chown(path, self.user.pw_uid, self.user.pw_gid)
        return path

    def __enter__(self):
        try:
            self.make()
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def make(self):
        secret = self.write("secret", self.password + "\n")
        # A locale of people: what sorts by bytes must ask for it.
        self.run(self.initdb, "-D", os.path.join(self.folder, "data"), "-U", "troupe", "--pwfile", secret, "-A", "scram-sha-256",
                 "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", *self.order_of_people())
        if self.has_tls:
            self.run("openssl", "req", "-new", "-x509", "-days", "2", "-nodes", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
                     "-out", os.path.join(self.folder, "server.crt"), "-keyout", os.path.join(self.folder, "server.key"))
            self.run("chmod", "600", os.path.join(self.folder, "server.key"))
            os.chmod(self.folder, 0o755)

    def order_of_people(self):
        version = subprocess.run([self.initdb, "--version"], capture_output=True, text=True).stdout.split()[2]
        return ["--locale-provider=icu", "--icu-locale=en"] if int(version.split(".")[0]) >= 15 else []

    def __exit__(self, *ignored):
        self.stop("fast")
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self):
        options = [f"port={self.port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={self.folder}", "fsync=off", "max_connections=60",
                   "default_transaction_isolation=read committed", "shared_buffers=64MB"]
        options += self.settings
        if self.has_tls:
            options += ["ssl=on", f"ssl_cert_file={self.folder}/server.crt", f"ssl_key_file={self.folder}/server.key"]
        self.log = open(os.path.join(self.folder, "log"), "ab")
        self.process = subprocess.Popen([self.postgres, "-D", os.path.join(self.folder, "data")] + [word for option in options for word in ("-c", option)],
                                        stdout=self.log, stderr=self.log, cwd=self.folder, **self.as_user())
        for _ in range(300):
            if self.process.poll() is not None:
                raise RuntimeError("the server ended: " + open(self.log.name, errors="replace").read()[-2000:])
            if self.query("SELECT 1", check=False) == "1":
                return
            time.sleep(0.1)
        raise RuntimeError("the server does not answer after 30 s")

    def stop(self, how):
        """fast: says goodbye to all; immediate: as if the power went."""
        if self.process is None:
            return
        self.process.send_signal({"fast": 2, "immediate": 3}[how])
        self.process.wait(60)
        self.process = None
        self.log.close()

    def query(self, text, check=True, database="postgres"):
        done = subprocess.run([self.psql, "-XAtq", "-h", "127.0.0.1", "-p", str(self.port), "-U", "troupe", "-d", database, "-c", text],
                              env=self.with_password(), capture_output=True, text=True)
        if check and done.returncode != 0:
            raise RuntimeError(done.stderr)
        return done.stdout.strip()

    def with_password(self):
        return dict(os.environ, PGPASSWORD=self.password, PGCONNECT_TIMEOUT="5")

    def environment(self):
        names = {"POSTGRES_HOST": "localhost", "POSTGRES_PORT": str(self.port), "POSTGRES_DB": "postgres", "POSTGRES_USER": "troupe",
                 "POSTGRES_PASSWORD": self.password}
        if self.has_tls:
            names.update({"TROUPE_POSTGRES_SSLMODE": "verify-full", "TROUPE_POSTGRES_SSLROOTCERT": os.path.join(self.folder, "server.crt")})
        return names
