"""What stores report, from the file to the money: each command once, with what goes wrong."""
import json
import pathlib
import random
import shutil
import subprocess
import sys
import time
import unittest

from program import SEED_PROMPT, Troupe

PROGRAM, WORK = sys.argv[1], pathlib.Path(sys.argv[2])
HEADING = ("Reporting Date\tSale Month\tStore\tArtist\tTitle\tISRC\tUPC\tQuantity\tTeam Percentage\tSong/Album\tCountry of Sale\t"
           "Songwriter Royalties Withheld\tEarnings (USD)\n")


def row(title, earnings, country="US"):
    return f"2026-05-01\t2026-03\tSpotify\tNobody\t{title}\t\t4006381333931\t10\t100\tSong\t{country}\t0\t{earnings}\n"


class Reports(unittest.TestCase):
    def setUp(self):
        shutil.rmtree(WORK, ignore_errors=True)
        self.troupe = Troupe(PROGRAM, WORK)

    def write(self, name, text):
        file = WORK / name
        file.write_text(text)
        return str(file)

    def test_a_statement_is_counted_once_and_paid_by_store_and_month(self):
        report = self.write("distrokid.tsv", HEADING + row("Lantern", "1.25") + row("Lantern", "-0.05", "DE"))
        first = self.troupe.json("report", "import", report)
        self.assertEqual([first["imported"], first["already_known"], first["format"]], [2, 0, "distrokid"])
        again = self.troupe.json("report", "import", report)
        self.assertEqual([again["imported"], again["already_known"]], [0, 2])
        money = self.troupe.json("report", "money", "--by", "store")
        self.assertEqual([(line["name"], line["currency"], line["net"]) for line in money], [("spotify", "USD", 1200000)])
        self.assertEqual(self.troupe.json("report", "money", "--by", "month")[0]["key"], "2026-05")
        self.assertEqual(self.troupe.json("report", "reconcile")[0]["state"], "counted")

    def test_a_subject_waits_in_the_inbox_until_somebody_says_whose_it_is(self):
        self.troupe.json("report", "import", self.write("distrokid.tsv", HEADING + row("Lantern", "1.25")))
        waiting = self.troupe.json("report", "inbox")
        self.assertEqual([(item["track"], item["rows"]) for item in waiting], [("Lantern", 1)])
        wrong = self.troupe.run("report", "assign", waiting[0]["id"], "018f3c1e-7b2a-7c3d-9e4f-0123456789ab")
        self.assertEqual(wrong.returncode, 3, wrong.stderr)

    def test_totals_that_do_not_agree_wait_for_a_decision(self):
        report = self.write("financial.tsv", "\n".join([
            "#SY10\tSummaryRecordId\tCommercialModel\tUseType\tTerritory\tAllocatedUsages\tCurrencyOfAccounting\tAllocatedNetRevenueInCurrencyOfAccounting",
            "#SR08\tResourceISRC\tResourceTitle\tSummaryRecordId\tSalesTransactionDate\tNetUsage\tAllocatedNetRevenueInCurrencyOfAccounting",
            "SRHE\t1.0\tF\t1.0\tM1\t2026-04-20T10:00:00Z\t1\t1\t2026-03-01\t2026-03-31\tP\tSpotify\tPremium",
            "SY10\t1\tSubscriptionModel\tOnDemandStream\tDE\t30\tEUR\t0.2", "SR08\tDEXX12600001\tLantern\t1\t2026-03-07\t30\t0.1", "SRFO\t6\t1", ""]))
        done = self.troupe.run("report", "import", report, "--json")
        self.assertEqual(done.returncode, 1)
        self.assertTrue(json.loads(done.stdout)["quarantined"])
        self.assertEqual(self.troupe.json("report", "money"), [])
        sha256 = self.troupe.json("report", "reconcile")[0]["sha256"]
        self.assertEqual(self.troupe.run("report", "reconcile", "--accept", sha256).returncode, 2)
        decided = self.troupe.json("report", "reconcile", "--accept", sha256[:10], "--reason", "their sum is wrong")
        self.assertEqual([decided["state"], decided["decided_by"]], ["counted", "owner"])
        self.assertEqual(self.troupe.json("report", "money")[0]["net"], 100000)

    def test_an_import_that_is_killed_leaves_nothing_or_all(self):
        rows = 20000
        report = self.write("distrokid.tsv", HEADING + "".join(row("Lantern %d" % (n % 50), "0.001") for n in range(rows)))
        begun = time.monotonic()
        Troupe(PROGRAM, WORK / "whole").json("report", "import", report)
        whole = time.monotonic() - begun
        moments = random.Random(7)
        for _ in range(12):
            importing = self.troupe.start("report", "import", report)
            try:
                importing.wait(timeout=moments.uniform(0, whole))
            except subprocess.TimeoutExpired:
                importing.kill()
            importing.communicate()
            self.assertIn(sum(line["rows"] for line in self.troupe.json("report", "money")), [0, rows])
        last = self.troupe.json("report", "import", report)
        self.assertIn([last["imported"], last["already_known"]], [[rows, 0], [0, rows]])
        money = self.troupe.json("report", "money")
        self.assertEqual([(line["rows"], line["net"]) for line in money], [(rows, rows * 1000)])

    def test_a_format_of_ones_own_is_proposed_and_then_read(self):
        report = self.write("shop.csv", "Store,Song,Performer,Month,Plays,Royalty,Currency\nSpotify,Lantern,Nobody,2026-03,5,0.02,EUR\n")
        done = self.troupe.run("report", "import", report)
        self.assertEqual(done.returncode, 2)
        proposal = done.stderr[done.stderr.index("{\n"):]
        formats = WORK / "formats"
        formats.mkdir()
        (formats / "my-store.json").write_text(proposal[:proposal.rindex("}") + 1])
        names = [each["name"] for each in self.troupe.json("report", "formats", TROUPE_REPORT_FORMATS=str(formats))]
        self.assertTrue({"generic", "dsr", "distrokid", "tunecore", "my-store"} <= set(names), names)
        self.assertEqual(self.troupe.json("report", "import", report, TROUPE_REPORT_FORMATS=str(formats))["imported"], 1)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0]], verbosity=2)
