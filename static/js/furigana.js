// `data-furigana-switch` on a button: shows or hides the readings, here and on the next pages.
const root = document.documentElement;

function remember(state) {
  try {
    localStorage.setItem("furigana", state);
  } catch {
    // Storage may be forbidden; the switch then holds for this page only.
  }
}

for (const button of document.querySelectorAll("[data-furigana-switch]")) {
  const show = () => button.setAttribute("aria-pressed", String(root.dataset.furigana !== "off"));
  button.addEventListener("click", () => {
    root.dataset.furigana = root.dataset.furigana === "off" ? "on" : "off";
    remember(root.dataset.furigana);
    show();
  });
  show();
}
