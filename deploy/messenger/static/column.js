// One person's messenger: the list of chats and the chat that is open.
import { act, look } from "./api.js";
import { Chat } from "./chat.js";
import { alertBox, askText, menuAt, modal, refused, toast } from "./dialogs.js";
import { avatar, el, timeOf } from "./dom.js";

const PAUSE_MS = 60; // a burst of events becomes one look

function preview(row) {
  if (row.requests) return el("em", {}, `Заявок: ${row.requests}`);
  const last = row.last;
  if (!last) return el("span", {}, "Пока пусто");
  const words = last.service || last.text || (last.media?.kind === "photo" ? "Фото" : last.media?.name ?? "");
  const author = row.type === "private" || last.service ? "" : last.mine ? "Вы: " : `${last.from.name.split(" ")[0]}: `;
  return el("span", {}, author + words);
}

export class Column {
  constructor(person) {
    this.person = person;
    this.open = null;
    this.asked = new Map(); // callback id → what to do when it is answered
    this.list = el("ul", { class: "chats" });
    this.waiting = el("div", { class: "waiting" });
    this.pane = el("section", { class: "pane empty-pane", "aria-label": "Открытый чат" },
      el("p", {}, "Выберите чат слева"));
    this.node = el("section", { class: "column", "aria-label": `Мессенджер: ${person.name}`, "data-person": person.id },
      el("div", { class: "side" },
        el("header", { class: "bar" },
          avatar(person.id, person.name),
          el("div", { class: "grow" }, el("h2", {}, person.name), el("small", {}, person.note || "Список чатов")),
          el("button", { class: "icon", type: "button", "aria-label": "Меню", onclick: (event) => this.menu(event.currentTarget) }, "⋮")),
        this.list, this.waiting),
      this.pane);
  }

  async refresh() {
    this.overview = await look("overview", { person: this.person.id });
    const focused = this.list.contains(document.activeElement) ? document.activeElement.dataset.chat : "";
    this.list.replaceChildren(...this.overview.chats.map((row) => this.row(row)));
    if (focused) this.list.querySelector(`[data-chat="${focused}"]`)?.focus();
    this.waiting.replaceChildren(...this.overview.waiting.map((chat) => el("div", { class: "waiting-row" },
      el("span", {}, `«${chat.title}»: заявка ждёт ответа`),
      el("button", { type: "button", onclick: () => this.try("cancel_join", { chat_id: chat.id }) }, "Отозвать"))));
    if (this.open) {
      const there = this.overview.chats.some((row) => row.id === this.open.row.id);
      if (there) await this.open.refresh();
      else this.close();
    }
  }

  row(row) {
    const current = this.open?.row.id === row.id;
    if (current) this.markSeen(row);
    const unread = row.touched > this.seen(row) && row.last && !row.last.mine;
    return el("li", {}, el("button", {
      type: "button", class: `chat-row${current ? " current" : ""}`, "aria-current": current ? "true" : null,
      "data-chat": row.id, onclick: () => this.show(row).catch(refused),
    },
    avatar(row.id, row.title, row.type === "private" ? "bot" : ""),
    el("span", { class: "grow" },
      el("span", { class: "line" }, el("strong", {}, row.title), el("time", {}, row.date ? timeOf(row.date) : "")),
      el("span", { class: "line preview" }, preview(row), unread ? el("i", { class: "dot", role: "img", "aria-label": "Есть новое" }) : null))));
  }

  seen(row) { return Number(localStorage.getItem(`seen:${this.person.id}:${row.id}`) ?? 0); }
  markSeen(row) { localStorage.setItem(`seen:${this.person.id}:${row.id}`, row.touched); }

  async show(row) {
    if (this.open?.row.id === row.id) return;
    this.open = new Chat(this, row);
    this.pane.replaceWith(this.open.node);
    this.pane = this.open.node;
    this.node.classList.add("opened");
    await this.refresh();
    this.open.focus();
  }

  async showById(id) {
    await this.refresh();
    const row = this.overview.chats.find((one) => one.id === id);
    if (row) await this.show(row);
  }

  close() {
    const empty = el("section", { class: "pane empty-pane" }, el("p", {}, "Выберите чат слева"));
    this.pane.replaceWith(empty);
    this.pane = empty;
    this.open = null;
    this.node.classList.remove("opened");
    this.refresh().catch(refused);
  }

