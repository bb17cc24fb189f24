"""The program brings posts out, and asks people by messenger: social_test.py TROUPE FOLDER. The platforms are fakes."""
import datetime
import json
import math
import pathlib
import random
import shutil
import signal
import sqlite3
import sys
import time
import zoneinfo

from fake_social import SECRETS, FakeMastodon, FakeTelegram
from program import Troupe

TROUPE, FOLDER = sys.argv[1], pathlib.Path(sys.argv[2])
failures = []


def expect(holds, what):
    if not holds:
        failures.append(what)
        print("FAILED:", what, flush=True)


def until(holds, what, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := holds():
            return found
        time.sleep(0.1)
    expect(False, f"{what}: not within {seconds} s")
    return None


def home(name, **environment):
    return Troupe(TROUPE, FOLDER / name, no_proxy="127.0.0.1", **environment)


def artist_with_posts(troupe):
    artist = troupe.json("artist", "create", "--prompt", "A dark techno producer from Leith")["id"]
    troupe.json("artist", "edit", artist, 'behaviour.platforms=[{"name":"mastodon","weight":0.4},{"name":"telegram","weight":0.4},{"name":"instagram","weight":0.2}]')
    troupe.json("plan", "create", artist, "--days", "60")
    return troupe.json("content", "generate", artist, "--type", "post")["id"]



def on_platform(posts, platforms):
    return next((p for p in posts if p["platform"] in platforms), None)


def kept_from(troupe, secrets):
    everything = b"".join(p.read_bytes() for p in pathlib.Path(troupe.environment["TROUPE_HOME"]).rglob("*") if p.is_file())
    for secret in secrets:
        expect(secret.encode() not in everything, "a key is kept in the home")


def only_approved_posts_leave(template):
    troupe, posts = template
    expect(troupe.json("social", "outbox")["posts"] == [], "nothing is on its way before somebody approves")
    troupe.json("content", "approve", posts)
    listed = troupe.json("social", "outbox", "--limit", "500")["posts"]
    expect(listed and all(p["state"] == "planned" and p["channel"] == "outbox" for p in listed), f"planned: {listed[:1]}")
    expect(troupe.json("social", "publish")["posts"] == [], "nothing is due")
    record = on_platform(listed, ("bluesky", "mastodon", "telegram", "threads", "x"))
    if record:
        sent = troupe.json("social", "publish", "--item", record["id"])["posts"][0]
        expect(sent["state"] == "sent" and (pathlib.Path(sent["url"]).parent / "text.txt").read_text().strip(), f"in the folder: {sent}")
        troupe.json("social", "publish", "--item", record["id"], expect=1)
        by_hand = troupe.json("social", "sent", record["id"], "--url", "https://social.example/1")
        expect(by_hand["url"] == "https://social.example/1", f"by hand: {by_hand}")
    cancelled = troupe.json("social", "cancel", listed[-1]["id"], "--reason", "moved")
    expect(cancelled["state"] == "cancelled", f"cancelled: {cancelled}")
    troupe.json("social", "show", "018f3c1e-7b2a-7c3d-9e4f-0123456789ab", expect=3)
    troupe.json("social", "outbox", "--state", "lost", expect=2)


def copy_of(template, name, **environment):
    troupe, posts = template
    shutil.copytree(troupe.home, FOLDER / name)
    return home(name, **environment), posts


def a_kill_never_posts_twice(template):
    """The platform has the post, nobody heard of it, and the process is gone: at most one post is ever out."""
    for kind, fake in (("mastodon", FakeMastodon(("hang", "ok"))), ("telegram", FakeTelegram(("hang", "ok")))):
        settings = {"mastodon": {"MASTODON_TOKEN": SECRETS["mastodon"], "TROUPE_MASTODON_URL": fake.url},
                    "telegram": {"TROUPE_TELEGRAM_TOKEN": SECRETS["telegram"], "TROUPE_TELEGRAM_CHANNEL": "@artist", "TROUPE_TELEGRAM_URL": fake.url}}[kind]
        troupe, posts = copy_of(template, f"kill-{kind}", **settings)
        troupe.json("content", "approve", posts)
        record = on_platform([p for p in troupe.json("social", "outbox", "--limit", "500")["posts"] if p["channel"] == kind], (kind,))
        if record is None:
            expect(False, f"{kind}: the plan has no post for it")
            continue
        process = troupe.start("social", "publish", "--item", record["id"])
        expect(fake.happened.wait(60), f"{kind}: it was asked")
        process.send_signal(signal.SIGKILL)
        process.wait()
        expect(len(fake.posts) == 1, f"{kind}: it is out")
        troupe.run("social", "publish")
        is_now = troupe.json("social", "show", record["id"])
        if kind == "telegram":
            expect(is_now["state"] == "doubtful" and "social again" in is_now["reason"], f"{kind}: {is_now}")
            again = troupe.json("social", "publish", expect=0)
            expect(again["posts"] == [], f"{kind}: a doubtful one waits for a person")
            sent = troupe.json("social", "sent", record["id"], "--url", "https://t.me/artist/42")
            expect(sent["state"] == "sent", f"{kind}: {sent}")
        else:
            # The next start takes it up again, under the same key.
            expect(is_now["state"] in ("sent", "due"), f"{kind}: {is_now}")
            if is_now["state"] == "due":
                troupe.json("social", "publish", "--item", record["id"])
        expect(len(fake.posts) == 1 and not fake.complaints, f"{kind}: {len(fake.posts)} posts, {fake.complaints}")
        kept_from(troupe, [SECRETS[kind]])
        fake.stop()


def press(fake, data, person, chat=-100, name="Ana", message=500):
    fake.push({"callback_query": {"id": f"press-{len(fake.updates)}", "from": {"id": person, "first_name": name}, "data": data,
                                  "message": {"message_id": message, "chat": {"id": chat}}}})


def data_of(message):
    row = message["reply_markup"]["inline_keyboard"][0]
    return row[0]["callback_data"], row[1]["callback_data"]


def people_decide_by_buttons(template):
    fake = FakeTelegram()
    troupe, posts = copy_of(template, "buttons", TROUPE_TELEGRAM_TOKEN=SECRETS["telegram"], TROUPE_TELEGRAM_CHAT="-100", TROUPE_TELEGRAM_USERS="7, 8",
                            TROUPE_TELEGRAM_URL=fake.url)
    other = troupe.json("content", "generate", troupe.json("content", "show", posts)["artist"], "--type", "lyrics")["id"]
    server = troupe.start("serve", "--port", "0")
    until(lambda: len(fake.messages) >= 2, "both are asked about")
    asked = {next(i for i in (posts, other) if i in m["text"]): m for m in fake.messages if "reply_markup" in m}
    expect(set(asked) == {posts, other} and len(fake.messages) == 2, f"asked: {fake.messages}")
    approve, reject = data_of(asked[posts])

    press(fake, approve, 99, name="Eve")
    press(fake, approve, 7, chat=-999)
    press(fake, "a:0123", 7)
    until(lambda: len(fake.answers) == 3, "three answers")
    expect([a["text"] for a in fake.answers] == ["You may not decide here."] * 2 + ["This question is not known here."], f"answers: {fake.answers}")
    expect(troupe.json("content", "show", posts)["state"] == "in_review", "nobody else decides")

    press(fake, approve, 7)
    until(lambda: len(fake.edits) == 1, "the question is frozen")
    shown = troupe.json("content", "show", posts)
    expect(shown["state"] in ("approved", "scheduled"), f"approved: {shown['state']}")
    expect(fake.edits[0]["message_id"] == 500 and "by Ana" in fake.edits[0]["text"], f"frozen: {fake.edits[0]}")
    press(fake, reject, 8, name="Ben")
    until(lambda: len(fake.answers) == 5, "answered")
    expect(fake.answers[-1]["text"] == "This was decided already.", f"single use: {fake.answers[-1]}")

    _, reject = data_of(asked[other])
    press(fake, reject, 8, name="Ben")
    why = until(lambda: next((m for m in fake.messages if m.get("reply_markup", {}).get("force_reply")), None), "asked why")
    fake.push({"message": {"message_id": 900, "from": {"id": 7, "first_name": "Ana"}, "chat": {"id": -100}, "text": "not mine to say",
                           "reply_to_message": {"message_id": why["message_id"]}}})
    fake.push({"message": {"message_id": 901, "from": {"id": 8, "first_name": "Ben"}, "chat": {"id": -100}, "text": "Too many doors.",
                           "reply_to_message": {"message_id": why["message_id"]}}})
    until(lambda: len(fake.edits) == 2, "frozen, too")
    expect(troupe.json("content", "show", other)["state"] == "rejected", "rejected")
    expect("Ben (Telegram 8): Too many doors." in fake.edits[1]["text"], f"the reason: {fake.edits[1]}")

    begun = time.monotonic()
    server.send_signal(signal.SIGTERM)
    server.communicate(timeout=30)
    expect(time.monotonic() - begun < 5, f"stops in the middle of a long poll: {time.monotonic() - begun:.1f} s")
    expect(fake.offsets[-1] == 700 + len(fake.updates), f"goes on after what it took in: {fake.offsets[-1]}")

    # Everything is delivered once more: nothing is decided twice, nothing is asked twice.
    server = troupe.start("serve", "--port", "0")
    polls, count = fake.polls, len(fake.messages)
    until(lambda: fake.polls > polls, "it listens again")
    expect(fake.offsets[-1] == 700 + len(fake.updates) and len(fake.messages) == count and len(fake.edits) == 2, "nothing twice")
    server.send_signal(signal.SIGTERM)
    server.communicate(timeout=30)
    expect(not fake.complaints, f"complaints: {fake.complaints}")
    kept_from(troupe, [SECRETS["telegram"]])
    fake.stop()


def made_results(records, zone, gain):
    """A file of results: four posts a day at hours of their own, each read after a week; those about 12 bring `gain` times as much."""
    draw, first = random.Random(5), datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(days=60)
    rows = ["post,platform,read,views,likes,posted"]
    for number, record in enumerate(records):
        hour = draw.uniform(8, 23)
        local = first.astimezone(zone).replace(hour=int(hour), minute=int(hour % 1 * 60), second=0, microsecond=0) + datetime.timedelta(days=number // 4)
        posted = local.astimezone(datetime.timezone.utc)
        likes = int(200 * math.exp(0.45 * draw.gauss(0, 1)) * (1 + (gain - 1) * math.exp(-0.5 * ((hour - 12) / 1.2) ** 2)))
        stamp = "%Y-%m-%dT%H:%M:%SZ"
        rows.append(f"{record['id']},{record['platform']},{(posted + datetime.timedelta(days=7)).strftime(stamp)},,{likes},{posted.strftime(stamp)}")
    return "\n".join(rows) + "\n"


def an_hour_is_learned(_):
    """From posts in the outbox folder that a person posted, and a file of what they brought, to the next plan."""
    troupe = home("hours")
    artist = troupe.json("artist", "create", "--prompt", "A dark techno producer from Leith")["id"]
    troupe.json("artist", "edit", artist, 'behaviour.platforms=[{"name":"telegram","weight":0.5},{"name":"threads","weight":0.5}]',
                "style.posting.posts_per_week.value=14")
    notes = troupe.json("plan", "create", artist, "--days", "120")["notes"]
    expect(any("No evidence about the hour yet (0 of 20 posts)" in each for each in notes), f"nothing is known yet: {notes}")
    posts = troupe.json("content", "generate", artist, "--type", "post")["id"]
    troupe.json("content", "approve", posts)
    listed = troupe.json("social", "outbox", "--limit", "500")["posts"]
    records = [p for p in listed if p["platform"] in ("telegram", "threads")][:72]
    if not expect_enough(records):
        return
    for record in records:
        sent = troupe.json("social", "publish", "--item", record["id"])["posts"][0]
        expect(sent["state"] == "sent", f"in the folder: {sent}")
    zone = zoneinfo.ZoneInfo(troupe.json("artist", "show", artist)["audience"]["time_zone"])
    for name, gain, words in (("planted", 3, "does better than the usual"), ("flat", 1, "No evidence about the hour: ")):
        shutil.copytree(troupe.home, FOLDER / f"hours-{name}")
        copy = home(f"hours-{name}")
        file = copy.home / "results.csv"
        file.write_text(made_results(records, zone, gain))
        done = copy.json("report", "posts", str(file))
        expect(done["count"]["kept"] == len(records) and not done["without_time"] and not done["unmatched"], f"{name}: {done}")
        expect(copy.json("report", "posts", str(file))["count"] == {"kept": 0, "already_known": len(records), "replaced": 0}, f"{name}: again")
        plan = copy.json("plan", "create", artist, "--days", "60")
        notes = [each for each in plan["notes"] if "hour" in each or "better" in each]
        expect(any(words in each for each in notes), f"{name}: {notes}")
        if name == "planted":
            hours = [each.split()[0] for each in notes if words in each]
            expect(hours and hours[0][:2] in ("10", "11", "12", "13"), f"{name}: the hour is {hours}")
            moved = [item["local_time"] for item in plan["items"] if item["hour_from_results"]]
            expect(moved and sum("10:00" <= each <= "14:30" for each in moved) > len(moved) / 2, f"{name}: what is planned comes to it: {moved}")
        shown = copy.run("plan", "show", artist).stdout
        expect(words in shown, f"{name}: the plan shows it: {shown[:600]}")
    wrong = troupe.home / "wrong.csv"
    wrong.write_text(f"post,platform,read,likes\n{records[0]['id']},{records[0]['platform']},2026-01-01,-3\nnobody,mastodon,2026-01-01,3\n")
    done = troupe.run("report", "posts", str(wrong))
    expect(done.returncode == 1 and "line 2, likes: below 0" in done.stdout and "line 3: 'nobody' is not matched" in done.stdout, f"wrong rows: {done.stdout}")
    troupe.run("social", "results", "--known")


def expect_enough(records):
    expect(len(records) >= 60, f"only {len(records)} posts are on their way")
    return len(records) >= 60


def let_days_pass(troupe, record, days):
    """As if the post had gone out so long ago."""
    with sqlite3.connect(pathlib.Path(troupe.environment["TROUPE_HOME"]) / "troupe.db") as database:
        document = json.loads(database.execute("SELECT document FROM social_outbox WHERE id = ?", (record,)).fetchone()[0])
        then = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(days=days)
        document["sent"] = document["first_attempt"] = then.strftime("%Y-%m-%dT%H:%M:%S.000Z")
        database.execute("UPDATE social_outbox SET document = ?, first_attempt = ? WHERE id = ?", (json.dumps(document), int(then.timestamp() * 1000), record))
    database.close()


def platforms_say_what_came_back(template):
    fake = FakeMastodon()
    troupe, posts = copy_of(template, "results", MASTODON_TOKEN=SECRETS["mastodon"], TROUPE_MASTODON_URL=fake.url)
    troupe.json("content", "approve", posts)
    record = on_platform([p for p in troupe.json("social", "outbox", "--limit", "500")["posts"] if p["channel"] == "mastodon"], ("mastodon",))["id"]
    troupe.json("social", "publish", "--item", record)
    fresh = troupe.json("social", "results")
    expect(fresh["channels"][0]["due"] == 0 and fresh["posts"][0]["says"] == "not reported yet" and not fake.questions, f"a fresh post is left alone: {fresh}")
    let_days_pass(troupe, record, 8)
    fake.counts = {"1001": {"favourites_count": 12, "reblogs_count": 2, "replies_count": 0}}
    fake.scripts["results"] = [("http", 429, {"error": "slow"}, {"Retry-After": "3600"}), "ok"]
    slow = troupe.json("social", "results", expect=1)
    expect("HTTP 429" in slow["channels"][0]["problem"] and slow["posts"][0]["says"] == "not reported yet", f"dead: {slow}")
    # The service asks by itself.
    server = troupe.start("serve", "--port", "0")
    until(lambda: troupe.json("social", "results", "--known")["posts"][0]["says"] == "12 likes, 2 reposts, 0 replies", "it is read")
    server.send_signal(signal.SIGTERM)
    server.communicate(timeout=30)
    told = troupe.json("social", "results")
    expect(told["channels"][0] == {"channel": "mastodon", "due": 0, "read": 0, "gone": 0, "problem": ""} and len(fake.questions) == 2, f"once is enough: {told}")
    expect(not fake.complaints, f"complaints: {fake.complaints}")
    kept_from(troupe, [SECRETS["mastodon"]])
    fake.stop()
    nobody, _ = copy_of(template, "results-nobody")
    refused = nobody.run("social", "results")
    expect(refused.returncode == 1 and "report posts" in refused.stderr, f"nobody to ask: {refused.stderr}")


def names_wrong_settings():
    for wrong, name in (({"MASTODON_TOKEN": "your_mastodon_token"}, "MASTODON_TOKEN"), ({"MASTODON_TOKEN": "x"}, "TROUPE_MASTODON_URL"),
                        ({"MASTODON_TOKEN": "x", "TROUPE_MASTODON_URL": "http://social.example"}, "TROUPE_MASTODON_URL"),
                        ({"BLUESKY_APP_PASSWORD": "x"}, "TROUPE_BLUESKY_HANDLE"), ({"YOUTUBE_REFRESH_TOKEN": "x"}, "YOUTUBE_CLIENT_ID"),
                        ({"TROUPE_TELEGRAM_TOKEN": "1:x", "TROUPE_TELEGRAM_CHAT": "-1"}, "TROUPE_TELEGRAM_USERS"),
                        ({"TROUPE_TELEGRAM_TOKEN": "1:x", "TROUPE_TELEGRAM_CHAT": "@us"}, "TROUPE_TELEGRAM_CHAT"),
                        ({"TROUPE_SOCIAL_WEBHOOK_URL": "https://x.example"}, "TROUPE_SOCIAL_WEBHOOK_SECRET"),
                        ({"TROUPE_SOCIAL_LINK_BASE": "label.example"}, "TROUPE_SOCIAL_LINK_BASE")):
        done = home("settings", **wrong).run("social", "outbox")
        expect(done.returncode == 2 and name in done.stderr, f"{wrong}: exit {done.returncode}, {done.stderr}")


shutil.rmtree(FOLDER, ignore_errors=True)
FOLDER.mkdir(parents=True)
made = home("template")
template = (made, artist_with_posts(made))
for test in (a_kill_never_posts_twice, people_decide_by_buttons, platforms_say_what_came_back, only_approved_posts_leave, an_hour_is_learned):
    print(test.__name__, flush=True)
    test(template)
names_wrong_settings()
sys.exit(1 if failures else 0)
