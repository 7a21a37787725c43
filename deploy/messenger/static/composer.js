// The field where one writes; it gives way to a reason when one may not.
import { asBase64 } from "./api.js";
import { menuAt, refused } from "./dialogs.js";
import { el, momentOf } from "./dom.js";
import { Inline } from "./inline.js";

export class Composer {
  constructor(chat) {
    this.chat = chat;
    this.answering = null;
    this.changing = null;
    this.context = el("div", { class: "context", hidden: true });
    this.input = el("textarea", {
      rows: 1, placeholder: "Сообщение", "aria-label": `Сообщение в «${chat.row.title}»`,
      oninput: () => { this.grow(); this.typed(); }, onkeydown: (event) => this.key(event),
    });
    this.file = el("input", { type: "file", hidden: true, "aria-label": "Файл", onchange: () => this.attach() });
    this.commands = el("button", {
      class: "icon", type: "button", "aria-label": "Команды бота", onclick: (event) => this.showCommands(event.currentTarget),
    }, "/");
    this.inline = new Inline(this);
    this.sendButton = el("button", { class: "icon send", "aria-label": "Отправить" }, "➤");
    this.cancel = el("button", {
      class: "icon", type: "button", "aria-label": "Убрать запрос к боту", hidden: true, onclick: () => { this.inline.clear(); this.focus(); },
    }, "✕");
    this.form = el("form", { class: "compose", onsubmit: (event) => { event.preventDefault(); this.send(); } },
      el("button", { class: "icon", type: "button", "aria-label": "Прикрепить файл", onclick: () => this.file.click() }, "📎"),
      this.file, this.input, this.commands,
      this.sendButton, this.cancel);
    this.silent = el("div", { class: "silent", role: "note" });
    this.start = el("button", { class: "start", type: "button", onclick: () => chat.act("start").catch(refused) }, "Начать");
    this.node = el("footer", { class: "composer" }, this.inline.node, this.context, this.form, this.silent, this.start);
  }

  refresh(view) {
    const blocked = this.chat.isPrivate && view.silent;
    const isNew = this.chat.isPrivate && (blocked || !view.messages.length);
    this.start.hidden = !isNew;
    this.start.textContent = blocked ? "Запустить снова" : "Начать";
    this.silent.hidden = !view.silent;
    this.form.hidden = Boolean(view.silent) || isNew;
    const until = view.silent_until ? ` Снова можно будет ${momentOf(view.silent_until)}.` : "";
    this.silent.textContent = view.silent ? view.silent + until : "";
    if (this.form.hidden) this.inline.close();
    this.commands.hidden = !this.chat.isPrivate || !this.chat.column.overview.commands.length;
  }

  focus() { if (!this.form.hidden) this.input.focus({ preventScroll: true }); }

  grow() {
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, 160)}px`;
  }

  typed() { if (!this.changing) this.inline.typed(); }

  /** A question to the bot is not sent: one of its answers is. */
  showSend() {
    this.sendButton.hidden = this.inline.isOpen;
    this.cancel.hidden = !this.inline.isOpen;
  }

  key(event) {
    if (this.inline.key(event)) return;
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.send();
    }
    if (event.key === "Escape") this.forget();
  }

  replyTo(message) {
    this.changing = null;
    this.answering = message;
    this.showContext(`Ответ: ${message.from.name}`, message.text);
  }

  change(message) {
    this.answering = null;
    this.changing = message;
    this.inline.close();
    this.input.value = message.text;
    this.showContext("Изменение", message.text);
    this.grow();
  }

  showContext(title, text) {
    this.context.hidden = false;
    this.context.replaceChildren(
      el("span", { class: "grow" }, el("strong", {}, title), el("span", {}, text)),
      el("button", { class: "icon", type: "button", "aria-label": "Не надо", onclick: () => this.forget() }, "✕"));
    this.input.focus();
  }

  forget() {
    if (this.changing) this.input.value = "";
    this.answering = this.changing = null;
    this.context.hidden = true;
    this.grow();
  }

  async send() {
    const text = this.input.value.trim();
    if (!text) return;
    const sent = this.changing
      ? this.chat.act("edit", { message_id: this.changing.id, text })
      : this.chat.act("say", { text, reply_to: this.answering?.id });
    try {
      await sent;
      this.input.value = "";
      this.forget();
      this.chat.toEnd();
    } catch (error) {
      refused(error);
    }
  }

  async attach() {
    const [file] = this.file.files;
    if (!file) return;
    const kind = /^image\/(png|jpeg)$/.test(file.type) ? "photo" : "document";
    try {
      const given = { name: file.name, content_base64: await asBase64(file), caption: this.input.value.trim() };
      await this.chat.act("say", { [kind]: given, reply_to: this.answering?.id });
      this.input.value = "";
      this.forget();
    } catch (error) {
      refused(error);
    }
    this.file.value = "";
  }

  showCommands(button) {
    menuAt(button, "Команды бота", this.chat.column.overview.commands.map(({ command, description }) => el("button", {
      type: "button", role: "menuitem", class: "command", onclick: () => this.chat.act("say", { text: `/${command}` }).catch(refused),
    }, el("strong", {}, `/${command}`), el("span", {}, description))));
  }
}
