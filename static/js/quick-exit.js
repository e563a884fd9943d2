// `data-quick-exit` on a link: leaves at once, and Back doesn't come here again.
for (const link of document.querySelectorAll("[data-quick-exit]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    document.body.hidden = true;
    document.title = "";
    location.replace(link.href);
  });
}
