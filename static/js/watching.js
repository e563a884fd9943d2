// Tells the server what was seen, never that anything is finished. Always everything since the page was opened, so a lost report costs nothing.
const EVERY_MS = 15_000;
const KEPT = "banso-watching";

export class WatchReporter {
  constructor(media, box, onShare) {
    this.media = media;
    this.box = box;
    this.onShare = onShare;
    this.sentMs = 0;
    this.lastAt = 0;
    this.earlier = [];
    this.sendKept();
    media.addEventListener("timeupdate", () => this.report());
    media.addEventListener("pause", () => this.report({ now: true }));
    media.addEventListener("ended", () => this.report({ now: true }));
    addEventListener("pagehide", () => this.leave());
    document.addEventListener("visibilitychange", () => document.hidden && this.leave());
  }

  seen() {
    return [...this.earlier, ...this.played()];
  }

  played() {
    const played = this.media.played;
    return Array.from({ length: played.length }, (_, i) => [
      Math.floor(played.start(i) * 1000),
      Math.floor(played.end(i) * 1000),
    ]);
  }

  // Before the recording is loaded again: the element forgets what it played.
  keep() {
    this.earlier.push(...this.played());
  }

  seenMs() {
    return this.seen().reduce((sum, [start, end]) => sum + end - start, 0);
  }

  hasNews({ now = false } = {}) {
    const isTime = now || performance.now() - this.lastAt >= EVERY_MS;
    return isTime && this.seenMs() - this.sentMs >= 500;
  }

  form() {
    const form = new FormData();
    form.set("token", this.box.dataset.token);
    form.set("intervals", JSON.stringify(this.seen()));
    form.set("position", String(Math.floor(this.media.currentTime * 1000)));
    form.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
    return form;
  }

  async report(how) {
    if (!this.hasNews(how)) return;
    const before = this.sentMs;
    const form = this.form();
    this.sentMs = this.seenMs();
    this.lastAt = performance.now();
    if (!(await this.send(form))) this.sentMs = before;
  }

  async send(form) {
    try {
      const response = await fetch(this.box.dataset.reportUrl, { method: "POST", body: form });
      if (response.status === 403) return this.say("reload");
      if (!response.ok) return false;
      localStorage.removeItem(KEPT);
      this.say("");
      const { share, gone } = await response.json();
      this.onShare(share);
      // What an earlier visit kept may be of another lecture.
      if (gone && form.get("token") === this.box.dataset.token) this.stop();
      return true;
    } catch {
      localStorage.setItem(KEPT, JSON.stringify([...form].filter(([name]) => name !== "csrfmiddlewaretoken")));
      return this.say("offline");
    }
  }

  leave() {
    if (!this.hasNews({ now: true })) return;
    if (navigator.sendBeacon(this.box.dataset.reportUrl, this.form())) this.sentMs = this.seenMs();
  }

  // What a dropped line held back on an earlier visit.
  async sendKept() {
    const kept = localStorage.getItem(KEPT);
    if (!kept) return;
    localStorage.removeItem(KEPT);
    const form = this.form();
    for (const [name, value] of JSON.parse(kept)) form.set(name, value);
    await this.send(form);
  }

  // The lecture was taken down while it played.
  stop() {
    this.media.pause();
    this.say("gone");
  }

  say(what) {
    const words = what ? this.box.querySelector(`[data-says-${what}]`).textContent : "";
    this.box.querySelector("[data-player-says]").textContent = words;
    return false;
  }
}
