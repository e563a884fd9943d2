// `data-print` on a button (shown only where scripts run: class `only-script`).
for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => print());
