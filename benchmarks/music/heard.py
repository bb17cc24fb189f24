#!/usr/bin/env python3
"""Tempo and key of sound files by an ear that knows nothing of ours: heard.py FILE.. prints `bpm<TAB>key<TAB>mode` a file.

Tempo: spectral flux, its autocorrelation summed over multiples of the beat, then the exact rate from the phase of the
strongest component. Key: pitch classes of spectral peaks, partials counted for
their tones, over the whole file against the profiles of Krumhansl & Kessler and
of Temperley (Kostka-Payne). Needs numpy, and ffmpeg to decode.
"""
import subprocess
import sys

import numpy as np

RATE = 22050
NAMES = ["C", "C#", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B"]
KRUMHANSL = ([6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88],
             [6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17])
TEMPERLEY = ([.748, .060, .488, .082, .670, .460, .096, .715, .104, .366, .057, .400],
             [.712, .084, .474, .618, .049, .460, .105, .747, .404, .067, .133, .330])


def decode(path):
    command = ["ffmpeg", "-nostdin", "-loglevel", "error", "-i", path, "-ac", "1", "-ar", str(RATE), "-f", "f32le", "-"]
    return np.frombuffer(subprocess.run(command, capture_output=True, check=True).stdout, dtype=np.float32)


def frames(sound, size, hop):
    count = max(1, 1 + (len(sound) - size) // hop)
    index = np.arange(size)[None, :] + hop * np.arange(count)[:, None]
    return np.abs(np.fft.rfft(sound[index] * np.hanning(size)[None, :], axis=1))


def onset_strength(sound, hop):
    level = np.log1p(100 * frames(sound, 1024, hop))
    flux = np.maximum(0, np.diff(level, axis=0)).sum(axis=1)
    wide = int(RATE / hop)
    mean = np.convolve(flux, np.ones(wide) / wide, mode="same")
    return np.maximum(0, flux - mean)


def tempo(sound, hop=256):
    flux = onset_strength(sound, hop)
    flux = flux - flux.mean()
    rate = RATE / hop
    size = 1 << (2 * len(flux) - 1).bit_length()
    power = np.abs(np.fft.rfft(flux, size)) ** 2
    similarity = np.fft.irfft(power)[:len(flux)]
    similarity = similarity / (np.arange(len(flux), 0, -1))  # no bias towards short lags
    best, most = 0.0, -1e9
    for bpm in np.arange(55, 200, 0.25):
        lag = 60 * rate / bpm
        score = sum(np.interp(lag * k, np.arange(len(similarity)), similarity) / k for k in (1, 2, 4))
        score *= np.exp(-0.5 * (np.log2(bpm / 115) / 0.9) ** 2)
        if score > most:
            best, most = bpm, score
    times = np.arange(len(flux)) / rate

    def strength(bpm):
        return sum(w * abs(np.sum(flux * np.exp(-2j * np.pi * times * bpm * m / 60))) for m, w in ((1, 1), (2, 1), (4, 0.7)))

    for reach, step in ((1.5, 0.1), (0.2, 0.01)):
        grid = np.arange(best - reach, best + reach + step / 2, step)
        best = grid[int(np.argmax([strength(b) for b in grid]))]
    return best


def chroma(sound, size=8192, hop=4096, harmonics=4, decay=0.6):
    """Harmonic pitch class profile (Gomez 2006): a peak speaks for the tones it may be a partial of, too. Without that the
    third partial of every tone, its fifth, makes the dominant of many songs look like their home."""
    bins = np.zeros(12)
    hertz = np.arange(size // 2 + 1) * RATE / size
    inside = (hertz > 60) & (hertz < 2000)
    for spectrum in frames(sound, size, hop):
        middle = spectrum[1:-1]
        peak = np.zeros(len(spectrum), bool)
        peak[1:-1] = (middle > spectrum[:-2]) & (middle >= spectrum[2:])
        peak &= inside & (spectrum > 0.01 * spectrum[inside].max() + 1e-9)
        at = np.nonzero(peak)[0]
        if len(at) == 0:
            continue
        left, centre, right = (np.log(spectrum[at + k] + 1e-9) for k in (-1, 0, 1))
        exact = at + 0.5 * (left - right) / np.minimum(-1e-9, left - 2 * centre + right)
        pitch = 69 + 12 * np.log2(exact * RATE / size / 440)
        frame = np.zeros(12)
        for number in range(1, harmonics + 1):
            root = pitch - 12 * np.log2(number)
            near = np.round(root)
            weight = spectrum[at] * np.maximum(0, 1 - 3 * np.abs(root - near)) * decay ** (number - 1)
            frame += np.bincount(near.astype(int) % 12, weights=weight, minlength=12)
        bins += frame / (frame.max() + 1e-9)
    return bins


def key(bins):
    best = (-2.0, 0, "major")
    for tonic in range(12):
        turned = np.roll(bins, -tonic)
        for mode, name in enumerate(("major", "minor")):
            score = sum(np.corrcoef(turned, profiles[mode])[0, 1] for profiles in (KRUMHANSL, TEMPERLEY))
            best = max(best, (score, tonic, name))
    return NAMES[best[1]], best[2]


for path in sys.argv[1:]:
    heard = decode(path)
    name, mode = key(chroma(heard))
    print(f"{tempo(heard):.3f}\t{name}\t{mode}", flush=True)
