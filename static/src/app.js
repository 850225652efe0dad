// Everything works without this file. It starts the design system's own behaviours and adds a few small ones.
import { initAll } from "./govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

// <button hidden data-copy="id-of-a-text">: puts a text on the clipboard and says so.
for (const button of document.querySelectorAll("[data-copy]")) {
  const source = document.getElementById(button.dataset.copy);
  if (!source || !navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(source.value ?? source.textContent);
    button.textContent = "Copied";
  });
}

// <button hidden data-print>: the browser's own print window.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// <input type="file" data-largest="bytes" data-too-large="words">: says so before the file is sent in vain.
for (const field of document.querySelectorAll("[data-largest]")) {
  const words = document.createElement("p");
  words.className = "govuk-error-message";
  words.setAttribute("role", "alert");
  words.hidden = true;
  field.before(words);
  field.addEventListener("change", () => {
    const tooLarge = [...field.files].some((file) => file.size > field.dataset.largest);
    words.hidden = !tooLarge;
    words.textContent = tooLarge ? field.dataset.tooLarge : "";
    if (tooLarge) field.value = "";
  });
}

// <nav data-arrow-keys>: the arrow keys go where its links go.
const slides = document.querySelector("[data-arrow-keys]");
if (slides) {
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const place = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
    if (place) slides.querySelector(`[rel=${place}]`)?.click();
  });
}

// What is folded away on the screen is printed.
const folded = [];
window.addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll("details:not([open])")) {
    details.open = true;
    folded.push(details);
  }
});
window.addEventListener("afterprint", () => {
  for (const details of folded.splice(0)) details.open = false;
});

// Forms that are kept while somebody writes, and pages that say what was saved.
if (document.querySelector("[data-device], [data-saved]")) import("./autosave.js");
