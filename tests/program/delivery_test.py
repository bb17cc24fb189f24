"""A release on its way to stores, as a user sends it: delivery_test.py PATH/TO/troupe WORK_FOLDER."""
import json
import pathlib
import shutil
import subprocess
import sys
import xml.etree.ElementTree as xml

from program import SEED_PROMPT, Troupe

PROGRAM, FOLDER = sys.argv[1], pathlib.Path(sys.argv[2]).absolute()
SOURCE = {"source": "this test", "verified_at": "2026-11-23"}
failures = []


def expect(holds, what):
    if not holds:
        failures.append(what)
        print("FAILED:", what, flush=True)


def write_stores(folder):
    stores = [
        {"id": "mine", "name": "Mine", "ai": "accepted", "delivery": {"address": f"folder:{folder}/mine", "control": "test", "prefix": "N", "hash": "sha256"}} | SOURCE,
        {"id": "live", "name": "Live", "ai": "accepted", "delivery": {"address": f"folder:{folder}/live"}} | SOURCE,
        {"id": "people", "name": "People", "ai": "refused", "note": "Takes no machine's work", "delivery": {"address": f"folder:{folder}/people"}} | SOURCE,
        {"id": "nowhere", "name": "Nowhere", "ai": "accepted", "delivery": {"control": "test"}} | SOURCE,
    ]
    (folder / "stores.json").write_text(json.dumps({"stores": stores}))
    return str(folder / "stores.json")


def files_under(folder):
    return sorted(str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()) if folder.exists() else []


def state_of(troupe, release, store):
    shown = troupe.json("release", "show", release)
    return next(each for each in shown["deliveries"] if each["store"] == store)


def refused(troupe, release, store, words):
    done = troupe.run("release", "deliver", release, "--to", store)
    expect(done.returncode == 1 and words in done.stderr, f"{store}: exit {done.returncode} {done.stderr[-400:]}")
    expect(not files_under(FOLDER / store), f"{store}: something was sent")


def answer(batch, folder, status, hour):
    root = xml.Element("FtpAcknowledgementMessage")
    xml.SubElement(xml.SubElement(root, "MessageHeader"), "MessageCreatedDateTime").text = f"2099-01-01T{hour:02}:00:00Z"
    xml.SubElement(xml.SubElement(root, "AcknowledgedFile"), "ReleaseId").text = folder
    xml.SubElement(root, "FileStatus").text = status
    place = FOLDER / "mine/acknowledgements"
    place.mkdir(exist_ok=True)
    (place / f"ACK_{batch}_{folder}.{hour}.xml").write_bytes(xml.tostring(root))


shutil.rmtree(FOLDER, ignore_errors=True)
FOLDER.mkdir(parents=True)
troupe = Troupe(PROGRAM, FOLDER / "home", TROUPE_STORES_DB_PATH=write_stores(FOLDER))
debut = troupe.json("debut", "--prompt", SEED_PROMPT, "--days", "30", "--out", str(FOLDER / "out"))
artist = next(each["id"] for each in troupe.json("artist", "list"))
release = next(each["id"] for each in troupe.json("content", "list", artist, "--type", "release"))

# Before anybody said yes, and where nobody wants it.
refused(troupe, release, "mine", "approve it first")
refused(troupe, release, "people", "Takes no machine's work")
refused(troupe, release, "live", "troupe release codes set")
refused(troupe, release, "nowhere", "TROUPE_STORES_DB_PATH")
expect(troupe.run("release", "deliver", release, "--to", "unknown").returncode == 3, "an unknown store is not found")
expect(troupe.run("release", "takedown", release).returncode == 1, "nothing is taken down that is nowhere")
expect(state_of(troupe, release, "people")["state"] == "off", "a store that refuses is off")

troupe.json("content", "approve", release)
sent = troupe.json("release", "deliver", release, "--to", "mine")["deliveries"][0]
expect(sent["state"] == "delivered", f"delivered: {sent}")
attempt = sent["attempts"][-1]
batch = FOLDER / "mine" / attempt["batch"]
expect(attempt["batch"].startswith("N_"), f"the store's prefix: {attempt}")
expect(len(files_under(batch)) == 4, f"message, sound, cover, manifest: {files_under(batch)}")

