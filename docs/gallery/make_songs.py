#!/usr/bin/env python3
"""Renders ten songs and draws what is in them: docs/gallery/songs.md and songs/*.png.

    docs/gallery/make_songs.py build/bin/troupe

Time runs to the right over the whole song, pitch upwards from 30 Hz to 16 kHz (evenly in octaves), brightness is level
over 75 dB. Section borders are ticks at the top. Needs ffmpeg and numpy.
"""

import json
import pathlib
import struct
import subprocess
import sys
import tempfile
import zlib

import numpy

HERE = pathlib.Path(__file__).parent
RATE, FRAME = 32000, 4096
WIDTH, HEIGHT = 640, 170
SHADES = 48

SONGS = [
    ("A late-night techno track", {"genre": "techno", "key": "F# minor", "bpm": 132, "seconds": 150, "seed": 1}),
    ("A sung pop song", {"genre": "pop", "key": "D major", "bpm": 112, "seconds": 150, "vocals": "sung", "seed": 2, "lyrics": [
        {"section": "verse", "lines": [{"text": t} for t in ("Salt on the rail and the harbour is sleeping", "Nobody asks what the lighthouse is keeping",
                                                             "Four in the morning, a radio playing", "Somebody left but the kettle is staying")]},
        {"section": "chorus", "lines": [{"text": t} for t in ("Carry me over the silver water", "Carry me home before the light", "Carry me over the silver water", "I will be yours until the night")]}]}),
    ("Lo-fi for a rainy window", {"genre": "lofi", "key": "Eb major", "bpm": 78, "seconds": 120, "seed": 3}),
    ("Dark trap, mastered for the club", {"genre": "dark_trap", "key": "C# minor", "bpm": 142, "seconds": 120, "loudness": "club", "seed": 4}),
    ("A waltz with an acoustic guitar", {"genre": "acoustic", "metre": "3/4", "key": "G major", "seconds": 120, "seed": 5}),
    ("Cinematic in five", {"genre": "cinematic", "metre": "5/4", "key": "D minor", "seconds": 130, "seed": 6}),
    ("R&B, slow", {"genre": "r_and_b", "tempo": "slow", "key": "Ab minor", "seconds": 140, "seed": 7}),
    ("Drum and bass", {"genre": "drum_and_bass", "key": "A minor", "bpm": 174, "seconds": 140, "seed": 8}),
    ("Ambient, ethereal", {"genre": "ambient", "mood": "ethereal", "key": "C lydian", "seconds": 150, "seed": 9}),
    ("Synthwave at night", {"genre": "synthwave", "mood": "nostalgic", "key": "E minor", "bpm": 104, "seconds": 140, "seed": 10}),
]


HEAD = """# Ten songs

Made by `docs/gallery/make_songs.py`, the same with the same build. Each picture is the whole master: time to the right, pitch
upwards from 30 Hz to 16 kHz in even octaves, brightness over 75 dB; ticks at the top are section borders. "Heard" is measured on the
file, never copied from the score.
"""


def decoded(file):
    command = ["ffmpeg", "-nostdin", "-v", "error", "-i", str(file), "-f", "f32le", "-ac", "1", "-ar", str(RATE), "-"]
    return numpy.frombuffer(subprocess.run(command, check=True, capture_output=True, timeout=60).stdout, numpy.float32)


def picture(sound, sections, seconds):
    starts = numpy.linspace(0, len(sound) - FRAME, WIDTH).astype(int)
    frames = numpy.stack([sound[s : s + FRAME] for s in starts]) * numpy.hanning(FRAME)
    levels = 20 * numpy.log10(numpy.abs(numpy.fft.rfft(frames, axis=1)) + 1e-5)
    edges = 30 * (16000 / 30) ** (numpy.arange(HEIGHT + 1) / HEIGHT) / RATE * FRAME
    rows = [levels[:, int(a) : max(int(a) + 1, int(b))].max(1) for a, b in zip(edges, edges[1:])]
    image = numpy.array(rows)[::-1]
    image = numpy.clip((image - image.max() + 75) / 75, 0, 1)
    shades = (image * (SHADES - 1)).astype(numpy.uint8)
    for section in sections[1:]:
        shades[:7, min(WIDTH - 1, int(section["start"] / seconds * WIDTH))] = SHADES - 1
    return shades


def palette():
    t = numpy.linspace(0, 1, SHADES)
    red, green, blue = numpy.clip(2.1 * t - 0.5, 0, 1), t**1.9, numpy.clip(0.62 - numpy.abs(t - 0.42) * 1.4, 0, 1) + numpy.clip(2.6 * t - 1.6, 0, 1)
    return (numpy.clip(numpy.stack([red, green, blue], 1), 0, 1) * 255).astype(numpy.uint8).tobytes()


def write_png(file, shades):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    lines = b"".join(b"\0" + row.tobytes() for row in shades)
    head = struct.pack(">IIBBBBB", shades.shape[1], shades.shape[0], 8, 3, 0, 0, 0)
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"PLTE", palette()) + chunk(b"IDAT", zlib.compress(lines, 9)) + chunk(b"IEND", b""))


def render(troupe, brief, folder):
    (folder / "brief.json").write_text(json.dumps(brief))
    command = [troupe, "--json", "music", "render", "--brief", str(folder / "brief.json"), "--out", str(folder / "song")]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def row(name, title, brief, analysis, key):
    asked = ", ".join(f"{k} {brief[k]}" for k in ("genre", "mood", "bpm", "tempo", "key", "metre", "loudness", "vocals") if k in brief)
    heard = (f"{analysis['bpm']:.2f} BPM, {analysis['key']} (composed in {key}), {analysis['seconds']:.1f} s, {analysis['lufs']:.1f} LUFS, "
             f"{analysis['true_peak_dbtp']:.1f} dBTP, range {analysis['loudness_range_lu']:.1f} LU, stereo correlation {analysis['stereo_correlation']:.2f}")
    form = " · ".join(f"{s['name']} {s['lufs']:.0f}" for s in analysis["sections"])
    return f"## {title}\n\nAsked: {asked}, {brief['seconds']} s, seed {brief['seed']}.\nHeard: {heard}.\nSections with their loudness: {form}.\n\n![{title}](songs/{name}.png)\n"


def main():
    troupe = sys.argv[1]
    (HERE / "songs").mkdir(exist_ok=True)
    pages = []
    for title, brief in SONGS:
        with tempfile.TemporaryDirectory() as scratch:
            made = render(troupe, brief, pathlib.Path(scratch))
            analysis = made["analysis"]
            name = brief["genre"]
            write_png(HERE / "songs" / f"{name}.png", picture(decoded(pathlib.Path(scratch) / "song" / "master.flac"), analysis["sections"], analysis["seconds"]))
            pages.append(row(name, title, brief, analysis, made["key"]))
    (HERE / "songs.md").write_text(HEAD + "\n" + "\n".join(pages))


if __name__ == "__main__":
    main()
