"""What is listened to, asked of services: trends_test.py TROUPE FOLDER. The services are fakes."""
import pathlib
import shutil
import sys

from fake_trends import SERVICES, FakeTrends
from program import Troupe

TROUPE, FOLDER = sys.argv[1], pathlib.Path(sys.argv[2])
KEY = "trend-secret-0123456789"
failures = []


def expect(holds, what):
    if not holds:
        failures.append(what)
        print("FAILED:", what, flush=True)


def outcomes(told):
    return {each["source"]: each["outcome"] for each in told["sources"]}


def main():
    shutil.rmtree(FOLDER, ignore_errors=True)
    nobody = Troupe(TROUPE, FOLDER / "nobody")
    told = nobody.json("trends", "refresh")
    expect(told["sources"] == [] and told["note"], f"nobody is asked unasked: {told}")
    expect("nobody is asked" in nobody.run("doctor").stdout, "the doctor says that nobody is asked")

    fakes = {name: FakeTrends(name, KEY, ["ok"]) for name in SERVICES}
    fakes["deezer"] = FakeTrends("deezer", KEY, [("http", 500, "oh")])
    environment = {}
    for fake in fakes.values():
        environment |= fake.environment()
    environment |= {"TROUPE_TREND_SOURCES": "apple,deezer,listenbrainz,wikimedia", "TROUPE_TREND_COUNTRIES": "de,fr"}
    home = Troupe(TROUPE, FOLDER / "home", **environment)

    told = home.json("trends", "refresh")
    expect(outcomes(told) == {name: "failed" if name == "deezer" else "readings" for name in SERVICES}, f"one is down, the others report: {told}")
    expect({path.split("/")[3] for path in fakes["apple"].asked} == {"de", "fr"}, f"countries: {fakes['apple'].asked}")
    shown = home.json("trends", "show", "--name", "Ida Varn - Paper Harbour")
    expect("Paper Harbour" in str(shown), f"shown: {shown}")
    asked = {name: len(fake.asked) for name, fake in fakes.items()}
    expect(set(outcomes(home.json("trends", "refresh")).values()) == {"too_early"}, "nobody is asked twice in an hour")
    expect(asked == {name: len(fake.asked) for name, fake in fakes.items()}, "nobody was asked again")

    settings = {row["name"]: row for row in home.json("config")}
    expect(settings["LASTFM_API_KEY"]["shown"] == "set" and settings["TROUPE_TREND_SOURCES"]["shown"].startswith("apple"), f"config: {settings['LASTFM_API_KEY']}")
    doctor = home.run("doctor").stdout
    expect("apple, deezer, listenbrainz, wikimedia, lastfm and youtube" in doctor, f"doctor: {doctor}")
    wrong = home.run("trends", "refresh", TROUPE_TREND_SOURCES="myspace")
    expect(wrong.returncode != 0 and "TROUPE_TREND_SOURCES" in wrong.stderr + wrong.stdout, f"wrong source: {wrong.stderr}")

    state = b"".join(path.read_bytes() for path in (FOLDER / "home").rglob("*") if path.is_file())
    expect(KEY.encode() not in state, "the key is kept nowhere")
    for name, fake in fakes.items():
        expect(not fake.complaints, f"{name}: {fake.complaints}")


main()
print("failed" if failures else "all well")
sys.exit(1 if failures else 0)
