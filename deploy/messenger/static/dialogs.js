// Toasts, alerts, questions and small menus.
import { el } from "./dom.js";

const TOAST_MS = 4000;

// The server refuses in English, for tests; a person reads these words instead.
const REFUSALS = [
  [/invite link is not valid|banned in this chat/, "Ссылка недействительна или устарела."],
  [/already waiting/, "Ваша заявка уже ждёт ответа."],
  [/Already a member/, "Вы уже в этом чате."],
  [/takes no join requests/, "В этот чат можно попасть только по ссылке."],
  [/messages through bots/, "В этом чате вам нельзя отправлять ответы ботов."],
  [/no longer offered/, "Эти ответы устарели. Наберите запрос ещё раз."],
  [/Not allowed here/, "Здесь вам нельзя отправлять такие сообщения."],
  [/message is too long/, "Сообщение слишком длинное: не больше 4096 знаков."],
  [/IMAGE_PROCESS_FAILED/, "Это не похоже на фотографию. Отправьте её файлом."],
  [/non-empty/, "Файл пуст."],
  [/too big/, "Файл слишком большой."],
  [/cannot be forwarded/, "Это сообщение нельзя переслать."],
  [/channel is banned/, "Этому каналу запретили писать здесь."],
  [/Only the owner/, "Это может только владелец."],
  [/needs an administrator/, "Для этого нужны права администратора."],
  [/There is no/, "Этого уже нет."],
];

export function toast(text, place = document.getElementById("toasts")) {
  const node = el("div", { class: "toast" }, text);
  place.append(node);
  setTimeout(() => node.remove(), TOAST_MS);
}

export function inWords(error) {
  const known = REFUSALS.find(([words]) => words.test(error.message));
  const isRussian = /[а-яё]/i.test(error.message);
  return known ? known[1] : isRussian ? error.message : "Не получилось. Попробуйте ещё раз.";
}

export function refused(error) {
  toast(inWords(error));
}

/** A modal dialog; `fill(close)` gives its content. Resolves when it is closed. */
export function modal(title, fill) {
  return new Promise((resolve) => {
    const dialog = el("dialog", { class: "modal", "aria-label": title });
    const close = () => dialog.close();
    dialog.append(
      el("header", {},
        el("h2", {}, title),
        el("button", { class: "icon", type: "button", "aria-label": "Закрыть", onclick: close }, "✕")),
      el("div", { class: "modal-body" }, fill(close)),
    );
    dialog.addEventListener("close", () => { dialog.remove(); resolve(); });
    dialog.addEventListener("click", (event) => { if (event.target === dialog) close(); });
    document.body.append(dialog);
    dialog.showModal();
  });
}

export function alertBox(title, text) {
  return modal(title, (close) => [
    el("p", { class: "alert-text" }, text),
    el("div", { class: "actions" }, el("button", { class: "primary", type: "button", autofocus: true, onclick: close }, "Хорошо")),
  ]);
}

/** Resolves to true when the person agreed. */
export async function confirmBox(title, text, yes) {
  let agreed = false;
  await modal(title, (close) => [
    el("p", {}, text),
    el("div", { class: "actions" },
      el("button", { type: "button", onclick: close }, "Не надо"),
      el("button", { class: "danger", type: "button", onclick: () => { agreed = true; close(); } }, yes)),
  ]);
  return agreed;
}

/** Resolves to the trimmed text, or "" when the person changed their mind. */
export async function askText(title, label, yes, value = "") {
  let answer = "";
  await modal(title, (close) => {
    const input = el("input", { id: "asked", value, required: true, autocomplete: "off" });
    const done = (event) => { event.preventDefault(); answer = input.value.trim(); close(); };
    return el("form", { onsubmit: done },
      el("label", { for: "asked" }, label), input,
      el("div", { class: "actions" }, el("button", { class: "primary" }, yes)));
  });
  return answer;
}

const STEPS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

/** Arrow keys go round the buttons of a menu. */
function walk(event) {
  const step = STEPS[event.key];
  if (!step) return;
  event.preventDefault();
  const buttons = [...event.currentTarget.querySelectorAll("button")];
  const next = buttons.indexOf(document.activeElement) + step;
  buttons.at(next % buttons.length)?.focus();
}

/** A menu at a button: `items` are {label, run} or nodes. Esc and a click outside close it. */
export function menuAt(button, label, items) {
  const menu = el("div", { class: "menu", popover: "auto", role: "menu", "aria-label": label });
  for (const item of items.filter(Boolean)) {
    menu.append(item instanceof Node ? item : el("button", {
      type: "button", role: "menuitem", class: item.danger ? "danger-text" : "",
      onclick: () => { menu.hidePopover(); item.run(); },
    }, item.label));
  }
  menu.addEventListener("toggle", (event) => { if (event.newState === "closed") menu.remove(); });
  menu.addEventListener("click", (event) => { if (event.target.closest("button")) menu.hidePopover(); });
  menu.addEventListener("keydown", walk);
  document.body.append(menu);
  menu.showPopover();
  const place = button.getBoundingClientRect();
  const left = Math.min(place.left, innerWidth - menu.offsetWidth - 8);
  const below = place.bottom + 4 + menu.offsetHeight < innerHeight;
  menu.style.left = `${Math.max(8, left)}px`;
  menu.style.top = `${below ? place.bottom + 4 : Math.max(8, place.top - menu.offsetHeight - 4)}px`;
  menu.querySelector("button")?.focus();
}
