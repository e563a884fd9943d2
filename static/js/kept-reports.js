// Reports of watching that could not be sent. Each is of one opening of a recording, of one person, and stays until it was accepted.
const PREFIX = "banso-watching ";

export function keep(about, form) {
  if (seenMsOf(form.get("token")) > about.seenMs) return;
  const fields = [...form].filter(([name]) => name !== "csrfmiddlewaretoken");
  localStorage.setItem(PREFIX + form.get("token"), JSON.stringify({ ...about, fields }));
}

// What a page kept while an earlier report was on its way tells more, and stays.
export function forget(token, seenMs = Infinity) {
  if (seenMsOf(token) <= seenMs) localStorage.removeItem(PREFIX + token);
}

function seenMsOf(token) {
  return JSON.parse(localStorage.getItem(PREFIX + token))?.seenMs ?? 0;
}

export function keptOf(person) {
  const keys = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  return keys.map((key) => JSON.parse(localStorage.getItem(key))).filter((report) => report.person === person);
}

// What can never count any more, as of a page that stood open for too long, goes too. What was too fast counts once time has passed.
export async function sendKept(person, onShare = () => {}) {
  for (const { address, fields, recording, seenMs } of keptOf(person)) {
    const form = new FormData();
    for (const [name, value] of fields) form.set(name, value);
    form.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
    const answer = await fetch(address, { method: "POST", body: form }).catch(() => null);
    if (answer?.ok) onShare(recording, (await answer.json()).share);
    if (answer?.ok || ["gone", "reload"].includes(await whyNot(answer))) forget(form.get("token"), seenMs);
  }
}

// Why a report was not accepted; null where there was no answer at all. Time mends what was too fast, a new page the rest.
export async function whyNot(answer) {
  if (!answer || answer.status >= 500 || answer.status === 409) return "offline";
  if (answer.status === 410) return "gone";
  const { error, reasons } = await answer.json().catch(() => ({}));
  if (String(reasons) === "faster_than_playback") return "too-fast";
  return [401, 403].includes(answer.status) && error !== "reload" ? "signed-out" : "reload";
}
