"""Writes docs/gallery/artists.md: make.py TROUPE. Twelve prompts, the embedded writer, one roster; the same build writes the same page."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

PROMPTS = [
    "A mysterious electronic music producer with dark, atmospheric soundscapes and minimal public presence",
    "A sunny Afropop singer from Lagos who writes about her aunties and generator noise",
    "hyperpop duo from Seoul, glitchy, cute and furious",
    "una cantante de fado moderno que trabaja de noche en un hospital",
    "heavy rock band from the mountains that hates the cold",
    "a retired bus driver who raps about his old routes in Glasgow",
    "slow ambient piano for people who cannot sleep, about snow and lighthouses",
    "ein fröhliches Disco-Trio aus Hamburg über Hafen und Regen",
    "Texas country singer, wry, about trucks that break down",
    "house producer from Marseille, child of immigrants, warm, horns, late summer",
    "a robot choir that sings about vending machines",
    "a shy bedroom pop singer from Taipei who records in her brother's wardrobe",
]


class Troupe:
    def __init__(self, program, home):
        self.program, self.environment = program, os.environ | {"TROUPE_HOME": home}

    def __call__(self, *arguments):
        done = subprocess.run([self.program, *arguments, "--json"], env=self.environment, capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(f"{arguments}: {done.stderr}")
        return json.loads(done.stdout)


def song(words):
    if not words["sections"]:
        return [f"**{words['title']}**, without words. Heard in it: {'; '.join(words['motifs'])}."]
    lines = [f"**{words['title']}**", ""]
    for section in words["sections"]:
        lines += [f"*{section['name'].replace('_', ' ')}*  "] + [line["text"] + "  " for line in section["lines"]] + [""]
    return lines


def chapter(troupe, prompt):
    artist = troupe("artist", "create", "--prompt", prompt)
    words = troupe("content", "show", troupe("content", "generate", artist["id"], "--type", "lyrics")["id"])["details"]
    made = [troupe("content", "generate", artist["id"], "--type", "post", "--seed", str(seed)) for seed in range(1, 6)]
    posts = [post for each in made for post in troupe("content", "show", each["id"])["details"]["posts"]]
    core, style, understood = artist["core"], artist["style"], artist["understanding"]
    genres = ", ".join(f"{g['name'].replace('_', ' ')} {g['weight']:.0%}" for g in style["genres"])
    out = [f"## {artist['name']}", "", f"> {prompt}", "",
           f"*{core['archetype'].capitalize()}. {artist['positioning']['tagline']}.*", "", artist["story"]["biography_long"], "",
           f"**Origin.** {core['origin_story']}", "",
           f"**Promise.** {artist['positioning']['promise']} **Avoids.** {artist['positioning']['avoids']}.", "",
           f"**Values.** {' '.join(core['values'])} **Motifs.** {', '.join(core['motifs'])}.", "",
           f"**Sound.** {genres}; {style['tempo_low']['value']:.0f} to {style['tempo_high']['value']:.0f} BPM; "
           f"{', '.join(i['name'] for i in style['instruments'][:5])}; vocals: {style['vocals']}.", "",
           f"**Heard.** {'; '.join(understood['heard'])}. **Assumed.** {'; '.join(understood['assumptions'])}."]
    if understood["tensions"]:
        out += [f"**Tension.** {'; '.join(understood['tensions'])}."]
    out += ["", "**A song.**", ""] + song(words) + ["", "**Posts.**", ""]
    return out + [f"- {post['text']}" for post in posts] + [""]


def main():
    with tempfile.TemporaryDirectory() as home:
        troupe = Troupe(sys.argv[1], home)
        page = ["# Twelve artists", "", "Written by the embedded writer from one sentence each, in this order, on one roster: `python3 docs/gallery/make.py build/bin/troupe`. "
                "Nothing was edited by hand. [What reading them changed](rounds.md).", ""]
        for prompt in PROMPTS:
            page += chapter(troupe, prompt)
    pathlib.Path(__file__).with_name("artists.md").write_text("\n".join(line.rstrip() if not line.endswith("  ") else line for line in page))


main()
