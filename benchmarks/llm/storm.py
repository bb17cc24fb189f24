"""Language models on a bad day: storm.py LLM_STORM FOLDER [SESSIONS]. Starts aimock, lets it drop, limit, garble and delay a third of all
calls, and has llm_storm work through it. Prints NAME value target ok|short. Skipped (77) without Node.js 20.15. With SESSIONS given it is
a test: what was lost or overspent fails it, how fast it went and how much luck it had does not."""
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "tests/peers"))
from aimock import Peer, install  # noqa: E402

program, folder = sys.argv[1], pathlib.Path(sys.argv[2])
sessions = sys.argv[3] if len(sys.argv) > 3 else "10000"
install(folder)
peer = Peer(folder)
try:
    peer.control("POST", "chaos", {"rateLimitRate": 0.1, "dropRate": 0.1, "malformedRate": 0.05, "disconnectRate": 0.05, "latencyMs": 1})
    storm = subprocess.run([program, peer.url, sessions, "8"], capture_output=True, text=True, timeout=1800)
    peer.control("DELETE", "chaos")
    hopeless = subprocess.run([program, peer.url, "hopeless", "1"], capture_output=True, text=True, timeout=300)
finally:
    peer.stop()
print(storm.stdout + hopeless.stdout, end="")
print(storm.stderr + hopeless.stderr, end="", file=sys.stderr)
lines = (storm.stdout + hopeless.stdout).splitlines()
judged = [line for line in lines if len(sys.argv) <= 3 or line.split()[0] in ("storm_sessions_lost", "storm_sessions_over_their_cap", "storm_spent_of_day_cap_percent")]
sys.exit(0 if len(lines) == 6 and all(line.endswith(" ok") for line in judged) else 1)
