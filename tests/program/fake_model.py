"""A language model for tests: speaks OpenAI's chat API, writes what the prompt asks for, and can be told to misbehave."""
import json
import re
import threading

from fake_server import FakeServer

SHORT_WORDS = "the old red bus went by my gate and I could hear it sing".split()
RHYMES = [("lane", "rain"), ("door", "floor"), ("stone", "phone"), ("clock", "dock"), ("bread", "shed"), ("wall", "hall")]


def line(syllables, last):
    """So many words of one syllable, the last one given."""
    words = [SHORT_WORDS[i % len(SHORT_WORDS)] for i in range(max(1, syllables - 1))]
    return " ".join(words[: syllables - 1] + [last])


def song(prompt):
    sections, choruses = [], {}
    for number, name, lines, low, high in re.findall(r"(\d+)\. (\w+): (\d+) lines of (\d+) to (\d+) syllables", prompt):
        length = (int(low) + int(high)) // 2
        made = []
        for i in range(int(lines)):
            first, second = RHYMES[(i // 2 + (0 if name.startswith("chorus") else int(number))) % len(RHYMES)]
            made.append(line(length, first if i % 2 == 0 else second))
        if name.startswith(("chorus", "hook")) and made:
            made[0] = "slack " + " ".join(made[0].split()[1:])
            made = choruses.setdefault((name, lines), made)
        sections.append({"name": name, "lines": made})
    title = next((" ".join(s["lines"][0].split()[:2]) for s in sections if s["name"].startswith(("chorus", "hook")) and s["lines"]), "Slack Water")
    return {"title": title.title(), "point_of_view": "I", "sections": sections}


def identity(prompt):
    draft = json.loads(re.search(r"The draft:\n=====\n.*?\n(\{.*?\n\})\n\n=====", prompt, re.S).group(1))
    draft["tagline"] = "Low water, slow bass"
    return draft


def answer(body):
    shape = body["response_format"]["json_schema"]["name"]
    prompt = body["messages"][1]["content"]
    if shape == "identity":
        return identity(prompt)
    if shape == "lyrics":
        return song(prompt)
    if shape == "opinion":
        return {"score": 0.9, "findings": []}
    if shape == "captions":
        count = int(re.search(r"Posts wanted: (\d+)", prompt).group(1))
        return {"captions": [f"The gate is shut. Number {i} of the tide table." for i in range(count)]}
    return {"title": "Slack Water"}


class FakeModel(FakeServer):
    """`behaviour(number, body)` may give (status, body) or "hang" or None to answer as it should."""

    def __init__(self, behaviour=lambda number, body: None):
        super().__init__()
        self.behaviour, self.requests, self.keys = behaviour, [], []
        self.hanging = threading.Event()
        self.url += "/v1"

    def post(self, handler, body):
        body = json.loads(body)
        self.requests.append(body)
        self.keys.append(handler.headers.get("Authorization"))
        told = self.behaviour(len(self.requests), body)
        if told == "hang":
            self.hanging.set()
            threading.Event().wait(60)
            return
        status, answered = told or (200, {
            "id": "chatcmpl-1", "object": "chat.completion", "model": body["model"],
            "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": json.dumps(answer(body))}}],
            "usage": {"prompt_tokens": 1000, "completion_tokens": 500, "total_tokens": 1500}})
        self.send(handler, status, json.dumps(answered))
