// About a chat: members, the invite link, the bot's place, what its owner may do; choosing a chat.
import { act, look } from "./api.js";
import { confirmBox, modal, refused, toast } from "./dialogs.js";
import { avatar, el } from "./dom.js";

const TITLES = { creator: "владелец", administrator: "администратор", restricted: "не может писать" };
const BOT_PLACES = { administrator: "Бот здесь администратор.", member: "Бот здесь, но без прав администратора." };

function memberRow(member) {
  return el("li", { class: "member" },
    avatar(member.id, member.name, member.is_bot ? "bot" : ""),
    el("span", { class: "grow" }, el("strong", {}, member.name), el("small", {}, member.title || TITLES[member.status] || (member.is_bot ? "бот" : "участник"))));
}

function botActions(chat, close) {
  const run = (name, fields) => { close(); act(name, { by: chat.person.id, chat_id: chat.row.id, ...fields }).catch(refused); };
  const place = chat.view.chat.bot;
  if (place === "administrator") return [el("button", { type: "button", onclick: () => run("kick_bot") }, "Удалить бота")];
  if (place === "member") {
    return [
      el("button", { class: "primary", type: "button", onclick: () => run("promote", { bot: true }) }, "Сделать бота администратором"),
      el("button", { type: "button", onclick: () => run("kick_bot") }, "Удалить бота"),
    ];
  }
  return [
    el("button", { class: "primary", type: "button", onclick: () => run("add_bot", { as_admin: true }) }, "Добавить бота администратором"),
    el("button", { type: "button", onclick: () => run("add_bot") }, "Добавить без прав"),
  ];
}

export async function showInfo(chat) {
  await chat.refresh(); // what one changed here a moment ago may not have come back yet
  const { members, chat: about, member } = chat.view;
  const isAdmin = ["creator", "administrator"].includes(member);
  return modal(chat.row.title, (close) => [
    isAdmin ? el("section", {},
      el("p", {}, BOT_PLACES[about.bot] ?? "Бота здесь нет."),
      el("div", { class: "actions start-side" }, botActions(chat, close))) : null,
    isAdmin ? el("section", {},
      el("p", { class: "hint" }, about.join_by_request ? "Ссылка-приглашение (вход по заявке)" : "Ссылка-приглашение"),
      el("div", { class: "copy-line" }, el("code", {}, about.invite_link),
        el("button", { type: "button", onclick: () => navigator.clipboard.writeText(about.invite_link).then(() => toast("Скопировано")) }, "Копировать"))) : null,
    member === "creator" ? protection(chat) : null,
    el("ul", { class: "plain members" }, members.map(memberRow)),
    el("div", { class: "actions" }, member === "creator"
      ? el("button", { class: "danger", type: "button", onclick: () => { close(); end(chat); } }, "Удалить чат")
      : el("button", { class: "danger", type: "button", onclick: () => { close(); leave(chat); } }, "Выйти из чата")),
  ]);
}

function protection(chat) {
  const input = el("input", { type: "checkbox", role: "switch", checked: chat.view.chat.protected });
  input.addEventListener("change", () => act("protect", { by: chat.person.id, chat_id: chat.row.id, on: input.checked })
    .catch((error) => { input.checked = !input.checked; refused(error); }));
  return el("label", { class: "switch" }, input,
    el("span", {}, "Запретить копирование", el("small", {}, "Сообщения нельзя будет переслать и скопировать")));
}

async function end(chat) {
  const sure = await confirmBox("Удалить чат?", `«${chat.row.title}» и все сообщения в нём исчезнут для всех участников.`, "Удалить");
  if (sure) await act("delete_chat", { by: chat.person.id, chat_id: chat.row.id }).catch(refused);
}

async function leave(chat) {
  const sure = await confirmBox("Выйти из чата?", `Вы больше не увидите сообщений «${chat.row.title}».`, "Выйти");
  if (sure) await chat.act("leave").catch(refused);
}

async function chooseChat(question, person, run) {
  const { chats } = await look("overview", { person: person.id });
  await modal(question, (close) => el("ul", { class: "plain" }, chats.map((target) => el("li", {},
    el("button", { type: "button", class: "wide", onclick: () => { close(); run(target); } }, target.title)))));
}

export function forwardFrom(chat, message) {
  return chooseChat("Куда переслать?", chat.person, (target) => act("say", {
    person: chat.person.id, chat_id: target.id, forward_from: { chat_id: chat.row.id, message_id: message.id },
  }).then(() => toast(`Переслано: ${target.title}`), refused));
}

/** The button «share» of a bot: its question is put into a chat one chooses. */
export function askElsewhere(column, words) {
  return chooseChat("В какой чат?", column.person, (target) => column.show(target)
    .then(() => column.open.composer.inline.begin(words)).catch(refused));
}
