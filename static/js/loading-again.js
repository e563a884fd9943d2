// A link to a recording lapses, and browsers go on asking where they were once led to. So when loading fails, the portal's own
// address is asked anew: it gives another link to who may watch, and playing goes on at the same second.
const TRIES = 3;
const PAUSE_MS = 2_000;
const ELSEWHERE_SECONDS = 10;

export class LoadingAgain {
  constructor(media, box, reporter) {
    this.media = media;
    this.box = box;
    this.reporter = reporter;
    this.address = media.getAttribute("src");
    this.at = 0;
    this.failedAt = 0;
    this.tries = 0;
    for (const name of ["seeking", "timeupdate"]) media.addEventListener(name, () => this.note());
    // What failed is paused by the browser, or not, as it happens; that is nobody's wish.
    media.addEventListener("pause", () => (this.plays &&= Boolean(media.error)));
    media.addEventListener("play", () => (this.plays = true));
    media.addEventListener("loadedmetadata", () => this.isLoading && this.goOn());
    media.addEventListener("error", () => this.fail());
    box.querySelector("[data-load-again]").addEventListener("click", () => this.tryAgain());
  }

  // Where the person is, or wants to be; while nothing is loaded the element would say zero.
  note() {
    if (this.media.readyState > 0 && !this.isLoading) this.at = this.media.currentTime;
  }

  fail() {
    this.isLoading = false;
    if (Math.abs(this.at - this.failedAt) > ELSEWHERE_SECONDS) this.tries = 0;
    this.failedAt = this.at;
    this.tries += 1;
    if (this.tries > TRIES) this.tell(true);
    else setTimeout(() => this.load(), (this.tries - 1) * PAUSE_MS);
  }

  tryAgain() {
    // The button goes away; who pressed it by keyboard stays at the player.
    this.media.closest("[tabindex]")?.focus();
    this.plays = true;
    this.load();
  }

  load() {
    const { media } = this;
    this.isLoading = true;
    this.tell(false);
    this.reporter?.keep();
    media.preload = "metadata";
    media.defaultPlaybackRate = media.playbackRate;
    // Another address each time: what was learnt of the last one is not to be used.
    media.src = `${this.address}?again=${Date.now()}`;
  }

  goOn() {
    this.isLoading = false;
    if (this.at) this.media.currentTime = this.at;
    if (this.plays) this.media.play().catch(() => {});
  }

  tell(hasFailed) {
    this.box.querySelector("[data-loading-failed]").hidden = !hasFailed;
  }
}
