// `data-submit-once` on a form: a courtesy against the double click; the server's idempotency key is what counts.
const locked = new Set();
const LONGEST_MS = 10_000;

function lock(event) {
  const form = event.currentTarget;
  if (locked.has(form)) {
    event.preventDefault();
    return;
  }
  locked.add(form);
  for (const button of form.querySelectorAll("button:not([type=button])")) button.setAttribute("aria-disabled", "true");
  setTimeout(free, LONGEST_MS);
}

function free() {
  for (const form of locked) {
    for (const button of form.querySelectorAll("button")) button.removeAttribute("aria-disabled");
  }
  locked.clear();
}

for (const form of document.querySelectorAll("form[data-submit-once]")) form.addEventListener("submit", lock);

// Back shows the page as it was left, and a request may be stopped or lost, which not every browser tells: free the forms again.
addEventListener("pageshow", free);
window.navigation?.addEventListener("navigateerror", free);
