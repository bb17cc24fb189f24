"""OpenStack Swift of Debian's packages with its S3 face, in a folder of its own, for as long as a test needs it.

    with SwiftServer() as server: ...  server.environment("bucket") is what a program needs to find it

It checks every signature. Needs neither root nor /etc/swift, but a disk whose files can have extended attributes. Raises Missing, which
says why, where it cannot be started.
"""
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time

from peer import Missing, free_ports

try:
    import botocore.config
    import botocore.exceptions
    import botocore.session
except ImportError:
    botocore = None

PYTHON = "/usr/bin/python3"  # Debian's own: the packages belong to it
# What Debian's swift-*-server does, with a swift.conf of ours.
RUN = """
import sys
import swift.common.utils as utils
utils.SWIFT_CONF_FILE = sys.argv[3]
from swift.common.wsgi import run_wsgi
options = {}
if sys.argv[2] == "object-server":
    from swift.obj import server
    options["global_conf_callback"] = server.global_conf_callback
sys.exit(run_wsgi(sys.argv[1], sys.argv[2], **options))
"""
PROXY = """
[pipeline:main]
pipeline = catch_errors healthcheck gatekeeper cache listing_formats bulk s3api tempauth copy slo dlo proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:s3api]
use = egg:swift#s3api
location = us-east-1
s3_acl = no
max_bucket_listing = 1000
min_segment_size = 5242880
[filter:tempauth]
use = egg:swift#tempauth
user_test_tester = testing .admin
user_test_reader = reading
"""
STORE = """
[pipeline:main]
pipeline = {kind}-server
[app:{kind}-server]
use = egg:swift#{kind}
"""


def check_attributes(folder):
    """Swift keeps what it knows of a file in its attributes."""
    probe = os.path.join(folder, "probe")
    open(probe, "w").close()
    try:
        os.setxattr(probe, "user.troupe", b"x")
    except OSError as error:
        raise Missing(f"files in {folder} have no extended attributes ({error.strerror}); set TMPDIR to a disk with them")
    os.unlink(probe)


class SwiftServer:
    key, secret, region = "test:tester", "testing", "us-east-1"
    reader, reader_secret = "test:reader", "reading"  # may nothing

    def __init__(self):
        if not shutil.which("swift-proxy-server") or not shutil.which("swift-ring-builder") or not shutil.which("swift-object-server"):
            raise Missing("there is no Swift: install the packages swift-proxy swift-account swift-container swift-object")
        if botocore is None:
            raise Missing("there is no botocore for this Python: install the package python3-botocore")
        self.folder = tempfile.mkdtemp(prefix="troupe-swift-")
        self.processes = []
        self.ports = {}
        try:
            check_attributes(self.folder)
        except Missing:
            shutil.rmtree(self.folder)
            raise

    def __enter__(self):
        try:
            return self.start()
        except BaseException:
            self.close()
            raise

    def __exit__(self, *_):
        self.close()

    def close(self):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def url(self):
        return f"http://127.0.0.1:{self.ports['proxy']}"

    def environment(self, bucket):
        """The settings that let a program keep its assets there."""
        return {"S3_BUCKET_NAME": bucket, "AWS_ENDPOINT_URL_S3": self.url, "AWS_REGION": self.region, "AWS_ACCESS_KEY_ID": self.key,
                "AWS_SECRET_ACCESS_KEY": self.secret, "no_proxy": "127.0.0.1"}

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, text):
        with open(self.path(name), "w") as file:
            file.write(text)

    def configure(self):
        self.ports = dict(zip(["account", "container", "object", "proxy"], free_ports(4)))
        self.write("swift.conf", "[swift-hash]\nswift_hash_path_suffix = troupe\nswift_hash_path_prefix = troupe\n"
                                 "[storage-policy:0]\nname = Policy-0\ndefault = yes\n")
        for kind in ["account", "container", "object"]:
            builder = self.path(f"{kind}.builder")
            for words in [["create", "8", "1", "0"], ["add", f"r1z1-127.0.0.1:{self.ports[kind]}/d1", "1"], ["rebalance"]]:
                done = subprocess.run(["swift-ring-builder", builder] + words, cwd=self.folder, capture_output=True, text=True)
                if done.returncode > 1:  # 1 is a warning
                    raise RuntimeError(f"swift-ring-builder {kind} {words[0]}: {done.stdout}{done.stderr}")
        os.makedirs(self.path("disks/d1"), exist_ok=True)
        user = pwd.getpwuid(os.geteuid()).pw_name
        for kind, port in self.ports.items():
            lines = ["[DEFAULT]", "bind_ip = 127.0.0.1", f"bind_port = {port}", "workers = 0", f"user = {user}", f"swift_dir = {self.folder}",
                     f"devices = {self.path('disks')}", "mount_check = false", "disable_fallocate = true", "fallocate_reserve = 0"]
            filters = "".join(f"[filter:{name}]\nuse = egg:swift#{name.replace('cache', 'memcache')}\n" for name in
                              ["catch_errors", "healthcheck", "gatekeeper", "cache", "listing_formats", "bulk", "copy", "slo", "dlo"])
            self.write(f"{kind}.conf", "\n".join(lines) + (PROXY + filters if kind == "proxy" else STORE.format(kind=kind)))

    def start(self):
        """All four, ready when it returns."""
        if not self.ports:
            self.configure()
        for kind in self.ports:
            log = open(self.path(f"{kind}.log"), "ab")
            self.processes.append(subprocess.Popen(
                [PYTHON, "-c", RUN, self.path(f"{kind}.conf"), f"{kind}-server", self.path("swift.conf")],
                cwd=self.folder, stdout=log, stderr=log, start_new_session=True))
            log.close()
        until = time.monotonic() + 60
        while time.monotonic() < until:
            if any(process.poll() is not None for process in self.processes):
                raise RuntimeError("a server of Swift ended: " + self.last_words())
            if self.is_ready():
                return self
            time.sleep(0.1)
        raise RuntimeError("Swift is not ready after 60 s: " + self.last_words())

    def last_words(self):
        return "\n".join(open(self.path(f"{kind}.log"), errors="replace").read()[-1500:] for kind in self.ports)

    def client(self, **others):
        """S3 by Amazon's own library, for a second opinion."""
        config = botocore.config.Config(s3={"addressing_style": "path"}, retries={"max_attempts": 1}, proxies={}, connect_timeout=5, read_timeout=30)
        words = {"endpoint_url": self.url, "region_name": self.region, "aws_access_key_id": self.key, "aws_secret_access_key": self.secret}
        return botocore.session.get_session().create_client("s3", config=config, **(words | others))

    def is_ready(self):
        """Ready: a file can be written, which takes all four."""
        try:
            client = self.client()
            try:
                client.create_bucket(Bucket="ready")
            except botocore.exceptions.ClientError as refused:
                if refused.response["Error"]["Code"] != "BucketAlreadyOwnedByYou":  # from before a restart
                    raise
            client.put_object(Bucket="ready", Key="ready", Body=b"ready")
            return True
        except (botocore.exceptions.ClientError, botocore.exceptions.BotoCoreError):
            return False

    def make_bucket(self, name):
        self.client().create_bucket(Bucket=name)
        return name

    def stop(self):
        for process in self.processes:
            try:
                os.killpg(process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            process.wait(30)
        self.processes = []
