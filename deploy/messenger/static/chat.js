// An open chat: its messages as they are now, requests to join, the pinned message, the composer.
import { act, look } from "./api.js";
import { Composer } from "./composer.js";
import { refused } from "./dialogs.js";
import { avatar, dayOf, el, plural } from "./dom.js";
import { showInfo } from "./info.js";
import { messageNode } from "./message.js";

const PAGE = 80;
const TYPING_MS = 5000;
const REQUESTS_SHOWN = 2; // the others are one tap away, so that the talk stays in sight

export class Chat {
  constructor(column, row) {
    this.column = column;
    this.row = row;
    this.limit = PAGE;
    this.nodes = new Map(); // message id → {signature, node}
    this.subtitle = el("small", {});
    this.title = el("h3", {}, row.title);
    this.bars = el("div", { class: "bars" });
    this.log = el("div", { class: "log", role: "log", "aria-label": `Сообщения: ${row.title}`, tabindex: "0", onclick: (event) => this.clicked(event) });
    this.composer = new Composer(this);
    this.node = el("section", { class: "pane", "aria-label": `Чат: ${row.title}`, "data-chat": row.id },
      el("header", { class: "bar" },
        el("button", { class: "icon back", type: "button", "aria-label": "К списку чатов", onclick: () => column.close() }, "‹"),
        avatar(row.id, row.title, row.type === "private" ? "bot" : ""),
        el("div", { class: "grow" }, this.title, this.subtitle),
        row.type === "private" ? null : el("button", {
          class: "icon", type: "button", "aria-label": "О чате", onclick: () => showInfo(this).catch(refused),
        }, "⋮")),
      this.bars, this.log, this.composer.node);
  }

  get person() { return this.column.person; }
  get isPrivate() { return this.row.type === "private"; }

  act(name, fields = {}) {
    return act(name, { person: this.person.id, chat_id: this.row.id, ...fields });
  }

  async refresh() {
    this.view = await look("chat", { person: this.person.id, chat_id: this.row.id, limit: this.limit });
    const atEnd = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 80;
    const first = !this.nodes.size;
    this.row = this.column.overview.chats.find((row) => row.id === this.row.id) ?? this.row;
    this.title.textContent = this.row.title;
    this.showSubtitle();
    this.showBars();
    this.showMessages();
    this.composer.refresh(this.view);
    if (atEnd || first) this.toEnd();
  }

  showSubtitle() {
    const count = this.view.members.length;
    this.subtitle.textContent = this.isPrivate ? "бот" : plural(count, "участник", "участника", "участников");
    this.subtitle.classList.remove("is-typing");
  }

  typing() {
    this.subtitle.textContent = "печатает…";
    this.subtitle.classList.add("is-typing");
    clearTimeout(this.typingTimer);
    this.typingTimer = setTimeout(() => this.showSubtitle(), TYPING_MS);
  }

  showMessages() {
    const shown = [];
    let lastDay = "";
    let previous = null;
    if (this.view.more) shown.push(el("button", { class: "earlier", type: "button", onclick: () => this.earlier() }, "Показать раньше"));
    for (const message of this.view.messages) {
      const day = dayOf(message.date);
      if (day !== lastDay) { shown.push(el("div", { class: "day" }, day)); previous = null; }
      lastDay = day;
      const follows = previous && !message.service && previous.from.id === message.from.id && message.date - previous.date < 300;
      shown.push(this.keep(message, Boolean(follows)));
      previous = message.service ? null : message;
    }
    if (!this.view.messages.length) shown.push(this.greeting());
    this.log.replaceChildren(...shown);
    const ids = new Set(this.view.messages.map((message) => message.id));
    for (const id of this.nodes.keys()) if (!ids.has(id)) this.nodes.delete(id);
  }

  keep(message, follows) {
    const signature = JSON.stringify([message, follows]);
    const kept = this.nodes.get(message.id);
    if (kept?.signature === signature) return kept.node;
    const node = messageNode(this, message, follows);
    this.nodes.set(message.id, { signature, node });
    return node;
  }

  greeting() {
    const about = this.isPrivate ? this.column.overview.description : "";
    return el("div", { class: "greeting" },
      el("p", {}, about || (this.isPrivate ? "Здесь пока пусто. Нажмите «Начать», и бот ответит." : "Здесь пока никто не писал.")));
  }

  async earlier() {
    const before = this.log.scrollHeight;
    this.limit += PAGE * 3;
    await this.refresh().catch(refused);
    this.log.scrollTop += this.log.scrollHeight - before;
  }

  showBars() {
    const bars = [];
    if (this.view.pinned) bars.push(this.pinnedBar(this.view.pinned));
    const requests = this.view.requests.map((person) => this.requestBar(person));
    bars.push(...requests.slice(0, REQUESTS_SHOWN));
    if (requests.length > REQUESTS_SHOWN) bars.push(this.moreRequests(requests.slice(REQUESTS_SHOWN)));
    this.bars.replaceChildren(...bars);
  }

  moreRequests(requests) {
    const wasOpen = this.bars.querySelector("details")?.open;
    const words = plural(requests.length, "заявка", "заявки", "заявок");
    return el("details", { class: "requests", open: wasOpen }, el("summary", {}, `Ещё ${words}`), requests);
  }

  pinnedBar(message) {
    const reveal = () => this.nodes.get(message.id)?.node.scrollIntoView({ block: "center", behavior: "smooth" });
    return el("button", { class: "pinned", type: "button", onclick: reveal, "aria-label": "Показать закреплённое" },
      el("strong", {}, "Закреплено"), el("span", {}, message.text || message.media?.name || "Сообщение"));
  }

  requestBar(person) {
    const settle = (name) => act(name, { by: this.person.id, chat_id: this.row.id, person: person.id }).catch(refused);
    return el("div", { class: "request", role: "group", "aria-label": `Заявка: ${person.name}` },
      avatar(person.id, person.name),
      el("span", { class: "grow" }, el("strong", {}, person.name), el("small", {}, "просится в чат")),
      el("button", { class: "primary", type: "button", onclick: () => settle("approve_request") }, "Принять"),
      el("button", { type: "button", onclick: () => settle("decline_request") }, "Отклонить"));
  }

  clicked(event) {
    const spoiler = event.target.closest("tg-spoiler");
    if (spoiler) spoiler.classList.add("shown");
    const link = event.target.closest("a[href]");
    if (!link || link.hasAttribute("download") || link.href.startsWith("mailto:")) return;
    event.preventDefault();
    this.column.follow(link.getAttribute("href")).catch(refused);
  }

  toEnd() { this.log.scrollTop = this.log.scrollHeight; }

  focus() {
    if (matchMedia("(hover: hover)").matches) this.composer.focus();
  }
}
