"""Our queue on PostgreSQL beside graphile-worker and pg-boss on the same server, and BullMQ and Celery on Redis: queues.py QUEUE_PEER FOLDER [ROUNDS].

In each round each contender takes its turn with each case; what counts is the median of ROUNDS (3). Prints NAME value target ok|short, and writes
FOLDER/queue.md, the table of docs/performance.md. README.md says how each is set. Wants Debian's postgresql, redis-server, npm, and python3-celery
for Celery; skipped (77) without a server or without the packages of npm."""
import os
import pathlib
import statistics
import subprocess
import sys
import threading
import time

from peers_of_npm import install, node_of, versions_of
from report import Report
from servers import SETTINGS, DurablePostgres, Missing, Redis, machine

HERE = pathlib.Path(__file__).resolve().parent
PYTHON = "/usr/bin/python3"  # Debian's, which has Debian's packages
OURS, FOLDER = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
ROUNDS = int(sys.argv[3]) if len(sys.argv) > 3 else 3
ONLY = os.environ.get("ONLY", "").split(",") if os.environ.get("ONLY") else None  # names of contenders, while one works on this
ENQUEUE = {"one": 1500, "eight": 8000, "bulk": 60000}
# name: processes, jobs at a time in each, milliseconds a job waits, jobs
WORK = {"work_1": (1, 1, 0, 30000), "work_8": (1, 8, 0, 60000), "work_4x8": (4, 8, 0, 60000), "wait_8": (1, 8, 5, 3000)}
NAMES = {"one": "enqueue, one client", "eight": "enqueue, 8 clients", "bulk": "enqueue, 1,000 a call", "work_1": "done, 1 at a time",
         "work_8": "done, 8 at a time", "work_4x8": "done, 4 processes of 8", "wait_8": "jobs of 5 ms, 8 at a time (1,600 at best)"}


class Contender:
    def __init__(self, name, command, server, environment=None, cases=None, share=1):
        """share: of the jobs that are to be done, for those who would need minutes for all; what counts is how many a second."""
        self.share = share
        self.name, self.command, self.server = name, list(map(str, command)), server
        self.environment, self.cases = environment or {}, cases or [*ENQUEUE, *WORK]
        self.figures = {case: [] for case in self.cases}
        self.feed = "one" if command[-1] == HERE / "celery_peer.py" else "bulk"

    def start(self, *arguments, **more):
        where = self.server.address("queue") if isinstance(self.server, DurablePostgres) else self.server.address()
        environment = {**os.environ, **where, **self.environment, "JOB_MS": str(more.pop("ms", 0)), "NODE_ENV": "production", "PYTHONDONTWRITEBYTECODE": "1"}
        return subprocess.Popen([*self.command, *map(str, arguments)], env=environment, text=True, cwd=FOLDER, stdin=subprocess.PIPE,
                                stdout=subprocess.PIPE, **more)

    def tell(self, *arguments, **more):
        process = self.start(*arguments, **more)
        output, _ = process.communicate()
        if process.returncode != 0:
            sys.exit("%s %s: ended with %d" % (self.name, " ".join(map(str, arguments)), process.returncode))
        return output

    def fresh(self):
        self.server.fresh(*["queue"] * isinstance(self.server, DurablePostgres))
        self.tell("prepare")

    def enqueue(self, how, count, ms=0):
        return count / float(self.tell("enqueue", how, count, ms=ms).split("SECONDS")[1])

    def work(self, processes, concurrency, ms, count):
        count = int(count * self.share)
        self.enqueue(self.feed, count, ms)
        if isinstance(self.server, DurablePostgres):
            self.server.query("CHECKPOINT")
        return count / Workers(self, processes, concurrency, ms).seconds_for(count)


