"""Services that give access to Suno, for tests: five dialects from one table, each of which can be told to misbehave."""
import json
import threading
import urllib.parse

from fake_server import FakeServer


def camel(take):
    return {"id": take["id"], "audioUrl": take["url"], "duration": take["seconds"], "modelName": "chirp-crow", "title": "x"}


def snake(take):
    return {"id": take["id"], "audio_url": take["url"], "duration": take["seconds"], "model_name": "chirp-crow", "title": "x"}


SUNOAPI_WORDS = {"pending": "PENDING", "text": "TEXT_SUCCESS", "partial": "FIRST_SUCCESS", "ready": "SUCCESS", "refused": "CREATE_TASK_FAILED",
                 "failed": "GENERATE_AUDIO_FAILED", "callback": "CALLBACK_EXCEPTION", "moderation": "SENSITIVE_WORD_ERROR"}
# The four shapes in which one and the same service has been seen to tell of its songs.
SHAPES = {
    "camel": lambda takes: {"response": {"taskId": "task-1", "sunoData": [camel(t) for t in takes]}},
    "snake": lambda takes: {"response": {"task_id": "task-1", "data": [snake(t) for t in takes]}},
    "string": lambda takes: {"response": json.dumps({"sunoData": [camel(t) for t in takes]})},
    "result": lambda takes: {"resultJson": json.dumps({"data": [snake(t) for t in takes]})},
}


def sunoapi_poll(state, takes, shape):
    shown = takes if state in ("partial", "ready", "callback") else []
    error = "Song contains sensitive words" if state == "moderation" else "out of luck" if state in ("failed", "refused") else None
    return {"code": 200, "msg": "success", "data": {"taskId": "task-1", "status": SUNOAPI_WORDS[state], "errorCode": None, "errorMessage": error} | SHAPES[shape](shown)}


CLIP_WORDS = {"pending": "submitted", "text": "queued", "partial": "streaming", "ready": "complete", "failed": "error", "moderation": "error"}


def clips(state, takes):
    words = {"pending": ["submitted"] * 2, "text": ["queued"] * 2, "partial": ["complete", "streaming"], "ready": ["complete"] * 2}.get(state, ["error"] * 2)
    return [snake(t) | {"status": w, "error_message": "Moderation failure" if state == "moderation" else "out of luck" if w == "error" else None}
            for t, w in zip(takes, words)]


def newapi_poll(state, takes, _):
    words = {"pending": "NOT_START", "text": "IN_PROGRESS", "partial": "IN_PROGRESS", "ready": "SUCCESS"}
    reason = "moderation: inappropriate words" if state == "moderation" else "out of luck" if state == "failed" else ""
    return {"code": "success", "message": "", "data": {"task_id": "task-1", "status": words.get(state, "FAILURE"), "fail_reason": reason,
                                                       "data": clips(state, takes) if state in ("partial", "ready") else None}}


def acedata_poll(state, takes, _):
    if state in ("pending", "text"):
        return {"id": "task-1", "request": {}, "response": None}
    if state in ("failed", "moderation"):
        word = "lyrics are not allowed: inappropriate" if state == "moderation" else "out of luck"
        return {"id": "task-1", "response": {"success": False, "error": {"code": "api_error", "message": word}}}
    words = ["succeeded", "pending"] if state == "partial" else ["succeeded"] * 2
    return {"id": "task-1", "response": {"success": True, "task_id": "task-1", "data": [snake(t) | {"state": w} for t, w in zip(takes, words)]}}


# What each must be asked, and answers. `need` are fields that the service refuses to do without; `words` is where lyrics go.
DIALECTS = {
    "sunoapi": {"path": "/api/v1/generate", "need": ["customMode", "instrumental", "model", "callBackUrl"], "words": "prompt", "style": "style",
                "answer": {"code": 200, "msg": "success", "data": {"taskId": "task-1"}},
                "poll": ("GET", "/api/v1/generate/record-info", {"taskId": "task-1"}), "told": sunoapi_poll, "key": True},
    "gcui": {"path": "/api/custom_generate", "need": ["tags", "title", "make_instrumental", "wait_audio"], "words": "prompt", "style": "tags",
             "answer": [{"id": "clip-1", "status": "submitted"}, {"id": "clip-2", "status": "submitted"}],
             "poll": ("GET", "/api/get", {"ids": "clip-1,clip-2"}), "told": lambda state, takes, _: clips(state, takes), "key": False},
    "newapi": {"path": "/suno/submit/music", "need": ["tags", "title", "mv", "make_instrumental"], "words": "prompt", "style": "tags",
               "answer": {"code": "success", "message": "", "data": "task-1"},
               "poll": ("GET", "/suno/fetch/task-1", {}), "told": newapi_poll, "key": True},
    "acedata": {"path": "/suno/audios", "need": ["action", "model", "custom", "instrumental", "callback_url"], "words": "lyric", "style": "style",
                "answer": {"success": True, "task_id": "task-1", "trace_id": "t"},
                "poll": ("POST", "/suno/tasks", {"id": "task-1", "action": "retrieve"}), "told": acedata_poll, "key": True},
}
DIALECTS["kie"] = DIALECTS["sunoapi"]


