// Small builders for nodes, so that text never becomes markup by accident.

/** el("button", {class: "x", onclick: f, "aria-label": "…"}, "text", node, …) */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "html") node.innerHTML = value; // the server escaped it
    else if (name === "hue") node.style.setProperty("--hue", value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

export function avatar(id, name, kind = "") {
  const initials = name.split(/\s+/).map((word) => [...word][0] ?? "").slice(0, 2).join("");
  const hue = Math.abs(id * 47) % 360;
  return el("span", { class: `avatar ${kind}`, "aria-hidden": "true", hue }, kind === "bot" ? "🤝" : initials);
}

const clock = new Intl.DateTimeFormat("ru", { hour: "2-digit", minute: "2-digit" });
const day = new Intl.DateTimeFormat("ru", { day: "numeric", month: "long" });
const dayAndClock = new Intl.DateTimeFormat("ru", { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });

export const timeOf = (seconds) => clock.format(seconds * 1000);
export const dayOf = (seconds) => day.format(seconds * 1000);
export const momentOf = (seconds) => dayAndClock.format(seconds * 1000);

/** plural(5, "участник", "участника", "участников") → "5 участников" */
export function plural(count, one, few, many) {
  const form = { one, few, many }[new Intl.PluralRules("ru").select(count)] ?? few;
  return `${count} ${form}`;
}

export function sizeOf(bytes) {
  if (bytes < 1024) return `${bytes} Б`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} КБ`;
  return `${(bytes / 1024 / 1024).toFixed(1).replace(".", ",")} МБ`;
}
