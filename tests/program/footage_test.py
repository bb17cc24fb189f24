"""Teasers with stock footage: footage_test.py TROUPE FOLDER. The services are fakes; their clips are made by ffmpeg."""
import hashlib
import json
import pathlib
import shutil
import subprocess
import sys

from fake_footage import FakeFootage
from program import SEED_PROMPT, Troupe, ffprobe

TROUPE, FOLDER = sys.argv[1], pathlib.Path(sys.argv[2])
KEY = "stock-secret-0123456789"
failures = []


def expect(holds, what):
    if not holds:
        failures.append(what)
        print("FAILED:", what, flush=True)


def film(name, source):
    file = FOLDER / f"{name}.mp4"
    subprocess.run(["ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", source, "-t", "8", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p",
                    str(file)], check=True)
    return file.read_bytes()


def clip(number, words, data, author="Ana Luz"):
    return {"id": number, "words": words, "author": author, "width": 1080, "height": 1920, "seconds": 8, "file": data}


def make(home, artist, kind, *more, **environment):
    return home.json("content", "generate", artist, "--type", kind, *more, **environment)


def content_of(home, made):
    return home.json("content", "show", made["contents"][0])


def main():
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    films = [film("a", "testsrc2=size=270x480:rate=25"), film("b", "mandelbrot=size=270x480:rate=30")]
    broken = films[0][: len(films[0]) // 2]
    strobe = film("s", "color=white:size=270x480:rate=30,format=gray,geq=lum='if(mod(floor(N/3),2),235,16)'")
    clips = [clip(1, "smoke tunnel", films[0]), clip(2, "fog", broken), clip(3, "portrait of a woman", films[1]), clip(4, "strobe", strobe)]
    stock = FakeFootage("pexels", KEY, clips)
    other = FakeFootage("pixabay", KEY, [clip(9, "storm", films[1], "Film_Friend")])
    keys = {"PEXELS_KEY": KEY, "TROUPE_PEXELS_BASE_URL": stock.url, "PIXABAY_KEY": KEY, "TROUPE_PIXABAY_BASE_URL": other.url, "no_proxy": "127.0.0.1"}
    home = Troupe(TROUPE, FOLDER / "home", **keys)

    expect("placeholder" in home.run("doctor", PEXELS_KEY="your_pexels_key").stdout, "a placeholder is told")
    expect("Pexels and Pixabay" in home.run("doctor").stdout, "the doctor names the services")
    artist = home.json("artist", "create", "--prompt", SEED_PROMPT)["id"]
    make(home, artist, "track")
    made = content_of(home, make(home, artist, "teaser", "--aspect", "1:1"))
    details, names = made["details"], [file["name"] for file in made["files"]]
    shown = {row["credit"]["provider"] + "/" + row["credit"]["clip"] for row in details["footage"]}
    expect(shown and shown <= {"pexels/1", "pixabay/9"}, f"shown: {shown}")
    expect("pexels/3" not in shown and "/files/3.mp4" not in stock.fetched, "people are not asked to stand for an artist")
    expect(made["provenance"]["ai"]["video"] == "partly", f"share of AI: {made['provenance']['ai']}")
    hashes = {hashlib.sha256(data).hexdigest() for data in films}
    expect(hashes & set(made["provenance"]["inputs"]), "the clips are among the inputs")
    expect("teaser-1x1-credits.txt" in names, f"files: {names}")
    out = FOLDER / "out"
    exported = home.run("content", "export", made["id"], "--out", str(out))
    credits = [path.read_text() for path in out.rglob("teaser-1x1-credits.txt")]
    expect(credits and ("Video by Ana Luz on Pexels: https://www.pexels.com/video/" in credits[0] or "on Pixabay" in credits[0]), f"credits: {credits} {exported.stderr}")
    teaser = next(iter(out.rglob("teaser-1x1.mp4")), None)
    expect(teaser and "partly" in ffprobe(teaser)["format"]["tags"]["comment"], "the file says that AI made a part")

    # A second artist of the same house gets none of them.
    second = home.json("artist", "create", "--prompt", "A bright indie folk singer with warm guitars", "--seed", "5")["id"]
    make(home, second, "track")
    theirs = content_of(home, make(home, second, "teaser", "--aspect", "1:1"))
    again = {row["credit"]["provider"] + "/" + row["credit"]["clip"] for row in (theirs["details"] or {}).get("footage", [])}
    expect(not shown & again, f"shown by both: {shown & again}")

    state = b"".join(path.read_bytes() for path in (FOLDER / "home").rglob("*") if path.is_file())
    expect(KEY.encode() not in state and b"X-Injected" not in state, "the key is kept nowhere")
    expect(not stock.complaints and not other.complaints, f"{stock.complaints} {other.complaints}")
    searches = [tuple(sorted(asked.items())) for asked in stock.asked]
    expect(len(searches) == len(set(searches)), "nothing is asked twice in a day")


main()
print("failed" if failures else "all well")
sys.exit(1 if failures else 0)