class FakeSuno(FakeServer):
    """`submits`, `polls` and `sounds` are scripts; the last entry of each stays. A submission is "ok", "close" (heard, then gone),
    "hang", ("json", body) or ("http", status, body); a look a state, "hang", or ("http", status, body); a sound "ok", "cut" (half
    of it, then gone), "half" (as if it were all), "html", "huge", "gone" or "redirect"."""

    def __init__(self, dialect, sound, submits=("ok",), polls=("pending", "ready"), sounds=("ok",), shape="camel", seconds=20.0):
        super().__init__(submit=submits, poll=polls, sound=sounds)
        self.dialect, self.sound, self.shape = DIALECTS[dialect], sound, shape
        self.submitted, self.polled, self.fetched, self.keys = [], 0, [], set()
        self.looked, self.asked = threading.Event(), threading.Event()
        self.takes = [{"id": f"take-{i}", "url": f"{self.url}/files/{i}.mp3?signature=secret-of-the-link", "seconds": seconds + 30 * i} for i in (0, 1)]

    def get(self, handler):
        self.take(handler, b"")

    def post(self, handler, body):
        self.take(handler, body)

    def take(self, handler, body):
        path, _, query = handler.path.partition("?")
        if path.startswith("/files/"):
            return self.deliver(handler, path)
        self.keys.add(handler.headers.get("Authorization"))
        method, poll_path, wanted = self.dialect["poll"]
        if path == poll_path and handler.command == method:
            asked = json.loads(body) if method == "POST" else dict(urllib.parse.parse_qsl(query))
            if asked != wanted:
                self.complaints.append(f"looked for {asked}")
            return self.look(handler)
        if path == self.dialect["path"] and handler.command == "POST":
            return self.submit(handler, json.loads(body))
        self.complaints.append(f"{handler.command} {handler.path}")
        return self.send(handler, 404, {"error": "nothing here"})

    def submit(self, handler, body):
        missing = [name for name in self.dialect["need"] if name not in body]
        if missing:
            self.complaints.append(f"missing {missing}")
        with self.guard:
            self.submitted.append(body)
        self.asked.set()
        told = self.next("submit")
        if told in ("close", "hang"):
            if told == "hang":
                threading.Event().wait(60)
            self.hang_up(handler)
        elif told == "ok":
            self.send(handler, 200, self.dialect["answer"])
        else:
            self.send(handler, told[1] if told[0] == "http" else 200, told[-1])

    def look(self, handler):
        with self.guard:
            self.polled += 1
        told = self.next("poll")
        self.looked.set()
        if told == "hang":
            threading.Event().wait(60)
        elif isinstance(told, tuple):
            self.send(handler, told[1], told[2])
        else:
            self.send(handler, 200, self.dialect["told"](told, self.takes, self.shape))

    def deliver(self, handler, path):
        told, wanted = self.next("sound"), handler.headers.get("Range")
        with self.guard:
            self.fetched.append((path, wanted, handler.headers.get("Authorization")))
        half = len(self.sound) // 2
        if told == "html":
            self.send(handler, 200, b"<!doctype html><title>Sorry</title>" * 200, "text/html")
        elif told == "huge":
            self.send(handler, 200, self.sound, "audio/mpeg", length=10**9)
        elif told == "gone":
            self.send(handler, 404, b"", "text/plain")
        elif told == "redirect":
            self.send(handler, 302, b"", "text/plain", Location=f"{self.url}/files/elsewhere.mp3")
        elif told == "half":
            self.send(handler, 200, self.sound[:half], "audio/mpeg")
        elif told == "cut":
            self.send(handler, 200, self.sound[:half], "audio/mpeg", length=len(self.sound))
            self.hang_up(handler)
        elif wanted:
            start = int(wanted.removeprefix("bytes=").rstrip("-"))
            self.send(handler, 206, self.sound[start:], "audio/mpeg", Content_Range=f"bytes {start}-{len(self.sound) - 1}/{len(self.sound)}")
        else:
            self.send(handler, 200, self.sound, "audio/mpeg")
