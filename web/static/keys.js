// Shortcuts of the moderation pages. Without this file everything works by mouse and Tab.
(() => {
  const list = [...document.querySelectorAll('[data-keys="list"] a')];
  const typing = (target) => target.closest("input, textarea, select, [contenteditable]");
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const step = { j: 1, k: -1 }[event.key];
    if (step && list.length) {
      const next = list.indexOf(document.activeElement) + step;
      list[Math.max(0, Math.min(list.length - 1, next))].focus();
      event.preventDefault();
      return;
    }
    const wanted = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (wanted) {
      event.preventDefault();
      wanted.click();
    }
  });
})();
