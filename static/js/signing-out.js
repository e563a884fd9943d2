// `data-sign-out="person"` on a form: what was watched is recorded first, or its minutes are named, for signing out forgets them.
import { keptOf, sendKept } from "./kept-reports.js";

const box = document.querySelector("[data-not-recorded]");

function minutesOf(person) {
  return Math.ceil(keptOf(person).reduce((sum, { unsentMs }) => sum + unsentMs, 0) / 60_000);
}

async function signOut(form, person) {
  await sendKept(person);
  const minutes = minutesOf(person);
  if (!minutes) form.submit();
  else if (!box) location.assign(form.action);
  else tell(minutes);
}

function tell(minutes) {
  box.hidden = false;
  box.querySelector("[data-minutes]").textContent = minutes;
  box.closest("form").querySelector(".form-end button").hidden = true;
}

for (const form of document.querySelectorAll("form[data-sign-out]")) {
  const person = form.dataset.signOut;
  form.addEventListener("submit", (event) => {
    if (event.submitter?.matches("[data-all-the-same]")) return;
    document.dispatchEvent(new Event("signing-out"));
    if (!keptOf(person).length) return;
    event.preventDefault();
    signOut(form, person);
  });
}

const person = box?.closest("form").dataset.signOut;
if (person && minutesOf(person)) sendKept(person).then(() => minutesOf(person) && tell(minutesOf(person)));
