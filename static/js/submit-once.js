// `data-submit-once` on a form: a courtesy against the double click; the server's idempotency key is what counts.
const locked = new Set();

function lock(event) {
  const form = event.currentTarget;
  if (locked.has(form)) {
    event.preventDefault();
    return;
  }
  locked.add(form);
  for (const button of form.querySelectorAll("button:not([type=button])")) button.setAttribute("aria-disabled", "true");
}

for (const form of document.querySelectorAll("form[data-submit-once]")) form.addEventListener("submit", lock);

// Back shows the page as it was left: free the forms again.
addEventListener("pageshow", () => {
  for (const form of locked) {
    for (const button of form.querySelectorAll("button")) button.removeAttribute("aria-disabled");
  }
  locked.clear();
});
