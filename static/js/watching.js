// Tells the server what was seen, never that anything is finished. Always everything since the page was opened, so a lost report costs nothing.
import { forget, isTooOld, keep, sendKept } from "./kept-reports.js";

const EVERY_MS = 15_000;

export class WatchReporter {
  constructor(media, box, onShare) {
    this.media = media;
    this.box = box;
    this.onShare = onShare;
    this.sentMs = 0;
    this.acceptedMs = 0;
    this.lastAt = 0;
    this.earlier = [];
    sendKept(box.dataset.person);
    media.addEventListener("timeupdate", () => this.report());
    media.addEventListener("pause", () => this.report({ now: true }));
    media.addEventListener("ended", () => this.report({ now: true }));
    addEventListener("pagehide", () => this.leave());
    document.addEventListener("visibilitychange", () => document.hidden && this.leave());
    document.addEventListener("signing-out", () => this.hasNews({ now: true }) && this.keepReport(this.form()));
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
    const seen = (this.sentMs = this.seenMs());
    this.lastAt = performance.now();
    if (await this.send(form)) this.acceptedMs = seen;
    else this.sentMs = before;
  }

  async send(form) {
    try {
      const response = await fetch(this.box.dataset.reportUrl, { method: "POST", body: form });
      if (response.ok) return this.accepted(await response.json());
      if (await isTooOld(response)) return this.say("reload");
      if ([401, 403].includes(response.status)) return this.keepReport(form, "signed-out");
      return false;
    } catch {
      return this.keepReport(form, "offline");
    }
  }

  accepted({ share, gone }) {
    forget(this.box.dataset.token);
    this.say("");
    this.onShare(share);
    if (gone) this.stop();
    return true;
  }

  keepReport(form, why = "") {
    const { person, reportUrl } = this.box.dataset;
    keep(person, reportUrl, form, this.seenMs() - this.acceptedMs);
    return this.say(why);
  }

  leave() {
    if (!this.hasNews({ now: true })) return;
    if (navigator.sendBeacon(this.box.dataset.reportUrl, this.form())) this.sentMs = this.seenMs();
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
