#!/usr/bin/env python3
"""Are the titles of covers read by a machine that does not know them? Needs tesseract (tesseract-ocr).

    read_titles.py BUILD/bin/visual_covers_benchmark

Renders 200 covers at 600 px (20 artists, every family and layout, singles, EPs and albums) and reads each whole, then its
upper and its lower two fifths, as it is and inverted, as sparse text and as one block, until it finds the title. A title counts as read when somewhere in what was read there is a run of its length
whose letters differ from it by at most one in five (Levenshtein), spaces, case and punctuation aside.
Prints `NAME value target ok|short`."""

import collections
import os
import re
import subprocess
import sys
import tempfile


def letters(text):
    return re.sub(r"[^a-z0-9]", "", text.lower())


def distance(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return row[-1]


def contains(text, title):
    """The title, or a run of its length that is nearly the title."""
    text, title = letters(text), letters(title)
    allowed = len(title) // 5
    if title in text:
        return True
    return any(distance(text[i:i + n], title) <= allowed
               for n in range(max(1, len(title) - allowed), len(title) + allowed + 1) for i in range(len(text) - n + 1))


def views(path):
    """The picture, its upper and its lower part, each also inverted: a reader's eye moves, this reader's does not."""
    with open(path, "rb") as file:
        file.readline()
        width, height = map(int, file.readline().split())
        file.readline()
        pixels = file.read()
    row, part = 3 * width, height * 2 // 5
    for name, data in (("whole", pixels), ("upper", pixels[:row * part]), ("lower", pixels[-row * part:])):
        for tone, values in (("plain", data), ("inverted", bytes(255 - value for value in data))):
            view = f"{path}.{name}.{tone}.ppm"
            with open(view, "wb") as file:
                file.write(b"P6\n%d %d\n255\n" % (width, len(data) // row) + values)
            yield view


def read(path, layout):
    run = subprocess.run(["tesseract", path, "-", "--psm", layout], capture_output=True, text=True, timeout=120,
                         env={**os.environ, "OMP_THREAD_LIMIT": "1"})
    return run.stdout


def is_read(path, title):
    return any(contains(read(view, layout), title) for view in views(path) for layout in ("11", "6"))


def main():
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.argv[1], "--titles", folder], check=True, timeout=600)
        with open(os.path.join(folder, "titles.tsv")) as file:
            covers = [line.rstrip("\n").split("\t") for line in file]
        missed = [name for name, title in covers if not is_read(os.path.join(folder, name), title)]
    for family, count in sorted(collections.Counter(name[4:].rsplit("_", 1)[0] for name in missed).items()):
        print(f"# {family}: {count} not read")
    if "-v" in sys.argv:
        print("#", *missed)
    value = 100 * (len(covers) - len(missed)) / len(covers)
    print(f"cover_titles_read_percent {value:.4g} 95 {'ok' if value >= 95 else 'short'}")


main()
