// The page: whom one plays is in the address, /?as=ID,ID2; without it one chooses.
import { act, listen, look } from "./api.js";
import { Column } from "./column.js";
import { confirmBox, refused } from "./dialogs.js";
import { avatar, el } from "./dom.js";
import { showPicker } from "./picker.js";

const app = document.getElementById("app");
const chosen = (new URLSearchParams(location.search).get("as") ?? "").split(",").filter(Boolean).map(Number);

async function reset() {
  const sure = await confirmBox("Начать заново?",
    "Все сообщения и чаты вернутся к началу. Это затронет всех, кто сейчас здесь.", "Сбросить");
  if (!sure) return;
  await act("reset");
  localStorage.clear();
  location.href = "/";
}

function topBar(people, columns) {
  const tabs = people.map((person, index) => el("button", {
    type: "button", class: "tab", "aria-label": `Показать: ${person.name}`,
    onclick: () => columns[index].node.scrollIntoView({ behavior: "smooth", inline: "center" }),
  }, avatar(person.id, person.name), el("span", {}, person.first_name)));
  return el("header", { class: "top" },
    el("a", { class: "brand", href: "/" }, el("img", { src: "/static/icon.svg", alt: "", width: 24, height: 24 }),
      el("span", {}, "Учебный мессенджер")),
    el("nav", { class: "tabs", "aria-label": "Кто на экране" }, tabs),
    el("a", { class: "quiet", href: `/?choose=${chosen.join(",")}`, "aria-label": "Добавить собеседника" }, "+", el("span", {}, " Добавить")),
    el("button", { class: "quiet", type: "button", "aria-label": "Начать заново", onclick: () => reset().catch(refused) }, "↺", el("span", {}, " Сбросить")));
}

async function showColumns() {
  const known = new Map((await look("people")).map((person) => [person.id, person]));
  const people = chosen.map((id) => known.get(id)).filter(Boolean);
  if (!people.length) return showPicker(app, { reset });
  document.title = `${people.map((person) => person.first_name).join(" и ")} · Учебный мессенджер`;
  const columns = people.map((person) => new Column(person));
  app.replaceChildren(topBar(people, columns), el("main", { class: "columns" }, columns.map((column) => column.node)));
  await Promise.all(columns.map((column) => column.refresh()));
  const link = new URLSearchParams(location.search).get("link");
  if (link) {
    history.replaceState(null, "", `/?as=${chosen.join(",")}`); // followed once, not at every reload
    await columns[0].follow(link);
  }
  listen(
    (event) => {
      if (event.kind === "reset") location.href = "/";
      else columns.forEach((column) => column.hear(event));
    },
    () => columns.forEach((column) => column.refresh()),
  );
}

const opened = chosen.length ? showColumns() : showPicker(app, { reset });
opened.catch(refused);