# The store's side.
receipt = troupe.json("receive", str(batch), "--ack", str(FOLDER / "acks"))
expect(receipt["is_accepted"] and receipt["release"]["control"] == "TestMessage", f"accepted: {receipt['problems']}")
cover = next(file for file in batch.rglob("*.jpg"))
whole = cover.read_bytes()
cover.write_bytes(whole[:1000] + bytes([whole[1000] ^ 1]) + whole[1001:])
broken = troupe.json("receive", str(batch), expect=1)
expect(any(cover.name in problem["message"] for problem in broken["problems"]), f"the flipped byte is named: {broken['problems']}")
cover.write_bytes(whole)

# Its answers.
answer(attempt["batch_id"], attempt["folder"], "FileOK", 1)
expect(troupe.json("release", "answers", "--from", "mine")["changed"][0]["state"] == "live", "taken in")
expect(not troupe.json("release", "answers", "--from", "mine")["changed"], "an answer is news once")
answer(attempt["batch_id"], attempt["folder"], "HashSumWrong", 2)
expect(troupe.json("release", "answers", "--from", "mine")["changed"][0]["state"] == "rejected", "refused after all")
(FOLDER / "mine/acknowledgements/ACK_bomb.xml").write_text('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
expect("ACK_bomb" in troupe.json("release", "answers", "--from", "mine")["unread"][0], "what is not understood is told")

# Killed again and again: whatever the moment, what the store has is what we say that it has.
for moment in range(8):
    process = troupe.start("release", "deliver", release, "--to", "mine", "--again")
    try:
        process.wait(timeout=0.05 + 0.12 * moment)
    except subprocess.TimeoutExpired:
        process.kill()
    process.communicate()
troupe.json("release", "deliver", release, "--to", "mine", "--again")
again = troupe.run("release", "deliver", release, "--to", "mine")
expect(again.returncode != 0 and "nothing has changed" in again.stderr, f"what is there is not sent without being asked for: {again.stderr[-300:]}")
told = [each["batch"] for each in state_of(troupe, release, "mine")["attempts"] if each["outcome"] != "abandoned"]
complete = sorted(file.parent.name for file in (FOLDER / "mine").glob("*/BatchComplete_*.xml"))
expect(sorted(told) == complete, f"told {told}, there are {complete}")
for each in complete:
    expect(troupe.run("receive", str(FOLDER / "mine" / each)).returncode == 0, f"{each} is whole")

# With prefixes the next batch bears codes, in the message and in the sound, and they are used for good.
for kind, prefix in [("isrc", "GB-AYE"), ("upc", "4006381"), ("dpid", "PADPIDA2013042401U")]:
    troupe.json("release", "codes", "add-prefix", kind, prefix)
coded = troupe.json("release", "deliver", release, "--to", "mine")["deliveries"][0]
codes = {each["kind"]: each["code"] for each in troupe.json("release", "codes", "list", release)["codes"]}
expect(all(code["status"] == "assigned" for code in codes.values()), f"assigned: {codes}")
batch = FOLDER / "mine" / coded["attempts"][-1]["batch"]
receipt = troupe.json("receive", str(batch))
expect(receipt["is_accepted"] and receipt["release"]["upc"] == codes["upc"]["value"], f"the message has the UPC: {receipt['problems']}")
expect(receipt["release"]["tracks"][0]["isrc"] == codes["isrc"]["value"], "the message has the ISRC")
expect(receipt["release"]["sender"]["dpid"] == "PADPIDA2013042401U", "the message has the label's DPID")
sound = next(batch.rglob("*.flac")).read_bytes()
expect(b"ISRC=" + codes["isrc"]["value"].encode() in sound[:65536], "the sound has the ISRC")
held = troupe.run("release", "deliver", release, "--to", "live")
expect(held.returncode == 1 and "codes" not in held.stderr, f"codes do not hold it any more: {held.stderr[-400:]}")

# Gone.
down = troupe.json("release", "takedown", release)["deliveries"][0]
expect(down["state"] == "taken_down", f"taken down: {down}")
batches = [attempt["batch"] for attempt in down["attempts"]]
kinds = [attempt["kind"] for attempt in down["attempts"]]
expect(len(set(batches)) == len(batches) and kinds[0] == "release" and kinds[-1] == "takedown", f"every attempt is a batch of its own: {down}")
gone = troupe.json("receive", str(FOLDER / "mine" / batches[-1]))
expect(gone["is_accepted"] and gone["delivery_type"] == "TakeDown", f"the takedown is accepted: {gone['problems']}")
print("failed" if failures else "all well")
sys.exit(1 if failures else 0)
