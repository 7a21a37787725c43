// Shortcuts of the moderation pages. Without this file everything works by mouse and Tab.
(() => {
  const list = [...document.querySelectorAll('[data-keys="list"] a')];
  const typing = (target) => target.closest("input, textarea, select, [contenteditable]");
  // A Russian keyboard has other letters on the same places.
  const latin = (event) =>
    event.key.charCodeAt(0) < 128 ? event.key.toLowerCase() : event.code.replace("Key", "").toLowerCase();
  let leaving = false; // a second press must not decide about what nobody has read yet
  window.addEventListener("pageshow", () => {
    leaving = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const key = latin(event);
    const step = { j: 1, k: -1 }[key];
    if (step && list.length) {
      const next = list.indexOf(document.activeElement) + step;
      list[Math.max(0, Math.min(list.length - 1, next))].focus();
      event.preventDefault();
      return;
    }
    const wanted = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (!wanted || event.repeat || leaving) return;
    event.preventDefault();
    leaving = wanted.matches("a, button");
    wanted.click();
  });
})();
