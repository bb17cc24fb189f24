"""What `make test` does for seconds, for as long as you like: soak.py TROUPE FOLDER MINUTES [FUZZ_BUILD].

In turns, each time with other moments: servers, workers, PostgreSQL and Redis killed -9 while clients work (TROUPE_KILLS at a time, 40 by
default), a fleet that makes a roster on shared stores while its workers die, backups restored and compared, and, where a build of `make fuzz`
is given, a target of it for five minutes. Prints a line for each turn: NAME seconds ok|FAILED; what failed left its words in FOLDER. Every part has its
turn before the time is over only if MINUTES is 60 or more. Fails when any did."""
import itertools
import os
import pathlib
import subprocess
import sys
import time

TESTS = pathlib.Path(__file__).parent.parent / "tests/service"
PROGRAM, FOLDER, MINUTES = sys.argv[1], pathlib.Path(sys.argv[2]), float(sys.argv[3])
PARTS = [("kill", []), ("kill", ["postgres"]), ("kill", ["postgres", "redis"]), ("fleet", ["postgres", "redis", "s3"]), ("restore", []),
         ("restore", ["postgres"]), ("fleet", [])]


def fuzz_targets():
    build = pathlib.Path(sys.argv[4]) / "bin" if len(sys.argv) > 4 else None
    return sorted(path.name.removesuffix("_fuzz") for path in build.glob("*_fuzz")) if build else []


def service_turn(name, stores, number):
    environment = dict(os.environ, TROUPE_SEED=str(number), TROUPE_KILLS=os.environ.get("TROUPE_KILLS", "40"))
    folder = FOLDER / ("%s-%s" % (name, "-".join(stores) or "files"))
    return [sys.executable, "-B", str(TESTS / (name + "_test.py")), PROGRAM, str(folder), *stores], environment


def fuzz_turn(target):
    return [str(pathlib.Path(__file__).parent / "fuzz.sh"), sys.argv[4], "300", target], dict(os.environ)


def turns():
    """Each part, and after each one a target of the fuzzers, for ever."""
    targets = itertools.cycle(fuzz_targets() or [None])
    for number in itertools.count(1):
        for name, stores in PARTS:
            yield " ".join([name, *stores]), service_turn(name, stores, number)
            if (target := next(targets)) is not None:
                yield "fuzz " + target, fuzz_turn(target)


def run(name, command, environment):
    begun = time.monotonic()
    log = FOLDER / (name.replace(" ", "-") + ".log")
    with open(log, "wb") as out:
        code = subprocess.run(command, env=environment, stdout=out, stderr=subprocess.STDOUT).returncode
    verdict = {0: "ok", 77: "skipped"}.get(code, "FAILED (see %s)" % log)
    print(name, "%.0f" % (time.monotonic() - begun), verdict, flush=True)
    return code in (0, 77)


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    until, is_good = time.monotonic() + 60 * MINUTES, True
    for name, (command, environment) in turns():
        if time.monotonic() > until:
            break
        is_good &= run(name, command, environment)
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main())
