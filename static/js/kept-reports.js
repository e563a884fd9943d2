// Reports of watching that could not be sent. Each is of one opening of a recording, of one person, and stays until it was accepted.
const PREFIX = "banso-watching ";

export function keep(person, address, form, unsentMs) {
  const fields = [...form].filter(([name]) => name !== "csrfmiddlewaretoken");
  localStorage.setItem(PREFIX + form.get("token"), JSON.stringify({ person, address, fields, unsentMs }));
}

export function forget(token) {
  localStorage.removeItem(PREFIX + token);
}

export function keptOf(person) {
  const keys = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  return keys.map((key) => JSON.parse(localStorage.getItem(key))).filter((report) => report.person === person);
}

// What can never count any more, as of a page that stood open for too long, goes too.
export async function sendKept(person) {
  for (const { address, fields } of keptOf(person)) {
    const form = new FormData();
    for (const [name, value] of fields) form.set(name, value);
    form.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
    try {
      const response = await fetch(address, { method: "POST", body: form });
      if (response.ok || [410, 422].includes(response.status) || (await isTooOld(response))) forget(form.get("token"));
    } catch {
      return;
    }
  }
}

export async function isTooOld(response) {
  return response.status === 403 && (await response.json().catch(() => ({}))).error === "reload";
}
