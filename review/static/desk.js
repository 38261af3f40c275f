// Keys. Bound by their place on the keyboard (event.code), so that they work on a Russian layout as well.
"use strict";

// A decision key is taken only once the new pair has been on the screen this long: a bounced key must not decide it.
const LOOK_MS = 200;
let shownAt = 0;
let waiting;

function typing(element) {
  return element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);
}

function shown() {
  shownAt = performance.now();
  document.documentElement.dataset.keys = "wait";
  clearTimeout(waiting);
  waiting = setTimeout(() => { document.documentElement.dataset.keys = "on"; }, LOOK_MS);
}

document.addEventListener("keydown", (event) => {
  if (event.repeat || event.ctrlKey || event.altKey || event.metaKey || typing(event.target)) return;
  const target = document.querySelector(`[data-keys~="${CSS.escape(event.code)}"]`);
  if (!target || target.matches(":disabled")) return;
  event.preventDefault();
  if ("care" in target.dataset && performance.now() - shownAt < LOOK_MS) return;
  target.click();
});

// From before the new pair stands there: a key that falls between its coming and its settling must not decide it.
document.addEventListener("htmx:beforeSwap", shown);

document.addEventListener("htmx:afterSettle", () => {
  shown();
  const question = document.querySelector("#work h1");
  // Where nothing holds the focus any more, readers of the screen are led to the new pair.
  if (question && document.activeElement === document.body) question.focus({ preventScroll: true });
});

document.addEventListener("htmx:sendError", () => {
  const notice = document.getElementById("notice");
  if (notice) notice.textContent = "The desk does not answer. Your last key was not stored; reload the page.";
});

shown();
