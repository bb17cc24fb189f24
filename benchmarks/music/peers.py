#!/usr/bin/env python3
"""Times our renderer against other programs that turn a score into sound, all on the same three minutes: peers.py BIN
(BIN: the build folder's bin/, which holds peers_render). Processor time of each whole program, so other work on the
machine does not count. Prints one line a number: NAME value target ok|short. What is not installed is named and skipped.
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

SECONDS = 180
SOUNDFONTS = ["/usr/share/sounds/sf2/FluidR3_GM.sf2", "/usr/share/sounds/sf2/default-GM.sf2"]

# A plain subtractive band with a reverb: what a short csound tutorial builds.
CSOUND = """<CsoundSynthesizer>
<CsOptions>
-d -m0
</CsOptions>
<CsInstruments>
sr = 48000
ksmps = 32
nchnls = 2
0dbfs = 1
massign 0, 1
massign 10, 2
gaL init 0
gaR init 0
instr 1
  icps cpsmidi
  iamp ampmidi 0.08
  kenv madsr 0.01, 0.2, 0.7, 0.2
  a1 vco2 iamp, icps
  a2 vco2 iamp, icps * 1.005
  aout moogladder (a1 + a2) * kenv, 600 + 4000 * kenv, 0.2
  outs aout, aout
  gaL = gaL + aout * 0.2
  gaR = gaR + aout * 0.2
endin
instr 2
  iamp ampmidi 0.2
  kenv madsr 0.001, 0.15, 0, 0.05
  anoise rand iamp
  alow oscili iamp, 60
  aout butbp anoise, 4000, 6000
  aout = (aout * 0.5 + alow) * kenv
  outs aout, aout
endin
instr 99
  aL, aR reverbsc gaL, gaR, 0.8, 9000
  outs aL, aR
  gaL = 0
  gaR = 0
endin
</CsInstruments>
<CsScore>
i 99 0 %d
</CsScore>
</CsoundSynthesizer>
"""


def processor_seconds(command):
    """User and system time of a command and its children, or None when it fails."""
    before = os.times()
    done = subprocess.run([str(word) for word in command], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    after = os.times()
    if done.returncode != 0:
        print(f"{command[0]}: {done.stderr.decode(errors='replace')[-300:]}", file=sys.stderr)
        return None
    return after.children_user - before.children_user + after.children_system - before.children_system


def report(name, ours, theirs):
    if theirs is None:
        print(f"music_times_faster_than_{name} skipped: it failed", flush=True)
        return
    ratio = theirs / ours
    print(f"music_times_faster_than_{name} {ratio:.3f} >=1 {'ok' if ratio >= 1 else 'short'}", flush=True)
    print(f"  {name}: {theirs:.2f} s, {SECONDS / theirs:.1f} times real time", file=sys.stderr)


def mma_chart(folder):
    """As many bars of four chords as fill the time at 120 beats a minute."""
    chart = folder / "song.mma"
    bars = "\n".join(f"{n} {'C Am F G'.split()[n % 4]}" for n in range(1, SECONDS // 2 + 1))
    chart.write_text(f"Tempo 120\nGroove PopBallad\n{bars}\n")
    return chart


def main():
    tool = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "build/bin") / "peers_render"
    if not tool.exists():
        sys.exit(f"{tool}: build the target peers_render first, then give its folder: peers.py BUILD/bin")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        subprocess.run([tool, folder], check=True)
        midi = folder / "song.mid"
        ours = processor_seconds([tool, folder, "wav"])
        print(f"music_render_to_wav_times_realtime {SECONDS / ours:.3f} >=80 {'ok' if SECONDS / ours >= 80 else 'short'}", flush=True)
        font = next((f for f in SOUNDFONTS if os.path.exists(f)), None)
        fluidsynth = ["fluidsynth", "-q", "-ni", "-r", "48000", "-O", "s16", "-T", "wav", "-F"]
        if font and shutil.which("fluidsynth"):
            report("fluidsynth", ours, processor_seconds(fluidsynth + [folder / "fluid.wav", font, midi]))
        else:
            print("music_times_faster_than_fluidsynth skipped: needs fluidsynth and fluid-soundfont-gm")
        if shutil.which("csound"):
            orchestra = folder / "band.csd"
            orchestra.write_text(CSOUND % SECONDS)
            report("csound", ours, processor_seconds(["csound", "-W", "-T", "-F", midi, "-o", folder / "csound.wav", orchestra]))
        else:
            print("music_times_faster_than_csound skipped: needs csound")
        if shutil.which("mma") and font and shutil.which("fluidsynth"):
            made = processor_seconds(["mma", "-f", folder / "mma.mid", mma_chart(folder)])
            played = processor_seconds(fluidsynth + [folder / "mma.wav", font, folder / "mma.mid"]) if made else None
            report("mma_and_fluidsynth", ours, made + played if played else None)
        else:
            print("music_times_faster_than_mma_and_fluidsynth skipped: needs mma, fluidsynth and fluid-soundfont-gm")


main()
