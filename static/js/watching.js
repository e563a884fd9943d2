// Tells the server what was seen, never that anything is finished. Always everything since the page was opened, so a lost report costs nothing.
import { forget, keep, sendKept, whyNot } from "./kept-reports.js";

const EVERY_MS = 15_000;

export class WatchReporter {
  constructor(media, box, onShare) {
    this.media = media;
    this.box = box;
    this.onShare = onShare;
    this.sentMs = 0;
    this.acceptedMs = 0;
    this.leftMs = 0;
    this.lastAt = 0;
    this.earlier = [];
    sendKept(box.dataset.person, (recording, share) => recording === box.dataset.recording && onShare(share));
    media.addEventListener("timeupdate", () => this.report());
    media.addEventListener("pause", () => this.report({ now: true }));
    media.addEventListener("ended", () => this.report({ now: true }));
    addEventListener("online", () => this.report({ now: true }));
    addEventListener("pagehide", () => this.leave());
    document.addEventListener("visibilitychange", () => document.hidden && this.leave());
    document.addEventListener("signing-out", () => this.hasMoreThan(this.acceptedMs) && this.keepReport(this.form(), this.seenMs()));
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

  hasMoreThan(ms) {
    return this.seenMs() > ms;
  }

  async report(how) {
    if (!this.hasNews(how)) return;
    clearTimeout(this.again);
    const form = this.form();
    const before = this.sentMs;
    const seen = (this.sentMs = this.seenMs());
    this.lastAt = performance.now();
    const answer = await fetch(this.box.dataset.reportUrl, { method: "POST", body: form }).catch(() => null);
    if (answer?.ok) return this.accepted(await answer.json(), seen);
    this.sentMs = Math.min(this.sentMs, before);
    this.notAccepted(await whyNot(answer), form, seen);
  }

  accepted({ share, gone }, seen) {
    this.acceptedMs = Math.max(this.acceptedMs, seen);
    forget(this.box.dataset.token, seen);
    this.say("");
    this.onShare(share);
    if (gone) this.stop();
  }

  notAccepted(why, form, seen) {
    if (why === "gone") return this.stop();
    this.say(why);
    if (why !== "reload") this.keepReport(form, seen);
    // The end of a recording is told once: nothing else would send it again.
    if (["offline", "too-fast"].includes(why)) this.again = setTimeout(() => this.report({ now: true }), EVERY_MS);
  }

  keepReport(form, seenMs) {
    const { person, recording, reportUrl } = this.box.dataset;
    keep({ person, recording, address: reportUrl, seenMs, unsentMs: seenMs - this.acceptedMs }, form);
  }

  // Nobody hears whether this arrives, so it is kept too, and sent again by the next page.
  leave() {
    if (!this.hasMoreThan(Math.max(this.acceptedMs, this.leftMs))) return;
    const form = this.form();
    this.leftMs = this.seenMs();
    this.keepReport(form, this.leftMs);
    navigator.sendBeacon(this.box.dataset.reportUrl, form);
  }

  // The lecture was taken down while it played.
  stop() {
    forget(this.box.dataset.token);
    this.media.pause();
    this.say("gone");
  }

  say(what) {
    const words = what ? this.box.querySelector(`[data-says-${what}]`).textContent : "";
    this.box.querySelector("[data-player-says]").textContent = words;
  }
}
