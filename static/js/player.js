import Plyr from "../vendor/plyr/plyr.min.mjs";
import { LoadingAgain } from "./loading-again.js";
import { WatchReporter } from "./watching.js";

for (const box of document.querySelectorAll("[data-player]")) start(box);

function start(box) {
  const media = box.querySelector("video, audio");
  const share = Number(box.querySelector("[data-share] progress")?.value ?? 0);
  // Plyr moves the element; ours is read before.
  const reporter = box.dataset.token ? new WatchReporter(media, box, (percent) => show(box, percent)) : null;
  new LoadingAgain(media, box, reporter);
  resume(media, Number(box.dataset.resume) / 1000);
  captionsWithPlay(media);
  new Plyr(media, {
    iconUrl: box.dataset.icons,
    blankVideo: "",
    storage: { enabled: false },
    captions: { active: true, language: document.documentElement.lang, update: true },
    speed: { selected: 1, options: [0.75, 1, 1.25, 1.5, 2] },
    settings: ["captions", "speed"],
    controls: ["play-large", "play", "progress", "current-time", "mute", "captions", "settings", "fullscreen"],
    i18n: words(box.dataset),
  });
  show(box, share);
}

function words(data) {
  return {
    speed: data.wordSpeed, captions: data.wordCaptions, normal: data.wordNormal, disabled: data.wordOff,
    play: data.wordPlay, pause: data.wordPause, settings: data.wordSettings, seek: data.wordSeek, volume: data.wordVolume,
    enterFullscreen: data.wordFullscreen, exitFullscreen: data.wordFullscreen, mute: data.wordMute, unmute: data.wordUnmute,
    enableCaptions: data.wordCaptions, disableCaptions: data.wordCaptions,
  };
}

function resume(media, seconds) {
  if (!seconds) return;
  const jump = () => {
    if (seconds < media.duration - 3) media.currentTime = seconds;
  };
  media.addEventListener("loadedmetadata", jump, { once: true });
}

// Not before, and not twice: they would be loaded as soon as Plyr shows them, and again wherever it moves the element.
function captionsWithPlay(media) {
  const addresses = new Map(Array.from(media.querySelectorAll("track"), (track) => [track, track.src]));
  for (const track of addresses.keys()) track.removeAttribute("src");
  const load = () => addresses.forEach((address, track) => (track.src = address));
  media.addEventListener("play", load, { once: true });
}

// The share is the server's, and never falls.
function show(box, percent) {
  const bar = box.querySelector("[data-share] progress");
  if (!bar || percent < bar.value) return;
  bar.value = percent;
  bar.closest(".progress").querySelector("strong").textContent = `${percent} %`;
  if (percent < Number(box.dataset.required)) return;
  document.querySelector("[data-survey-open]")?.removeAttribute("hidden");
  document.querySelector("[data-survey-locked]")?.setAttribute("hidden", "");
}
