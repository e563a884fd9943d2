// `data-error-summary`: the reader is taken to the list of errors, and from each to its field.
const CONTROLS = "input, select, textarea";
const summary = document.querySelector("[data-error-summary]");

summary?.focus();
summary?.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  const target = link && document.getElementById(link.hash.slice(1));
  if (!target) return;
  event.preventDefault();
  (target.closest(".field") ?? target).scrollIntoView();
  (target.matches(CONTROLS) ? target : target.querySelector(CONTROLS))?.focus({ preventScroll: true });
});
