// `data-furigana-switch` on a button: shows or hides the readings, here and on the next pages.
const root = document.documentElement;

function remember(state) {
  try {
    localStorage.setItem("furigana", state);
  } catch {
    // Storage may be forbidden; the switch then holds for this page only.
  }
}

// Two, of which the width of the window shows one.
const buttons = document.querySelectorAll("[data-furigana-switch]");

function show() {
  for (const button of buttons) button.setAttribute("aria-pressed", String(root.dataset.furigana !== "off"));
}

for (const button of buttons) {
  button.addEventListener("click", () => {
    root.dataset.furigana = root.dataset.furigana === "off" ? "on" : "off";
    remember(root.dataset.furigana);
    show();
  });
}

show();
