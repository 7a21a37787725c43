// One message: bubble, buttons, reactions, and the menu of what one can do with it.
import { menuAt, refused, toast } from "./dialogs.js";
import { avatar, el, sizeOf, timeOf } from "./dom.js";
import { askElsewhere, forwardFrom } from "./info.js";

const QUICK_REACTIONS = ["👍", "❤", "🔥", "👏", "🙏", "😢"];
const ANSWER_MS = 15000;
const AFTER_BLOCK = /(<\/(?:pre|blockquote)>)\n/g; // the block itself ends the line
const asEmoji = (symbol) => `${symbol}\ufe0f`; // a heart is a picture, not a letter

export function messageNode(chat, message, follows) {
  if (message.service) return el("div", { class: "service", "data-message": message.id }, message.service);
  const side = message.mine ? "mine" : "theirs";
  const showAuthor = !message.mine && !chat.isPrivate && !follows;
  return el("article", {
    class: `message ${side}${follows ? " follows" : ""}${message.protected ? " guarded" : ""}`, "data-message": message.id,
    "aria-label": `${message.mine ? "Вы" : message.from.name}, ${timeOf(message.date)}`,
  },
  chat.isPrivate || message.mine ? null : el("span", { class: "gutter" }, follows ? null : avatar(message.from.id, message.from.name, message.from.is_bot ? "bot" : "")),
  el("div", { class: "stack" },
    el("div", { class: "bubble" },
      showAuthor ? el("div", { class: "author" }, message.from.name, message.from.anonymous ? el("small", {}, " админ") : null) : null,
      message.forwarded_from ? el("div", { class: "forwarded" }, `Переслано от: ${message.forwarded_from}`) : null,
      message.reply_to ? quote(chat, message.reply_to) : null,
      message.media ? media(message) : null,
      message.html ? el("div", { class: "text", html: message.html.replaceAll(AFTER_BLOCK, "$1") }) : null,
      foot(chat, message)),
    message.keyboard.length ? keyboard(chat, message) : null,
    message.reactions.length ? reactions(chat, message) : null),
  el("button", {
    class: "icon more", type: "button", "aria-label": "Действия с сообщением",
    onclick: (event) => actions(chat, message, event.currentTarget),
  }, "⋯"));
}

function foot(chat, message) {
  return el("div", { class: "foot" },
    message.protected ? el("span", { title: "Нельзя переслать и скопировать", role: "img", "aria-label": "Нельзя переслать и скопировать" }, "🔒") : null,
    message.via_bot ? el("span", {}, `через @${chat.column.overview.bot.username}`) : null,
    message.edited ? el("span", {}, "изменено") : null,
    el("time", {}, timeOf(message.date)));
}

function quote(chat, replied) {
  const reveal = () => chat.nodes.get(replied.id)?.node.scrollIntoView({ block: "center", behavior: "smooth" });
  return el("button", { class: "quote", type: "button", onclick: reveal, "aria-label": `Ответ на сообщение: ${replied.name}` },
    el("strong", {}, replied.name), el("span", {}, replied.text || "Вложение"));
}

function media(message) {
  const { kind, url, name, size } = message.media;
  if (kind === "photo") {
    const picture = el("img", { class: "photo", src: url, alt: `Фото: ${name}`, loading: "lazy" });
    return el("a", { href: url, download: name, "aria-label": `Скачать фото ${name}` }, picture);
  }
  if (kind === "voice") return el("audio", { controls: true, src: url, "aria-label": "Голосовое сообщение" });
  return el("a", { class: "file", href: url, download: name, "aria-label": `Скачать файл ${name}` },
    el("span", { class: "file-icon", "aria-hidden": "true" }, "⤓"),
    el("span", {}, el("strong", {}, name), el("small", {}, sizeOf(size))));
}

function keyboard(chat, message) {
  return el("div", { class: "keyboard", role: "group", "aria-label": "Кнопки сообщения" },
    message.keyboard.map((row) => el("div", { class: "keys" }, row.map((button) => key(chat, message, button)))));
}

function key(chat, message, button) {
  if ("callback_data" in button) {
    return el("button", { type: "button", class: "key", onclick: (event) => press(chat, message, button, event.currentTarget) }, button.text);
  }
  if (button.url) {
    return el("button", { type: "button", class: "key link", title: button.url, onclick: () => chat.column.follow(button.url).catch(refused) }, button.text);
  }
  if (button.copy_text) {
    return el("button", { type: "button", class: "key", onclick: () => copy(button.copy_text.text) }, button.text);
  }
  const here = button.switch_inline_query_current_chat;
  if (here !== undefined) {
    return el("button", { type: "button", class: "key", onclick: () => chat.composer.inline.begin(here) }, button.text);
  }
  const elsewhere = button.switch_inline_query_chosen_chat ?? (button.switch_inline_query !== undefined && { query: button.switch_inline_query });
  if (elsewhere) {
    return el("button", { type: "button", class: "key link", onclick: () => askElsewhere(chat.column, elsewhere.query ?? "").catch(refused) }, button.text);
  }
  return el("button", { type: "button", class: "key", disabled: true, title: "Такая кнопка работает только в настоящем мессенджере" }, button.text);
}

async function press(chat, message, button, node) {
  node.classList.add("busy");
  node.setAttribute("aria-busy", "true");
  const done = () => { node.classList.remove("busy"); node.removeAttribute("aria-busy"); };
  setTimeout(done, ANSWER_MS);
  try {
    const { callback_id: id } = await chat.act("tap", { message_id: message.id, data: button.callback_data });
    chat.column.asked.set(id, done);
  } catch (error) {
    done();
    refused(error);
  }
}

async function copy(text) {
  await navigator.clipboard.writeText(text).catch(() => undefined);
  toast("Скопировано");
}

function reactions(chat, message) {
  return el("div", { class: "reactions" }, message.reactions.map((one) => el("button", {
    type: "button", class: one.mine ? "mine" : "", "aria-pressed": String(one.mine), "aria-label": `Реакция ${one.emoji}, ${one.count}`,
    onclick: () => chat.act("react", { message_id: message.id, emoji: one.mine ? "" : one.emoji }).catch(refused),
  }, `${asEmoji(one.emoji)} ${one.count}`)));
}

function actions(chat, message, button) {
  const react = (emoji) => chat.act("react", { message_id: message.id, emoji }).catch(refused);
  const canForward = !message.protected;
  const whoForbade = chat.view.chat?.protected ? "В этом чате запрещено" : "Отправитель запретил";
  const isAdmin = ["creator", "administrator"].includes(chat.view.member);
  menuAt(button, "Действия с сообщением", [
    el("div", { class: "quick", role: "group", "aria-label": "Реакции" }, QUICK_REACTIONS.map((emoji) =>
      el("button", { type: "button", "aria-label": `Реакция ${emoji}`, onclick: () => react(emoji) }, asEmoji(emoji)))),
    { label: "Ответить", run: () => chat.composer.replyTo(message) },
    canForward && message.text && { label: "Скопировать текст", run: () => copy(message.text) },
    canForward && { label: "Переслать…", run: () => forwardFrom(chat, message).catch(refused) },
    message.mine && message.text && !message.media && !message.via_bot && { label: "Изменить", run: () => chat.composer.change(message) },
    (message.mine || isAdmin || chat.isPrivate) && {
      label: "Удалить", danger: true, run: () => chat.act("delete", { message_id: message.id }).catch(refused),
    },
    !canForward && el("p", { class: "note" }, `🔒 ${whoForbade} пересылать и копировать`),
  ]);
}
