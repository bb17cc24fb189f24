"""Pexels and Pixabay, for tests: both from one table, and each can be told to misbehave."""
import time
import urllib.parse

from fake_server import FakeServer


def pexels(fake, clips):
    return {"page": 1, "per_page": 40, "total_results": len(clips), "videos": [
        {"id": c["id"], "width": c["width"], "height": c["height"], "url": f"https://www.pexels.com/video/{c['words'].replace(' ', '-')}-{c['id']}/",
         "duration": c["seconds"], "user": {"id": 1, "name": c["author"], "url": "https://www.pexels.com/@somebody"},
         "video_files": [{"id": 9, "quality": "hls", "file_type": "application/x-mpegURL", "width": None, "height": None, "link": fake.url + "/none.m3u8"},
                         {"id": 1, "quality": "hd", "file_type": "video/mp4", "width": c["width"], "height": c["height"], "fps": 25, "link": c["link"]}]}
        for c in clips]}


def pixabay(fake, clips):
    none = {"url": "", "width": 0, "height": 0, "size": 0, "thumbnail": ""}
    return {"total": len(clips), "totalHits": len(clips), "hits": [
        {"id": c["id"], "pageURL": f"https://pixabay.com/videos/id-{c['id']}/", "type": "film", "tags": ", ".join(c["words"].split()), "duration": c["seconds"],
         "videos": {"large": none, "medium": {"url": c["link"], "width": c["width"], "height": c["height"], "size": 1000, "thumbnail": ""}, "small": none, "tiny": none},
         "user_id": 1281706, "user": c["author"]} for c in clips]}


SERVICES = {"pexels": {"paths": ["/v1/videos/search", "/videos/search"], "words": "query", "answer": pexels},
            "pixabay": {"paths": ["/api/videos/"], "words": "q", "answer": pixabay}}


class FakeFootage(FakeServer):
    """`clips` are [{id, words, author, width, height, seconds, file}], the file as bytes. `searches` and `files` are scripts whose last entry
    stays. A search is "ok", "empty", "close", ("http", status, body, headers) or ("raw", body); a file "ok", "cut" (half of it, then
    gone), "half" (as if it were all), "html", "typed" (as a page), "huge", "gone", "redirect", "away" (to an address that is not safe)."""

    def __init__(self, service, key, clips, searches=("ok",), files=("ok",)):
        super().__init__(search=searches, file=files)
        self.service, self.key = SERVICES[service], key
        self.name, self.asked, self.fetched = service, [], []
        self.clips = [dict(c, link=f"{self.url}/files/{c['id']}.mp4?signature=secret-of-the-link") for c in clips]

    def get(self, handler):
        path, _, query = handler.path.partition("?")
        if path.startswith("/files/"):
            return self.deliver(handler, path)
        if path not in self.service["paths"]:
            self.complaints.append(f"asked for {path}")
            return self.send(handler, 404, "{}")
        asked = dict(urllib.parse.parse_qsl(query))
        given = asked.pop("key", None) if self.name == "pixabay" else handler.headers.get("Authorization")
        if given != self.key:
            self.complaints.append(f"the key is {given}")
        with self.guard:
            self.asked.append(asked)
        self.search(handler)

    def search(self, handler):
        told = self.next("search")
        if told == "close":
            self.hang_up(handler)
        elif told in ("ok", "empty"):
            reset = str(int(time.time()) + 3600) if self.name == "pexels" else "60"
            self.send(handler, 200, self.service["answer"](self, self.clips if told == "ok" else []),
                      X_Ratelimit_Limit="200", X_Ratelimit_Remaining="199", X_Ratelimit_Reset=reset)
        elif told[0] == "raw":
            self.send(handler, 200, told[1])
        else:
            self.send(handler, told[1], told[2], "text/plain", **(told[3] if len(told) > 3 else {}))

    def deliver(self, handler, path):
        told, wanted = self.next("file"), handler.headers.get("Range")
        with self.guard:
            self.fetched.append(path)
        if handler.headers.get("Authorization"):
            self.complaints.append("the key went where the file is")
        number = path.removeprefix("/files/").removesuffix(".mp4")
        found = [c for c in self.clips if str(c["id"]) == number]
        film = found[0]["file"] if found else self.clips[0]["file"]
        half = len(film) // 2
        if told == "html":
            self.send(handler, 200, b"<!doctype html><title>Sorry</title>" * 200, "text/html")
        elif told == "typed":
            self.send(handler, 200, film, "text/html")
        elif told == "huge":
            self.send(handler, 200, film, "video/mp4", length=10**10)
        elif told == "gone":
            self.send(handler, 404, b"", "text/plain")
        elif told == "redirect":
            self.send(handler, 302, b"", "text/plain", Location=f"{self.url}/files/elsewhere.mp4")
        elif told == "away":
            self.send(handler, 302, b"", "text/plain", Location="https://169.254.169.254/latest/meta-data")
        elif told == "half":
            self.send(handler, 200, film[:half], "video/mp4")
        elif told == "cut":
            self.send(handler, 200, film[:half], "video/mp4", length=len(film))
            self.hang_up(handler)
        elif wanted:
            start = int(wanted.removeprefix("bytes=").rstrip("-"))
            self.send(handler, 206, film[start:], "video/mp4", Content_Range=f"bytes {start}-{len(film) - 1}/{len(film)}")
        else:
            self.send(handler, 200, film, "video/mp4")
