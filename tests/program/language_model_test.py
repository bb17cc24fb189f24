"""The program with a language model: language_model_test.py TROUPE FOLDER. The model is a fake that speaks OpenAI's chat API."""
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import time

from fake_model import FakeModel

TROUPE, FOLDER = sys.argv[1], pathlib.Path(sys.argv[2])
KEY = "sk-secret-0123456789abcdef"
SUNG = "A sung indie folk artist from Leith who writes about night buses"
failures = []


def expect(holds, what):
    if not holds:
        failures.append(what)
        print("FAILED:", what)


class Home:
    def __init__(self, name, model, **settings):
        self.path = FOLDER / name
        shutil.rmtree(self.path, ignore_errors=True)
        self.path.mkdir(parents=True)
        self.environment = {"PATH": os.environ["PATH"], "HOME": str(self.path), "TROUPE_HOME": str(self.path), "no_proxy": "127.0.0.1",
                            "OPENAI_API_KEY": KEY, "TROUPE_OPENAI_URL": model.url} | settings

    def start(self, *arguments):
        return subprocess.Popen([TROUPE, *arguments, "--json"], env=self.environment, cwd=self.path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def run(self, *arguments, fails=False):
        process = self.start(*arguments)
        out, err = process.communicate(timeout=120)
        expect((process.returncode != 0) == fails, f"{arguments}: exit {process.returncode}: {err}")
        expect(KEY not in out + err, f"{arguments} told the key")
        return json.loads(out) if out else None

    def everything(self):
        """All bytes that were kept."""
        return b"".join(path.read_bytes() for path in self.path.rglob("*") if path.is_file())


def writes_under_our_rules():
    model = FakeModel()
    home = Home("writes", model)
    artist = home.run("artist", "create", "--prompt", SUNG)
    expect(artist["positioning"]["tagline"] == "Low water, slow bass", f"the model's tagline: {artist['positioning']['tagline']}")
    expect(any("openai/gpt-5-mini" in line for line in artist["understanding"]["assumptions"]), "the document says who wrote it")
    words = home.run("content", "generate", artist["id"], "--type", "lyrics")
    kept = home.run("content", "show", words["id"])
    expect(kept["provenance"]["engine"] == "openai/gpt-5-mini" and kept["provenance"]["kind"] == "generative", f"provenance: {kept['provenance']}")
    expect(kept["details"]["title"].startswith("Slack"), f"the model's song: {kept['details']['title']}")

    sessions = home.run("llm", "sessions")
    expect([s["task"] for s in sessions] == ["lyrics", "identity"] and all(s["state"] == "completed" for s in sessions), f"sessions: {sessions}")
    for session in sessions:
        expect(home.run("llm", "replay", session["id"])["same"], f"{session['task']} replays to the same result")
        review = home.run("llm", "review", session["id"], "--html", str(home.path / "review.html"))
        expect(len(review["entries"]) >= 2 and review["best"] == 1, f"{session['task']}: generate, then review")
    expect("<!doctype html>" in (home.path / "review.html").read_text(), "the review is a page")
    spent = sum(s["cost_micros"] for s in sessions)
    expect(home.run("llm", "costs")["total_micros"] == spent and spent == 1250 * len(model.requests), f"costs: {spent} after {len(model.requests)} requests")
    expect(home.run("llm", "statistics")[0]["sessions"] == 1, "statistics by task")
    expect(set(model.keys) == {"Bearer " + KEY}, "the key goes in its header")
    expect(KEY.encode() not in home.everything(), "the key is kept nowhere")

    asked = len(model.requests)
    model.stop()
    offline = home.run("llm", "replay", sessions[0]["id"])
    expect(offline["same"] and len(model.requests) == asked, "a replay needs no network")


def stands_in():
    """Whatever the model does, the artist is made, and says what happened."""
    cases = {
        "denied": (401, {"error": {"message": "Incorrect API key provided: " + KEY, "type": "invalid_request_error", "code": "invalid_api_key"}}),
        "credit": (429, {"error": {"message": "You exceeded your quota", "type": "insufficient_quota", "code": "insufficient_quota"}}),
        "refused": (200, {"id": "1", "object": "chat.completion", "model": "m", "choices": [
            {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": None, "refusal": "I will not"}}]}),
        "nonsense": (200, {"id": "1", "object": "chat.completion", "model": "m", "choices": [
            {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": "{\"name\": \"\", \"core_locked\": false}"}}]}),
    }
    for name, told in cases.items():
        model = FakeModel(lambda number, body, told=told: told)
        home = Home(name, model)
        artist = home.run("artist", "create", "--prompt", SUNG)
        expect(any("the embedded writer stood in" in line for line in artist["understanding"]["assumptions"]), f"{name}: {artist['understanding']['assumptions']}")
        expect(home.run("llm", "sessions", "--state", "failed") != [], f"{name}: the session failed")
        expect(KEY.encode() not in home.everything(), f"{name}: the key is kept nowhere")
        model.stop()


def keeps_the_cap():
    model = FakeModel()
    home = Home("cap", model, TROUPE_LLM_TASK_CAP="0.001")
    artist = home.run("artist", "create", "--prompt", SUNG)
    expect(not model.requests, "nothing was asked over the cap")
    expect(any("TROUPE_LLM_TASK_CAP" in line for line in artist["understanding"]["assumptions"]), f"the cap is named: {artist['understanding']['assumptions']}")


def goes_on_after_a_kill():
    """Killed while the second question is out: the first answer is in the log and is not paid again."""
    model = FakeModel(lambda number, body: "hang" if number == 2 else None)
    home = Home("killed", model)
    process = home.start("artist", "create", "--prompt", SUNG)
    expect(model.hanging.wait(60), "the second question came")
    process.send_signal(signal.SIGKILL)
    process.wait()
    expect([s["state"] for s in home.run("llm", "sessions")] == ["active"], "the session is still active")
    artist = home.run("artist", "create", "--prompt", SUNG)
    expect(artist["positioning"]["tagline"] == "Low water, slow bass", "the first answer was kept")
    sessions = home.run("llm", "sessions")
    expect([s["state"] for s in sessions] == ["completed"], f"one session, completed: {sessions}")
    expect(len(model.requests) == 3, f"{len(model.requests)} requests: only the lost one was asked again")
    expect(home.run("llm", "replay", sessions[0]["id"])["same"], "it replays")
    home.run("llm", "extend", sessions[0]["id"], fails=True)
    model.stop()


def wrong_settings():
    model = FakeModel()
    for settings, named in [({"OPENAI_API_KEY": "your_openai_api_key"}, "OPENAI_API_KEY"), ({"TROUPE_LLM_MODELS": "gpt-5"}, "TROUPE_LLM_MODELS"),
                            ({"TROUPE_LLM_DAY_CAP": "much"}, "TROUPE_LLM_DAY_CAP"), ({"TROUPE_LLM_PRICES": "/no/such/prices.json"}, "/no/such/prices.json")]:
        home = Home("settings", model, **settings)
        process = home.start("artist", "create", "--prompt", SUNG)
        out, err = process.communicate(timeout=60)
        expect(process.returncode in (2, 3) and named in err, f"{settings}: exit {process.returncode}: {err}")
    model.stop()


start = time.time()
for check in (writes_under_our_rules, stands_in, keeps_the_cap, goes_on_after_a_kill, wrong_settings):
    check()
print(f"{len(failures)} failures in {time.time() - start:.1f} s")
sys.exit(1 if failures else 0)