class Workers:
    """Processes that begin together; the time ends when one of them has seen that nothing is left."""

    def __init__(self, contender, processes, concurrency, ms):
        self.name = contender.name
        self.processes = [contender.start("work", concurrency, ms) for _ in range(processes)]
        self.done, self.changed = [0] * processes, threading.Condition()
        for process in self.processes:
            if process.stdout.readline() != "READY\n":
                sys.exit(self.name + ": a worker does not start")
        self.is_empty = False
        for number in range(processes):
            threading.Thread(target=self.listen, args=[number], daemon=True).start()

    def listen(self, number):
        for line in self.processes[number].stdout:
            with self.changed:
                if line.startswith("DONE"):
                    self.done[number] = int(line.split()[1])
                self.is_empty = self.is_empty or line == "EMPTY\n"
                self.changed.notify_all()

    def wait_for(self, condition, longest=300):
        with self.changed:
            if not self.changed.wait_for(condition, longest):
                sys.exit("%s: stands still at %s" % (self.name, self.done))

    def say(self, line, processes):
        for process in processes:
            process.stdin.write(line + "\n")
            process.stdin.flush()

    def seconds_for(self, count):
        time.sleep(0.3)
        begun = time.monotonic()
        self.say("GO", self.processes)
        self.wait_for(lambda: sum(self.done) >= count)
        self.say("CHECK", self.processes[:1])
        self.wait_for(lambda: self.is_empty)
        seconds = time.monotonic() - begun
        self.say("STOP", self.processes)
        for process in self.processes:
            process.wait(60)
        if sum(self.done) != count:
            print("# %s: %d jobs were done %d times" % (self.name, count, sum(self.done)), flush=True)
        return seconds


def contenders(postgres, redis):
    node, modules = node_of(FOLDER / "npm"), FOLDER / "npm/node"
    ours = Contender("troupe", [OURS], postgres)
    others = [Contender("graphile-worker", [node, modules / "graphile_worker.mjs"], postgres),
              Contender("graphile-worker as it comes", [node, modules / "graphile_worker.mjs"], postgres, {"GRAPHILE": "plain"}, [*WORK], share=0.2),
              Contender("pg-boss", [node, modules / "pg_boss.mjs"], postgres),
              Contender("bullmq", [node, modules / "bullmq.mjs"], redis, share=0.2)]
    if subprocess.run([PYTHON, "-c", "import celery, redis"], capture_output=True).returncode == 0:
        others.append(Contender("celery", [PYTHON, HERE / "celery_peer.py"], redis, cases=["one", "work_8"], share=0.2))
    return [each for each in [ours, *others] if not ONLY or each.name in ONLY]


def measure(contender):
    contender.fresh()
    for how, count in ENQUEUE.items():
        if how in contender.cases:
            contender.figures[how].append(contender.enqueue(how, count))
    contender.fresh()
    for name, case in WORK.items():
        if name in contender.cases:
            contender.figures[name].append(contender.work(*case))
    print("# %s: %s" % (contender.name, ", ".join("%s %.0f" % (case, each[-1]) for case, each in contender.figures.items())), flush=True)


def compare(report, everyone):
    medians = {each.name: {case: statistics.median(found) for case, found in each.figures.items()} for each in everyone}
    ours = medians.get("troupe", {})
    for case in [*ENQUEUE, *WORK]:
        report.row(NAMES[case], *("%.0f" % medians[each.name][case] if case in each.cases else "" for each in everyone))
        for peer in ["graphile-worker", "pg-boss"]:
            if case in ours and case in medians.get(peer, {}):
                target = 2 if case != "wait_8" else None  # nobody is faster than the wait
                report.line("queue_%s_times_%s" % (case, peer.replace("-", "_")), ours[case] / medians[peer][case], target)
    for peer in ["graphile-worker", "pg-boss"]:
        if peer in medians and ours:
            both = [geometric_mean(each, ["one", "eight", "bulk"]) * geometric_mean(each, ["work_1", "work_8", "work_4x8"]) for each in (ours, medians[peer])]
            report.line("queue_all_times_%s" % peer.replace("-", "_"), (both[0] / both[1]) ** 0.5, 2)


def geometric_mean(figures, cases):
    return statistics.geometric_mean(figures[case] for case in cases)


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    try:
        install(FOLDER / "npm")
        with DurablePostgres() as postgres, Redis() as redis:
            everyone = contenders(postgres, redis)
            report = Report(FOLDER / "queue.md", [machine(), time.strftime("%Y-%m-%d"), postgres.version(), redis.version(), *versions_of(FOLDER / "npm"),
                                                  ", ".join("%s=%s" % each for each in SETTINGS.items())], ["jobs a second", *(each.name for each in everyone)])
            print("#", report.heading(), flush=True)
            for _ in range(ROUNDS):
                for contender in everyone:
                    measure(contender)
            compare(report, everyone)
            sys.exit(report.end())
    except Missing as reason:
        print("skipped:", reason)
        sys.exit(77)


if __name__ == "__main__":
    main()
