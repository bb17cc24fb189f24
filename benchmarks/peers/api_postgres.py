"""The service on PostgreSQL beside FastAPI with asyncpg on the same server: api_postgres.py TROUPE FOLDER [SECONDS].

As benchmarks/api, whose parts this uses: both take turns on core 0 with the same tables, wrk (64 connections) on core 1, PostgreSQL where there
is room; the better of two rounds counts. Prints NAME value target ok|short and writes FOLDER/api.md. Wants Debian's wrk, python3-fastapi,
uvicorn, python3-uvloop and python3-asyncpg; skipped (77) without them."""
import datetime
import pathlib
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "api"))
import api  # noqa: E402
from report import Report  # noqa: E402
from servers import SETTINGS, DurablePostgres, Missing, machine  # noqa: E402

FOLDER = pathlib.Path(sys.argv[2]).resolve()
MODULES = "fastapi, uvicorn, uvloop, asyncpg"


def versions():
    """Of what the other service is made of; nothing where something is missing."""
    asked = "import %s\nprint(', '.join('%%s %%s' %% (m.__name__, m.__version__) for m in [%s]))" % (MODULES, MODULES)
    return subprocess.run([api.PYTHON, "-c", asked], capture_output=True, text=True).stdout.strip()


def make_months(server, track):
    """The observations of both go into parts by month, which Troupe makes with the first of each."""
    day = datetime.date(2020, 1, 1)
    while day < datetime.date(2026, 1, 1):
        made = server.post("/api/content/%s/observations" % track, {"date": day.isoformat(), "platform": "first", "streams": 1})
        assert made.status < 300, made.body
        day = (day.replace(day=28) + datetime.timedelta(days=4)).replace(day=1)


def compare(report, name, target, ours, theirs):
    report.row(name, "%.0f" % ours.a_second, "%.2f" % ours.p50, "%.2f" % ours.p99, "%.0f" % theirs.a_second, "%.2f" % theirs.p50, "%.2f" % theirs.p99)
    report.line("api_postgres_%s_times_asyncpg" % name, ours.a_second / theirs.a_second, target)
    report.line("api_postgres_%s_p99_of_asyncpg" % name, ours.p99 / theirs.p99, 1, is_at_most=True)


def main():
    api.skip_without_peers()
    others = versions()
    if not others:
        print("skipped: no python3-asyncpg beside", MODULES)
        sys.exit(77)
    FOLDER.mkdir(parents=True, exist_ok=True)
    try:
        with DurablePostgres() as postgres:
            run(postgres, others)
    except Missing as reason:
        print("skipped:", reason)
        sys.exit(77)


def run(postgres, others):
    home, where = FOLDER / "home", postgres.environment()
    artist, track = api.make_home(home, **where)

    def ours():
        return api.Pinned(api.PROGRAM, home, **where)

    def theirs():
        return api.Baseline(HERE, "baseline_asyncpg", **postgres.address("postgres"))

    server = ours()
    make_months(server, track)
    server.stop()
    api.check_answers(ours, theirs, artist, track)
    report = Report(FOLDER / "api.md", [machine(), time.strftime("%Y-%m-%d"), postgres.version(), others, ", ".join("%s=%s" % each for each in SETTINGS.items())],
                    ["", "Troupe, requests a second", "p50 ms", "p99 ms", "FastAPI + asyncpg", "p50 ms", "p99 ms"])
    print("#", report.heading(), flush=True)
    compare(report, "show", 4, *api.in_turns(ours, theirs, "show", artist))
    compare(report, "observe", 2.5, *api.in_turns(ours, theirs, "observe", track, start_at=0))
    sys.exit(report.end())


main()