  hear(event) {
    if (event.kind === "answered" && event.person_id === this.person.id) return this.answered(event);
    if (event.kind === "inline") return event.person_id === this.person.id && this.open?.composer.inline.answered(event.query_id).catch(refused);
    if (event.kind === "typing") return this.open?.row.id === event.chat_id && this.open.typing();
    const mine = event.chat_id === undefined || event.chat_id < 0 || event.chat_id === this.person.id || event.kind === "chats";
    if (!mine || event.kind === "closing") return undefined;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.refresh().catch(refused), PAUSE_MS);
    return undefined;
  }

  answered(event) {
    this.asked.get(event.callback_id)?.();
    this.asked.delete(event.callback_id);
    if (event.url) window.open(event.url, "_blank", "noopener");
    if (!event.text) return;
    if (event.show_alert) alertBox(this.overview.bot.name, event.text);
    else toast(event.text, this.toasts());
  }

  toasts() {
    let place = this.node.querySelector(".column-toasts");
    if (!place) this.node.append(place = el("div", { class: "column-toasts", role: "status" }));
    return place;
  }

  try(name, fields = {}) {
    return act(name, { person: this.person.id, ...fields }).catch(refused);
  }

  /** A link or a link button: deep links act here, others open in a new tab. */
  async follow(url) {
    const startGroup = /(?:t\.me\/|domain=)(\w+)[?&]startgroup(?:=([\w-]*))?/.exec(url);
    if (startGroup) return this.addBotSomewhere(startGroup[2] ?? "");
    const isLocal = /^(https?:\/\/)?(t\.me|telegram\.me)\/|^tg:/.test(url);
    if (!isLocal) return window.open(url, "_blank", "noopener");
    const came = await act("open_url", { person: this.person.id, url });
    if (came.state === "started") return this.showById(this.person.id);
    if (came.state === "joined") return this.showById(came.chat_id);
    if (came.state === "requested") return toast(`Заявка в «${came.title}» отправлена. Ответ придёт сюда.`, this.toasts());
    return window.open(url, "_blank", "noopener");
  }

  menu(button) {
    menuAt(button, "Меню", [
      { label: "Вступить по ссылке…", run: () => this.joinByLink().catch(refused) },
      { label: "Новая группа…", run: () => this.newGroup().catch(refused) },
      this.person.blocked_bot
        ? { label: "Разблокировать бота", run: () => this.block(false) }
        : { label: "Заблокировать бота", danger: true, run: () => this.block(true) },
    ]);
  }

  async block(blocked) {
    const person = await this.try(blocked ? "block_bot" : "unblock_bot");
    if (person) this.person = person;
  }

  async joinByLink() {
    const known = (await look("chats")).filter((chat) => !chat.deleted && !chat.migrated_to && chat.type !== "channel");
    await modal("Вступить по ссылке", (close) => {
      const go = (url) => { close(); this.follow(url).catch(refused); };
      const input = el("input", { id: "link", placeholder: "https://t.me/+…", required: true, autocomplete: "off" });
      return [
        el("form", { onsubmit: (event) => { event.preventDefault(); go(input.value.trim()); } },
          el("label", { for: "link" }, "Ссылка-приглашение"), input,
          el("div", { class: "actions" }, el("button", { class: "primary" }, "Вступить"))),
        known.length ? el("p", { class: "hint" }, "Или выберите чат — будто ссылку вам прислали:") : null,
        el("ul", { class: "plain" }, known.map((chat) => el("li", {},
          el("button", { type: "button", class: "wide", onclick: () => go(chat.invite_link) },
            chat.title, el("small", {}, chat.join_by_request ? "по заявке" : "сразу"))))),
      ];
    });
  }

  async newGroup() {
    const title = await askText("Новая группа", "Название", "Создать");
    if (!title) return;
    const chat = await act("groups", { title, owner: this.person.id, type: "supergroup" });
    await this.showById(chat.id);
  }

  async addBotSomewhere(payload) {
    const groups = this.overview.chats.filter((row) => row.type !== "private");
    await modal("Куда добавить бота?", (close) => groups.length
      ? el("ul", { class: "plain" }, groups.map((row) => el("li", {}, el("button", {
        type: "button", class: "wide",
        onclick: () => { close(); act("add_bot", { by: this.person.id, chat_id: row.id, as_admin: true, payload }).catch(refused); },
      }, row.title))))
      : el("p", {}, "У вас пока нет групп. Создайте группу в меню ⋮ и попробуйте снова."));
  }
}
