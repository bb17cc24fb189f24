"""Assets in buckets of servers that others wrote: s3_peer_test.py TEST_PROGRAM TROUPE FOLDER.

The suite runs on OpenStack Swift and on s3rver, each also over a way that breaks; then Amazon's own library looks at what is there, and the
program is killed while it sends. What is absent is left out and said; without Swift: skipped (77).
"""
import hashlib
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import time

import s3rver_server
import swift_server
from faulty_way import FaultyWay
from peer import Missing

PROGRAM, TROUPE, FOLDER = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3]).absolute()
HERE = pathlib.Path(__file__).parent
VECTORS = HERE.parent.parent / "src/net/testing/data/sigv4_vectors.json"


def check(what, is_true, more=""):
    if not is_true:
        raise SystemExit(f"FAILED: {what} {more}")
    print("ok:", what, flush=True)


def check_vectors():
    """The vectors of the unit tests are what botocore signs."""
    import sigv4_vectors
    written = subprocess.run([sys.executable, "-B", sigv4_vectors.__file__, str(FOLDER / "vectors.json")])
    check("vectors are written", written.returncode == 0)
    check("the vectors of the unit tests are botocore's", (FOLDER / "vectors.json").read_text() == VECTORS.read_text())


def run_suite(server, bucket, filter, more=None):
    with FaultyWay(int(server.url.rsplit(":", 1)[1])) as way:
        environment = os.environ | {"PEER_S3_ENDPOINT": server.url, "PEER_S3_BUCKET": bucket, "PEER_S3_KEY": server.key, "PEER_S3_SECRET": server.secret,
                                    "PEER_S3_FAULTY": way.url, "no_proxy": "127.0.0.1"} | (more or {})
        done = subprocess.run([PROGRAM, "--gtest_brief=1", "--gtest_filter=" + filter], env=environment)
        check(f"the suite passes on {type(server).__name__}", done.returncode == 0)
        check("the way was faulty", way.faults["reset"] > 1 and way.faults["slow down"] > 1, str(way.faults))


def look_with_amazons_library(swift, bucket):
    client = swift.client()
    uploads = client.list_multipart_uploads(Bucket=bucket).get("Uploads", [])
    check("no upload is left half done", uploads == [], str(uploads))


def make_assets(home, sizes):
    """A home's files as they lie on the disk."""
    made = {}
    for number, size in enumerate(sizes):
        content = hashlib.shake_256(f"asset {number}".encode()).digest(size)
        name = hashlib.sha256(content).hexdigest()
        file = home / "assets" / name[:2] / name[2:]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        made[name] = size
    return made


def troupe(environment, *words):
    return subprocess.run([TROUPE, *words], env=os.environ | environment, capture_output=True, text=True, timeout=300)


def objects(client, bucket, prefix):
    pages = client.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix)
    return {each["Key"]: each["Size"] for page in pages for each in page.get("Contents", [])}


def is_whole(client, bucket, prefix, made, key):
    content = client.get_object(Bucket=bucket, Key=key)["Body"].read()
    name = key.removeprefix(prefix).replace("/", "")
    return name in made and hashlib.sha256(content).hexdigest() == name


