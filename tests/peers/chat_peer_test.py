"""The language models against aimock, a server that somebody else wrote: chat_peer_test.py CHAT_PROBE FOLDER.

Every call, whatever the server does to it, ends in time, in an answer or a trouble with its right name; and what was sent is
what arrived. Skipped (77) without node, npm or a registry to install from.
"""
import json
import os
import pathlib
import select
import subprocess
import sys

from aimock import Peer, install

HERE = pathlib.Path(__file__).parent
DIALECTS = ["openai_chat", "openai_responses", "anthropic"]
SECRET = "sk-peer-secret"
CALL_SECONDS = 20
TEXTS = {f["match"]["userMessage"]: f["response"].get("content") for f in json.loads((HERE / "fixtures.json").read_text())["fixtures"]}


class Probe:
    """Our program: makes the calls it is told to."""

    def __init__(self, program, base_url):
        environment = os.environ | {"no_proxy": "127.0.0.1"}
        self.process = subprocess.Popen([program, base_url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)
        self.requests = 0

    def call(self, dialect, prompt, shaped=False, streamed=False):
        call = {"dialect": dialect, "prompt": prompt, "shaped": shaped, "streamed": streamed}
        self.process.stdin.write((json.dumps(call) + "\n").encode())
        self.process.stdin.flush()
        if not select.select([self.process.stdout], [], [], CALL_SECONDS)[0]:
            sys.exit(f"{call} did not end within {CALL_SECONDS} s")
        outcome = json.loads(self.process.stdout.readline())
        self.requests += outcome["requests"]
        expect(SECRET not in json.dumps(outcome), f"{call} told the key: {outcome}")
        return outcome

    def stop(self):
        self.process.stdin.close()
        expect(self.process.wait(timeout=CALL_SECONDS) == 0, "the probe failed")


failures = []


def expect(holds, what):
    if not holds:
        failures.append(what)
        print("FAILED:", what)


def each_way():
    return [(dialect, streamed) for dialect in DIALECTS for streamed in (False, True)]


def expect_answer(outcome, prompt, streamed, finish="complete"):
    text = TEXTS[prompt]
    expect(outcome["outcome"] == "answer" and outcome["text"] == text and outcome["finish"] == finish, f"{prompt}: {outcome}")
    expect(outcome["heard"] == (text if streamed else ""), f"{prompt}: heard {outcome['heard']!r}")


def answers(probe):
    for dialect, streamed in each_way():
        outcome = probe.call(dialect, "plain", streamed=streamed)
        expect_answer(outcome, "plain", streamed)
        expect(outcome["usage"] == {"input_tokens": 21, "output_tokens": 9, "measured": True}, f"{dialect}: {outcome['usage']}")
        expect(outcome["model"] == "peer-model" and outcome["request_id"], f"{dialect}: {outcome}")
        expect_answer(probe.call(dialect, "shaped", shaped=True, streamed=streamed), "shaped", streamed)
        expect_answer(probe.call(dialect, "cut off", shaped=True, streamed=streamed), "cut off", streamed, finish="cut_off")


def refusals(probe):
    troubles = {"rate limited": "busy", "no credit": "out_of_credit", "bad key": "denied", "too long": "unfit", "overloaded": "busy",
                "failing": "dropped", "nobody knows this one": "denied"}
    for dialect, streamed in each_way():
        for prompt, trouble in troubles.items():
            outcome = probe.call(dialect, prompt, streamed=streamed)
            expect(outcome["outcome"] == trouble and outcome["message"].startswith("peer/" + dialect), f"{dialect} {prompt}: {outcome}")


def broken_streams(probe):
    for dialect in DIALECTS:
        outcome = probe.call(dialect, "broken stream", streamed=True)
        expect(outcome["outcome"] == "dropped", f"{dialect}: {outcome}")
        expect(outcome["heard"] and TEXTS["broken stream"].startswith(outcome["heard"]), f"{dialect}: heard {outcome['heard']!r}")


def chaos(peer, probe):
    for fault, trouble in {"rateLimitRate": "busy", "dropRate": "dropped", "malformedRate": "garbled", "disconnectRate": "dropped"}.items():
        peer.control("POST", "chaos", {fault: 1})
        for dialect, streamed in each_way():
            outcome = probe.call(dialect, "plain", streamed=streamed)
            expect(outcome["outcome"] == trouble, f"{fault}, {dialect}: {outcome}")
            expect(fault != "rateLimitRate" or outcome["retry_after"] > 0, f"{dialect} was not told when to return")
    peer.control("POST", "chaos", {"latencyMs": 150})
    for dialect, streamed in each_way():
        expect_answer(probe.call(dialect, "plain", streamed=streamed), "plain", streamed)


def storm(peer, probe):
    """All of it at once, by chance: whatever happens has a name."""
    peer.control("POST", "chaos", {"rateLimitRate": 0.15, "dropRate": 0.15, "malformedRate": 0.15, "disconnectRate": 0.15, "latencyMs": 2})
    seen = {}
    for _ in range(25):
        for dialect, streamed in each_way():
            outcome = probe.call(dialect, "plain", streamed=streamed)
            seen[outcome["outcome"]] = seen.get(outcome["outcome"], 0) + 1
            if outcome["outcome"] == "answer":
                expect_answer(outcome, "plain", streamed)
            else:
                expect(outcome["outcome"] in ("busy", "dropped", "garbled"), f"{dialect}: {outcome}")
    peer.control("DELETE", "chaos")
    print("storm:", seen)


def nothing_lost(peer, probe):
    arrived = [entry for entry in peer.control("GET", "journal") if entry["method"] == "POST"]
    expect(len(arrived) == probe.requests, f"sent {probe.requests} requests, {len(arrived)} arrived")
    expect(all(SECRET not in json.dumps(entry["body"]) for entry in arrived), "a body held the key")


def gone(peer, probe):
    peer.stop()
    for dialect, streamed in each_way():
        outcome = probe.call(dialect, "plain", streamed=streamed)
        expect(outcome["outcome"] == "unreachable", f"{dialect}, no server: {outcome}")


def main():
    program, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    install(folder)
    peer = Peer(folder)
    try:
        probe = Probe(program, peer.url + "/v1")
        answers(probe)
        refusals(probe)
        broken_streams(probe)
        chaos(peer, probe)
        storm(peer, probe)
        nothing_lost(peer, probe)
        gone(peer, probe)
        probe.stop()
        print(f"{probe.requests} requests, {len(failures)} failures")
    finally:
        peer.stop()
    sys.exit(1 if failures else 0)


main()
