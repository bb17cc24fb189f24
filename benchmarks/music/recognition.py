#!/usr/bin/env python3
"""Can an ear that knows nothing of our scores tell our genres and our artists apart?

Renders songs with `troupe music render`, and those of artists with `content generate`, decodes the files with ffmpeg,
takes audio features alone (cepstrum, rhythm, chroma, stereo, dynamics: numpy, none of our analyser), and asks a plain
linear discriminant, trained on the other songs, whose song it is. Prints one line a number: NAME value target ok|short.

    recognition.py build/bin/troupe [--genres 8] [--artists 20] [--songs 5] [--seconds 50] [--jobs 2]

Artists come four to a genre, so that the genre alone names nobody.
"""

import argparse
import concurrent.futures
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import numpy

RATE = 22050
FRAME, HOP = 2048, 1024


def decoded(file):
    command = ["ffmpeg", "-v", "error", "-i", str(file), "-f", "f32le", "-ac", "2", "-ar", str(RATE), "-"]
    raw = subprocess.run(command, check=True, capture_output=True).stdout
    return numpy.frombuffer(raw, numpy.float32).reshape(-1, 2)


def spectrogram(mono):
    count = 1 + (len(mono) - FRAME) // HOP
    frames = numpy.lib.stride_tricks.sliding_window_view(mono, FRAME)[:: HOP][:count]
    return numpy.abs(numpy.fft.rfft(frames * numpy.hanning(FRAME), axis=1))


def mel_filters(count=40, low=40, high=10000):
    def mel(hertz):
        return 2595 * numpy.log10(1 + hertz / 700)

    edges = 700 * (10 ** (numpy.linspace(mel(low), mel(high), count + 2) / 2595) - 1)
    bins = numpy.fft.rfftfreq(FRAME, 1 / RATE)
    filters = [
        numpy.clip(numpy.minimum((bins - a) / (b - a), (c - bins) / (c - b)), 0, None)
        for a, b, c in zip(edges, edges[1:], edges[2:])
    ]
    return numpy.array(filters)


def cosine_basis(count, size):
    n = numpy.arange(size)
    return numpy.array([numpy.cos(numpy.pi * k * (n + 0.5) / size) for k in range(count)]) / numpy.sqrt(size)


def timbre(levels):
    cepstrum = levels @ cosine_basis(20, levels.shape[1]).T
    cepstrum = cepstrum[:, 1:]  # the first is loudness alone
    return numpy.concatenate([cepstrum.mean(0), cepstrum.std(0), numpy.diff(cepstrum, axis=0).std(0)])


def rhythm(levels):
    """How each third of the spectrum repeats itself, at 24 lags from a tenth of a second to two seconds."""
    out = []
    for band in numpy.array_split(levels, 3, axis=1):
        flux = numpy.clip(numpy.diff(band, axis=0), 0, None).sum(1)
        flux = flux - flux.mean()
        power = (flux**2).sum() + 1e-9
        for lag in numpy.geomspace(0.1, 2, 24) * RATE / HOP:
            low = int(lag)
            share = lag - low
            after = (1 - share) * flux[low:-1] + share * flux[low + 1 :]
            out.append((flux[: len(after)] * after).sum() / power)
        out.append(numpy.log(flux.std() + 1e-6))
    return numpy.array(out)


def chroma(magnitudes):
    bins = numpy.fft.rfftfreq(FRAME, 1 / RATE)
    audible = (bins > 100) & (bins < 2000)
    classes = numpy.round(12 * numpy.log2(bins[audible] / 440)).astype(int) % 12
    profile = numpy.bincount(classes, (magnitudes[:, audible] ** 0.5).sum(0), 12)
    profile = profile / profile.sum()
    return numpy.roll(profile, -int(profile.argmax()))  # relative to its strongest tone: the key itself says nothing


def space_and_dynamics(stereo, levels):
    mid, side = stereo.sum(1) / 2, (stereo[:, 0] - stereo[:, 1]) / 2
    m, s = spectrogram(mid), spectrogram(side)
    widths = [
        numpy.log((b**2).sum() / ((a**2).sum() + 1e-9) + 1e-4)
        for a, b in zip(numpy.array_split(m, 6, axis=1), numpy.array_split(s, 6, axis=1))
    ]
    loud = levels.mean(1)
    spread = numpy.percentile(loud, [5, 25, 50, 75, 95])
    return numpy.concatenate([widths, spread - spread[2], [numpy.log(numpy.abs(mid).max() / (mid.std() + 1e-6))]])


FILTERS = mel_filters()


def features(file):
    stereo = decoded(file)
    magnitudes = spectrogram(stereo.mean(1))
    levels = numpy.log(magnitudes @ FILTERS.T + 1e-3)
    return numpy.concatenate([timbre(levels), rhythm(levels), chroma(magnitudes), space_and_dynamics(stereo, levels)])


