// Runs before the first paint, hence no module: what is hidden or shown from the start must not flash.
document.documentElement.classList.add("has-script");
try {
  if (localStorage.getItem("furigana") === "off") document.documentElement.dataset.furigana = "off";
} catch {
  // Storage may be forbidden; then furigana stays on.
}
