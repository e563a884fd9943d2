// `data-keep-draft="address"` around a form: what is typed is kept on the server at once, so that a dropped line,
// a link or Back loses nothing. Without scripts it is kept page by page.
const PAUSE = 600;
const opening = Math.random().toString(36).slice(2);

for (const place of document.querySelectorAll("[data-keep-draft]")) {
  const form = place.querySelector("form");
  let waiting;
  let changed = false;
  let isSent = false;
  let turn = 0;

  // By the turn, the server knows what was sent first and has been longer on the way.
  form.addEventListener("formdata", (event) => event.formData.set("draft_turn", `${opening}.${++turn}`));

  const send = (keepalive) =>
    fetch(place.dataset.keepDraft, { method: "POST", body: new FormData(form), keepalive });

  const keep = () => {
    clearTimeout(waiting);
    if (!changed || isSent) return Promise.resolve();
    changed = false;
    // What is longer than 64 KiB browsers don't send for a page that goes away.
    const sent = send(true).catch(() => send(false));
    // To whoever is signed out the sign-in page is shown, which looks like an answer.
    const isKept = sent.then((response) => response.ok && !response.redirected).catch(() => false);
    return isKept.then((kept) => (changed ||= !kept));
  };

  form.addEventListener("input", () => {
    changed = true;
    isSent = false; // The page is still there: it came back with Back, or the line had dropped.
    clearTimeout(waiting);
    waiting = setTimeout(keep, PAUSE);
  });
  form.addEventListener("submit", () => {
    keep(); // What is sent may be lost on the way.
    isSent = true;
  });
  addEventListener("pagehide", keep);
  // On telephones the last that a page hears, when somebody turns to another app.
  document.addEventListener("visibilitychange", () => document.hidden && keep());
}