def rendered(troupe, brief, folder):
    folder.mkdir(parents=True)
    (folder / "brief.json").write_text(json.dumps(brief))
    out = folder / "song"
    done = subprocess.run([troupe, "music", "render", "--brief", str(folder / "brief.json"), "--out", str(out)], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{brief}: {done.stderr.strip()}")
    found = features(out / "master.mp3")
    subprocess.run(["rm", "-r", str(out)], check=True)
    return found


def render_all(options, briefs):
    with tempfile.TemporaryDirectory() as scratch, concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        work = [pool.submit(rendered, options.troupe, brief, pathlib.Path(scratch) / str(i)) for i, brief in enumerate(briefs)]
        return numpy.array([one.result() for one in work])


def discriminant(samples, labels, shrink=0.3):
    """Linear discriminant with the pooled covariance drawn towards its diagonal. Returns a function: sample -> label."""
    centre, scale = samples.mean(0), samples.std(0) + 1e-9
    scaled = (samples - centre) / scale
    names = sorted(set(labels))
    means = numpy.array([scaled[[l == n for l in labels]].mean(0) for n in names])
    rest = scaled - means[[names.index(l) for l in labels]]
    pooled = rest.T @ rest / max(1, len(samples) - len(names))
    pooled = (1 - shrink) * pooled + shrink * numpy.diag(numpy.diag(pooled) + 1e-3)
    weights = numpy.linalg.solve(pooled, means.T)
    bias = -0.5 * (means.T * weights).sum(0)
    return lambda sample: names[int((((sample - centre) / scale) @ weights + bias).argmax())]


def recognised(samples, labels):
    """Each song by a classifier that has heard all the others and not this one."""
    guesses = []
    for i in range(len(samples)):
        others = numpy.arange(len(samples)) != i
        guesses.append(discriminant(samples[others], [l for l, keep in zip(labels, others) if keep])(samples[i]))
    return guesses


def line(name, value, target, at_least=True):
    ok = value >= target if at_least else value <= target
    print(f"{name} {value:.3f} {'>=' if at_least else '<='}{target} {'ok' if ok else 'short'}", flush=True)


def known_genres(troupe):
    done = subprocess.run([troupe, "--json", "music", "render", "--brief", "/dev/stdin", "--out", "/nowhere"],
                          input='{"genre": "?"}', capture_output=True, text=True)
    return (done.stderr + done.stdout).split("known are ")[1].split('"')[0].split("\n")[0].split(", ")


def confusions(labels, guesses):
    wrong = {}
    for label, guess in zip(labels, guesses):
        if label != guess:
            wrong[(label, guess)] = wrong.get((label, guess), 0) + 1
    for (label, guess), count in sorted(wrong.items(), key=lambda item: -item[1]):
        print(f"# {label} heard as {guess}: {count}", file=sys.stderr)


def tell_genres(options):
    genres = known_genres(options.troupe)
    briefs = [{"genre": g, "seconds": options.seconds, "seed": s} for g in genres for s in range(1, options.genres + 1)]
    labels = [brief["genre"] for brief in briefs]
    guesses = recognised(render_all(options, briefs), labels)
    confusions(labels, guesses)
    line(f"music_{len(genres)}_genres_told_apart", numpy.mean([a == b for a, b in zip(labels, guesses)]), 0.9)


SCENES = ["A pop singer", "A lo-fi producer", "A techno producer", "A trap rapper", "A synthwave producer"]


def invented(troupe, count, home):
    """That many artists as the product makes them, four to a scene."""
    ids = []
    for number in range(count):
        command = [troupe, "--json", "artist", "create", "--prompt", SCENES[number % len(SCENES)], "--seed", str(number + 1)]
        done = subprocess.run(command, check=True, capture_output=True, text=True, env=home)
        ids.append(json.loads(done.stdout)["id"])
    return ids


def released(troupe, artist, seed, home):
    command = [troupe, "--json", "content", "generate", artist, "--type", "track", "--seed", str(seed)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=home)
    files = {file["name"]: pathlib.Path(file["path"]) for file in json.loads(done.stdout)["files"]}
    found = features(files["master.mp3"])
    for file in files.values():
        file.unlink(missing_ok=True)
    return found


def songs_of_artists(options):
    """One artist's songs come one after another, because each knows the catalogue before it."""
    with tempfile.TemporaryDirectory() as scratch, concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        home = os.environ | {"TROUPE_HOME": scratch}
        ids = invented(options.troupe, options.artists, home)
        work = [pool.submit(lambda id: [released(options.troupe, id, s, home) for s in range(1, options.songs + 1)], id) for id in ids]
        return numpy.array([song for one in work for song in one.result()])


def tell_artists(options):
    """Whole songs of artists as a label has them: invented from a sentence, their tracks made by `content generate`."""
    labels = [f"{SCENES[a % len(SCENES)]} {a}" for a in range(options.artists) for _ in range(options.songs)]
    samples = songs_of_artists(options)
    guesses = recognised(samples, labels)
    confusions(labels, guesses)
    line(f"music_artist_heard_among_{options.artists}", numpy.mean([a == b for a, b in zip(labels, guesses)]), 0.85)
    scaled = (samples - samples.mean(0)) / (samples.std(0) + 1e-9)
    scaled /= numpy.linalg.norm(scaled, axis=1, keepdims=True)
    alike = scaled @ scaled.T
    same = [alike[i, j] for i in range(len(labels)) for j in range(i) if labels[i] == labels[j]]
    line("music_most_alike_songs_of_an_artist", max(same), 0.98, at_least=False)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("troupe")
    parser.add_argument("--genres", type=int, default=8, help="songs of each genre; 0: leave out")
    parser.add_argument("--artists", type=int, default=20, help="0: leave out")
    parser.add_argument("--songs", type=int, default=5, help="whole ones, of each artist")
    parser.add_argument("--seconds", type=int, default=50, help="of a song of a genre")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    if options.genres:
        tell_genres(options)
    if options.artists:
        tell_artists(options)


if __name__ == "__main__":
    main()
