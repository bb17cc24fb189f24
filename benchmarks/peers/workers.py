"""What more workers bring: workers.py QUEUE_PEER FOLDER [ROUNDS]. Jobs that wait 10 ms, as those do that ask others, on PostgreSQL: done by one
process of 8 at a time, and by four. Prints NAME value target ok|short and writes FOLDER/workers.md."""
import statistics
import sys
import time

from queues import FOLDER, OURS, ROUNDS, Contender
from report import Report
from servers import SETTINGS, DurablePostgres, Missing, machine

AT_A_TIME, MILLISECONDS, JOBS = 8, 10, 2400


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    try:
        with DurablePostgres() as postgres:
            ours = Contender("troupe", [OURS], postgres)
            found = {1: [], 2: [], 4: []}
            for _ in range(ROUNDS):
                for processes, rates in found.items():
                    ours.fresh()
                    rates.append(ours.work(processes, AT_A_TIME, MILLISECONDS, JOBS * processes))
                print("# " + ", ".join("%d: %.0f/s" % (processes, rates[-1]) for processes, rates in found.items()), flush=True)
            report = Report(FOLDER / "workers.md", [machine(), time.strftime("%Y-%m-%d"), postgres.version(), ", ".join("%s=%s" % each for each in SETTINGS.items())],
                            ["workers of %d, jobs of %d ms" % (AT_A_TIME, MILLISECONDS), "jobs a second", "at best"])
            medians = {processes: statistics.median(rates) for processes, rates in found.items()}
            for processes, rate in medians.items():
                report.row(str(processes), "%.0f" % rate, "%.0f" % (processes * AT_A_TIME * 1000 / MILLISECONDS))
            report.line("workers_4_times_1", medians[4] / medians[1], 3.2)
            sys.exit(report.end())
    except Missing as reason:
        print("skipped:", reason)
        sys.exit(77)


main()
