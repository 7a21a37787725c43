// Choosing whom to be: one person, or several side by side.
import { act, look } from "./api.js";
import { askText, refused } from "./dialogs.js";
import { avatar, el, plural } from "./dom.js";

const link = () => new URLSearchParams(location.search).get("link");
const addressOf = (ids) => `/?as=${ids.join(",")}${link() ? `&link=${encodeURIComponent(link())}` : ""}`;

function card(person, beside, changed) {
  const check = el("input", {
    type: "checkbox", "aria-label": `${person.name}: открыть рядом`, checked: beside.has(person.id),
    onchange: () => { beside[check.checked ? "add" : "delete"](person.id); changed(); },
  });
  return el("li", { class: "card", "data-words": `${person.name} ${person.username} ${person.note}`.toLowerCase() },
    el("a", { href: addressOf([person.id]) },
      avatar(person.id, person.name),
      el("span", { class: "who" },
        el("strong", {}, person.name),
        el("small", {}, person.note || (person.username ? `@${person.username}` : "участник")))),
    el("label", { class: "beside", title: "Открыть рядом с другими" }, check, el("span", {}, "рядом")));
}

async function newcomer() {
  const name = await askText("Новый человек", "Имя и фамилия", "Создать");
  if (!name) return;
  const [first_name, ...rest] = name.split(/\s+/);
  const person = await act("people", { first_name, last_name: rest.join(" ") });
  location.href = addressOf([person.id]);
}

function searchField(lists) {
  const filter = (event) => {
    const words = event.target.value.toLowerCase();
    for (const item of lists.flatMap((list) => [...list.children])) {
      item.hidden = !item.dataset.words.includes(words);
    }
  };
  return el("input", { type: "search", placeholder: "Найти по имени", "aria-label": "Найти по имени", oninput: filter });
}

export async function showPicker(app, { reset }) {
  const people = await look("people");
  const parameters = new URLSearchParams(location.search);
  const beside = new Set((parameters.get("choose") ?? "").split(",").filter(Boolean).map(Number));
  const together = el("a", { class: "together button primary" });
  const changed = () => {
    together.hidden = beside.size === 0;
    together.href = addressOf([...beside]);
    together.textContent = `Открыть: ${plural(beside.size, "человек", "человека", "человек")}`;
  };
  changed();
  const featured = people.filter((person) => person.note);
  const others = people.filter((person) => !person.note);
  const cards = (list) => el("ul", { class: "cards" }, list.map((person) => card(person, beside, changed)));
  const first = cards(featured.length ? featured : others);
  const rest = featured.length ? cards(others) : null;
  const lists = [first, rest].filter(Boolean);
  app.replaceChildren(el("main", { class: "picker" },
    el("header", {},
      el("img", { src: "/static/icon.svg", alt: "", width: 56, height: 56 }),
      el("div", {},
        el("h1", {}, "Учебный мессенджер"),
        el("p", {}, link()
          ? "Вы открыли ссылку на бота. Выберите, кто по ней переходит."
          : "Здесь всё понарошку: люди вымышлены, и ничего не уходит в интернет. Выберите, кем побыть, — или отметьте нескольких, чтобы переписываться за них рядом."))),
    el("div", { class: "tools" },
      people.length > 8 && searchField(lists),
      el("button", { type: "button", onclick: () => newcomer().catch(refused) }, "+ Новый человек")),
    el("h2", {}, "Начать с:"),
    people.length ? first : el("p", { class: "empty" }, "Пока никого нет. Создайте первого человека."),
    rest && others.length ? el("details", {}, el("summary", {}, `Ещё ${plural(others.length, "человек", "человека", "человек")}`), rest) : null,
    el("footer", {}, el("button", { class: "quiet", type: "button", onclick: () => reset().catch(refused) }, "↺ Сбросить и начать заново")),
    together));
}
