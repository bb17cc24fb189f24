"""Leonardo for tests: from a table, and able to misbehave."""
import json
import threading

from fake_server import FakeServer

IMAGE_FIELDS = ["prompt", "modelId", "width", "height", "num_images", "alchemy", "public"]
CLIP_FIELDS = ["imageId", "imageType", "prompt", "model", "isPublic"]


class FakeLeonardo(FakeServer):
    """`orders`, `looks` and `files` are scripts; the last entry of each stays. An order is "ok", "close" (heard, then gone), "hang"
    or ("http", status, body, headers); a look a state, "nsfw", "none", "hang" or ("http", status, body, headers); a file "ok", "html", "broken",
    "huge", "gone" or "cut"."""

    def __init__(self, key, picture, clip, orders=("ok",), looks=("PENDING", "COMPLETE"), files=("ok",)):
        super().__init__(order=orders, look=looks, file=files)
        self.key, self.picture, self.clip = key, picture, clip
        self.ordered, self.looked, self.fetched = [], 0, []
        self.asked, self.waiting = threading.Event(), threading.Event()
        self.home, self.url = self.url, self.url + "/api/rest/v1"

    def misbehave(self, handler, told):
        if told == "hang":
            threading.Event().wait(60)
        if told in ("hang", "close"):
            self.hang_up(handler)
            return True
        if isinstance(told, tuple):
            self.send(handler, told[1], told[2], **(told[3] if len(told) > 3 else {}))
            return True
        return False

    def check_key(self, handler, wants_it):
        given = handler.headers.get("Authorization")
        if given != (f"Bearer {self.key}" if wants_it else None):
            self.complaints.append(f"{handler.path}: Authorization is {given}")

    def post(self, handler, body):
        body = json.loads(body)
        self.check_key(handler, True)
        is_clip = handler.path.endswith("/generations-image-to-video")
        if not is_clip and not handler.path.endswith("/generations"):
            self.complaints.append(f"POST {handler.path}")
        missing = [field for field in (CLIP_FIELDS if is_clip else IMAGE_FIELDS) if field not in body]
        if missing:
            self.complaints.append(f"missing {missing}")
        if not is_clip and any(body[side] % 8 or not 32 <= body[side] <= 1536 for side in ("width", "height")):
            self.complaints.append(f"size {body['width']}x{body['height']}")
        with self.guard:
            self.ordered.append(body)
        self.asked.set()
        if self.misbehave(handler, self.next("order")):
            return
        job = {"generationId": "clip-1" if is_clip else "gen-1", "apiCreditCost": 9, "cost": {"amount": "0.38" if is_clip else "0.0525", "unit": "DOLLARS"}}
        self.send(handler, 200, {"motionVideoGenerationJob" if is_clip else "sdGenerationJob": job})

    def get(self, handler):
        if handler.path.startswith("/files/"):
            return self.deliver(handler)
        self.check_key(handler, True)
        with self.guard:
            self.looked += 1
        told = self.next("look")
        self.waiting.set()
        if self.misbehave(handler, told):
            return
        if told == "none":
            return self.send(handler, 200, {"generations_by_pk": None})
        image = {"id": "image-1", "nsfw": told == "nsfw", "url": f"{self.home}/files/1.jpg?signature=secret-of-the-link", "motionMP4URL": f"{self.home}/files/1.mp4"}
        state = "COMPLETE" if told == "nsfw" else told
        self.send(handler, 200, {"generations_by_pk": {"status": state, "generated_images": [image] if state == "COMPLETE" else []}})

    def deliver(self, handler):
        self.check_key(handler, False)
        is_clip = ".mp4" in handler.path
        content, kind = (self.clip, "video/mp4") if is_clip else (self.picture, "image/jpeg")
        told, wanted = self.next("file"), handler.headers.get("Range")
        with self.guard:
            self.fetched.append(handler.path)
        if told == "html":
            self.send(handler, 200, b"<!doctype html><title>Sorry</title>" * 50, "text/html")
        elif told == "broken":
            self.send(handler, 200, content[:300] + b"\x55" * 3000, kind)
        elif told == "huge":
            self.send(handler, 200, content, kind, length=10**9)
        elif told == "gone":
            self.send(handler, 404, b"", "text/plain")
        elif told == "cut":
            self.send(handler, 200, content[: len(content) // 2], kind, length=len(content))
            self.hang_up(handler)
        elif wanted:
            start = int(wanted.removeprefix("bytes=").rstrip("-"))
            self.send(handler, 206, content[start:], kind, Content_Range=f"bytes {start}-{len(content) - 1}/{len(content)}")
        else:
            self.send(handler, 200, content, kind)
