#!/usr/bin/env python3
"""Are the titles of covers read by a machine that does not know them? Needs tesseract (tesseract-ocr).

    read_titles.py BUILD/bin/visual_covers_benchmark

Renders 200 covers at 600 px (20 artists, every family and layout, singles, EPs and albums) and reads each four times: as it
is and inverted, as sparse text and as one column. A title counts as read when somewhere in what was read there is a run of its length
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


def inverted(path):
    with open(path, "rb") as file:
        magic, size, most = file.readline(), file.readline(), file.readline()
        pixels = file.read()
    other = path + ".inverted.ppm"
    with open(other, "wb") as file:
        file.write(magic + size + most + bytes(255 - value for value in pixels))
    return other


def read(path, layout):
    run = subprocess.run(["tesseract", path, "-", "--psm", layout], capture_output=True, text=True, timeout=120,
                         env={**os.environ, "OMP_THREAD_LIMIT": "1"})
    return run.stdout


def is_read(path, title):
    for picture in (path, inverted(path)):
        for layout in ("11", "4"):
            if contains(read(picture, layout), title):
                return True
    return False


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
