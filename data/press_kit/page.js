(function () {
  "use strict";
  var by = function (id) { return document.getElementById(id); };
  var each = function (list, act) { Array.prototype.forEach.call(list, act); };
  var song = by("song"), audio = by("audio"), wave = by("wave"), box = by("heard-box");
  var still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  var parts = song.querySelectorAll(".part"), lines = song.querySelectorAll(".lyrics li");
  var written = parseFloat(song.dataset.length) || 0, name = song.dataset.title;
  var width = wave.querySelector("svg").viewBox.baseVal.width;

  audio.removeAttribute("controls");
  var length = function () { return isFinite(audio.duration) && audio.duration > 0 ? audio.duration : written; };
  var clock = function (s) { s = Math.max(0, Math.floor(s)); return Math.floor(s / 60) + ":" + ("0" + s % 60).slice(-2); };
  var seek = function (to) { audio.currentTime = Math.min(Math.max(0, to), Math.max(0, length() - 0.05)); show(); };
  var toggle = function () { if (audio.paused) { audio.play().catch(broken); } else { audio.pause(); } };

  function broken() {
    var problem = by("problem");
    problem.textContent = "The song cannot be played here. Keep this page beside its folders, or open the file from the list below.";
    problem.hidden = false;
  }

  function current(list, at) {
    var found = null;
    each(list, function (item) { if (at >= parseFloat(item.dataset.start) - 0.02 && at < parseFloat(item.dataset.end)) found = item; });
    return found;
  }

  function mark(list, now) {
    each(list, function (item) {
      item.classList.toggle("is-now", item === now);
      if (item === now) item.setAttribute("aria-current", "true"); else item.removeAttribute("aria-current");
    });
  }

  var lastLine = null;
  function follow(at) {
    var line = current(lines, at);
    if (line === lastLine) return;
    lastLine = line;
    mark(lines, line);
    if (!line) return;
    var frame = line.parentNode;
    frame.scrollTo({ top: line.offsetTop - frame.clientHeight / 2 + line.clientHeight / 2, behavior: still ? "auto" : "smooth" });
  }

  function show() {
    var at = audio.currentTime, all = length(), share = all > 0 ? at / all : 0, part = current(parts, at);
    box.setAttribute("width", String(width * share));
    by("now").textContent = clock(at);
    by("mini-now").textContent = clock(at) + " / " + clock(all);
    by("mini-bar").style.width = 100 * share + "%";
    wave.setAttribute("aria-valuenow", String(Math.floor(at)));
    wave.setAttribute("aria-valuetext", clock(at) + " of " + clock(all) + (part ? ", " + part.textContent : ""));
    mark(parts, at > 0 || !audio.paused ? part : null);
    if (lines.length) follow(at);
  }

  function tick() { show(); if (!audio.paused) window.requestAnimationFrame(tick); }

  function playing() {
    var is = !audio.paused;
    document.body.classList.toggle("is-playing", is);
    each([by("play"), by("mini-play")], function (button) { button.setAttribute("aria-label", (is ? "Pause " : "Play ") + name); });
    if (is) { each(document.querySelectorAll(".clip video"), function (v) { v.pause(); }); tick(); } else { show(); }
  }

  audio.addEventListener("play", playing);
  audio.addEventListener("pause", playing);
  audio.addEventListener("ended", function () { audio.currentTime = 0; playing(); });
  audio.addEventListener("error", broken);
  audio.addEventListener("loadedmetadata", show);
  var last = audio.querySelector("source:last-of-type");
  if (last) last.addEventListener("error", broken);
  each([by("play"), by("mini-play")], function (button) { button.addEventListener("click", toggle); });

  var atPointer = function (event) {
    var area = wave.getBoundingClientRect();
    return (event.clientX - area.left) / area.width * length();
  };
  wave.addEventListener("pointerdown", function (event) {
    if (event.button) return;
    wave.setPointerCapture(event.pointerId);
    seek(atPointer(event));
  });
  wave.addEventListener("pointermove", function (event) { if (wave.hasPointerCapture(event.pointerId)) seek(atPointer(event)); });

  function stepPart(by) {
    var at = audio.currentTime, index = -1;
    each(parts, function (part, i) { if (parseFloat(part.dataset.start) <= at + 0.3) index = i; });
    var to = parts[Math.min(Math.max(0, index + by), parts.length - 1)];
    if (to) seek(parseFloat(to.dataset.start));
  }
  wave.addEventListener("keydown", function (event) {
    var key = event.key, handled = true, at = audio.currentTime;
    if (event.shiftKey && (key === "ArrowRight" || key === "ArrowLeft")) stepPart(key === "ArrowRight" ? 1 : -1);
    else if (key === "ArrowRight" || key === "ArrowUp") seek(at + 5);
    else if (key === "ArrowLeft" || key === "ArrowDown") seek(at - 5);
    else if (key === "PageUp") seek(at + 30);
    else if (key === "PageDown") seek(at - 30);
    else if (key === "Home") seek(0);
    else if (key === "End") seek(length());
    else if (key === " " || key === "Enter") toggle();
    else handled = false;
    if (handled) event.preventDefault();
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== " " || event.target !== document.body) return;
    event.preventDefault();
    toggle();
  });

  var jump = function (item) { seek(parseFloat(item.dataset.start)); if (audio.paused) toggle(); };
  each(parts, function (part) { part.addEventListener("click", function () { jump(part); }); });
  each(lines, function (line) {
    line.tabIndex = 0;
    line.addEventListener("click", function () { jump(line); });
    line.addEventListener("keydown", function (event) { if (event.key === "Enter") jump(line); });
  });

  /* A small player stays in sight while the song plays and the large one is away. */
  var away = false, mini = by("mini");
  var dock = function () { mini.hidden = !(away && (!audio.paused || audio.currentTime > 0)); };
  if ("IntersectionObserver" in window)
    new IntersectionObserver(function (seen) { away = !seen[0].isIntersecting; dock(); }).observe(song.querySelector(".player"));
  audio.addEventListener("play", dock);

  /* The canvas loops only where it can be seen, and never for those who want no motion. */
  each(document.querySelectorAll("[data-loop]"), function (video) {
    if (still || !("IntersectionObserver" in window)) { video.preload = "auto"; return; }
    new IntersectionObserver(function (seen) {
      if (seen[0].isIntersecting) video.play().catch(function () {}); else video.pause();
    }).observe(video);
  });

  /* A clip shows its picture and one button; the browser's controls come with the first play. One sound at a time. */
  each(document.querySelectorAll(".clip video"), function (video) {
    var button = document.createElement("button");
    button.type = "button";
    button.className = "start";
    button.setAttribute("aria-label", "Play " + video.getAttribute("aria-label"));
    button.innerHTML = '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M7 4.5v15l12.5-7.5z"/></svg>';
    video.removeAttribute("controls");
    video.parentNode.appendChild(button);
    button.addEventListener("click", function () { video.play(); video.focus(); });
    video.addEventListener("click", function () { if (!video.controls) video.play(); });
    video.addEventListener("play", function () {
      video.controls = true;
      button.hidden = true;
      if (!video.muted) audio.pause();
    });
  });

  each(document.querySelectorAll("[data-tabs]"), function (tabs) {
    var buttons = tabs.querySelectorAll("[role=tab]");
    var choose = function (chosen) {
      each(buttons, function (button) {
        var on = button === chosen, panel = by(button.getAttribute("aria-controls"));
        button.setAttribute("aria-selected", String(on));
        button.tabIndex = on ? 0 : -1;
        panel.hidden = !on;
        panel.setAttribute("role", "tabpanel");
        panel.setAttribute("aria-labelledby", button.id);
        if (!on) panel.querySelector("video").pause();
      });
    };
    each(buttons, function (button, i) {
      button.addEventListener("click", function () { choose(button); });
      button.addEventListener("keydown", function (event) {
        var by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
        if (!by) return;
        var to = buttons[(i + by + buttons.length) % buttons.length];
        choose(to);
        to.focus();
      });
    });
    if (buttons.length) choose(buttons[0]);
  });

  var toast = by("toast"), timer = 0;
  var say = function (text) {
    toast.textContent = text;
    toast.classList.add("is-up");
    clearTimeout(timer);
    timer = setTimeout(function () { toast.classList.remove("is-up"); }, 2200);
  };
  var oldCopy = function (text) {
    var area = document.createElement("textarea");
    area.value = text;
    document.body.appendChild(area);
    area.select();
    var done = document.execCommand("copy");
    document.body.removeChild(area);
    return done;
  };
  each(document.querySelectorAll(".copy"), function (button) {
    button.addEventListener("click", function () {
      var near = button.dataset.copyNear;
      var text = near ? button.parentNode.querySelector(near).innerText : button.dataset.copy;
      var done = function () { say(near ? "Text copied" : text + " copied"); };
      var other = function () { if (oldCopy(text)) done(); else say("Copying is not allowed here"); };
      if (navigator.clipboard) navigator.clipboard.writeText(text).then(done, other); else other();
    });
  });
  window.addEventListener("beforeprint", function () {
    each(document.querySelectorAll("details"), function (fold) { fold.open = true; });
  });
  show();
})();