def kill_in_mid_upload(swift, bucket):
    """Killed at any moment of a push, the bucket has whole files or none; the next push goes on."""
    home, client = FOLDER / "killed", swift.client()
    made = make_assets(home, [100, 2_000_000, 20_000_000, 300_000, 12_000_000, 1])
    with FaultyWay(swift.ports["proxy"], slow_bytes_a_second=30_000_000) as way:
        environment = swift.environment(bucket) | {"AWS_ENDPOINT_URL_S3": way.url, "TROUPE_HOME": str(home), "TROUPE_S3_PREFIX": "label/killed"}
        kills = 0
        for most in [400_000, 3_000_000, 9_000_000, 15_000_000, 24_000_000, 31_000_000]:
            until = way.passed + most
            push = subprocess.Popen([TROUPE, "assets", "push"], env=os.environ | environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            while push.poll() is None and way.passed < until:
                time.sleep(0.002)
            kills += push.poll() is None
            push.send_signal(signal.SIGKILL)
            push.wait()
            there = objects(client, bucket, "label/killed/")
            broken = [key for key in there if not is_whole(client, bucket, "label/killed/", made, key)]
            check(f"after a kill {len(there)} files are there, each whole", broken == [], str(broken))
        check("the program was killed at work", kills >= 4, str(kills))
        before = way.passed
        done = troupe(environment, "--json", "assets", "push", "--read-back")
        check("the next push goes on to the end", done.returncode == 0, done.stderr)
        check("and has them all", json.loads(done.stdout)["files"] == len(made) and len(objects(client, bucket, "label/killed/")) == len(made), done.stdout)
        before = way.passed
        done = troupe(environment, "assets", "push")
        check("a second push sends nothing", done.returncode == 0 and way.passed - before < 100_000, f"{way.passed - before} bytes {done.stderr}")


def say_what_is_wrong(swift, bucket):
    home = FOLDER / "wrong"
    environment = swift.environment(bucket) | {"TROUPE_HOME": str(home)}
    make_assets(home, [10, 20])
    harmed = next(file for file in (home / "assets").rglob("*") if file.is_file())
    harmed.write_bytes(b"harmed")
    done = troupe(environment, "assets", "push")
    check("a damaged file is told and not sent", done.returncode == 1 and "damaged" in done.stdout, done.stdout + done.stderr)
    for name, value, named in [("AWS_SECRET_ACCESS_KEY", "wrong-secret-4711", "AWS_SECRET_ACCESS_KEY"), ("AWS_SECRET_ACCESS_KEY", "your_aws_secret_key", "AWS_SECRET_ACCESS_KEY"),
                               ("S3_BUCKET_NAME", "not-there", "not-there"), ("S3_BUCKET_NAME", "Not_A_Name", "S3_BUCKET_NAME"), ("AWS_REGION", "eu-west-9", "AWS_REGION"),
                               ("TROUPE_S3_PREFIX", "../up", "TROUPE_S3_PREFIX"), ("TROUPE_S3_CACHE_MB", "1", "TROUPE_S3_CACHE_MB"), ("TROUPE_S3_LINKS", "yes", "TROUPE_S3_LINKS"),
                               ("AWS_ENDPOINT_URL_S3", "http://store.example.com", "AWS_ENDPOINT_URL_S3"), ("S3_BUCKET_NAME", "", "S3_BUCKET_NAME")]:
        done = troupe(environment | {name: value}, "assets", "push")
        said = done.stdout + done.stderr
        check(f"{name}={value} is refused by name", done.returncode in (1, 2) and named in said and "4711" not in said, said)
    done = troupe(environment, "--json", "doctor")
    finding = next(each for each in json.loads(done.stdout) if each["name"] == "assets")
    check("the doctor knows the bucket", finding["is_good"] and bucket in finding["what"], str(finding))
    done = troupe(environment | {"AWS_SECRET_ACCESS_KEY": "wrong-secret-4711"}, "--json", "doctor")
    finding = next(each for each in json.loads(done.stdout) if each["name"] == "assets")
    check("and that its keys are wrong", not finding["is_good"] and "AWS_SECRET_ACCESS_KEY" in finding["what"], str(finding))


def main():
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    try:
        with s3rver_server.S3rver(FOLDER.parent / "s3rver", ["light-assets"]) as light:
            run_suite(light, "light-assets", "S3Peer.*:S3Assets.*:S3/*")
    except Missing as why:
        print("left out:", why)
    try:
        server = swift_server.SwiftServer()
    except Missing as why:
        print("skipped:", why)
        return 77
    with server as swift:
        check_vectors()
        bucket = swift.make_bucket("label-assets")
        run_suite(swift, bucket, "*", {"PEER_S3_READER": swift.reader, "PEER_S3_READER_SECRET": swift.reader_secret})
        look_with_amazons_library(swift, bucket)
        kill_in_mid_upload(swift, bucket)
        say_what_is_wrong(swift, bucket)
    return 0


sys.exit(main())
