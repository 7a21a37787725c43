// Asking the bot from any chat: «@bot words» shows its answers above the field; one of them is sent.
import { look } from "./api.js";
import { inWords, refused } from "./dialogs.js";
import { el, plural } from "./dom.js";

const PAUSE_MS = 300; // one goes on typing: the bot hears of whole words only
const PATIENCE_MS = 10000; // a later answer is refused by the messenger itself
const NEAR_THE_END = 60;
const STEPS = { ArrowDown: 1, ArrowUp: -1 };

export class Inline {
  constructor(composer) {
    this.composer = composer;
    this.chat = composer.chat;
    const name = `inline-${this.chat.person.id}${this.chat.row.id}`;
    this.status = el("p", { class: "inline-status", role: "status" });
    this.lead = el("div", { class: "inline-top" });
    this.list = el("ul", { id: name, role: "listbox", "aria-label": "Ответы бота" });
    this.node = el("section", { class: "inline", "aria-label": "Ответы бота", hidden: true, onscroll: () => this.goOn() },
      this.lead, this.list, this.status);
    composer.input.setAttribute("aria-autocomplete", "list");
    composer.input.setAttribute("aria-controls", name);
  }

  get isOpen() { return !this.node.hidden; }
  get bot() { return this.chat.column.overview.bot; }
  get options() { return [...this.list.children]; }

  /** What is asked of the bot; null when the words are not for it. */
  query() {
    const [, name, words] = /^@(\w+)\s([^]*)$/.exec(this.composer.input.value) ?? [];
    return name?.toLowerCase() === this.bot.username.toLowerCase() ? words.trim() : null;
  }

  begin(words) {
    this.composer.input.value = `@${this.bot.username} ${words}`;
    this.composer.grow();
    this.composer.focus();
    this.typed();
  }

  typed() {
    this.forget();
    const query = this.query();
    if (query === null) return this.suggest();
    if (!this.isOpen || this.offersItself) this.list.replaceChildren();
    this.show();
    this.say("Ищем…");
    this.wait(true); // what is there answers other words, and may not be sent by a slip
    this.timer = setTimeout(() => this.ask(query, ""), PAUSE_MS);
    return undefined;
  }

  /** «@» and the beginning of its name are enough to be offered the bot. */
  suggest() {
    const text = this.composer.input.value.toLowerCase();
    const isBeginning = text.startsWith("@") && `@${this.bot.username}`.toLowerCase().startsWith(text);
    if (!isBeginning) return this.close();
    this.show();
    this.lead.replaceChildren();
    const offer = { title: `@${this.bot.username}`, description: "Спросить бота и отправить ответ сюда" };
    this.list.replaceChildren(this.option(offer, 0, () => this.begin("")));
    this.offersItself = true;
    this.wait(false);
    return this.say("");
  }

  async ask(query, offset) {
    const turn = this.turn = {};
    try {
      const { inline_query_id: id } = await this.chat.act("inline", { query, offset });
      if (turn !== this.turn) return;
      this.awaited = { id, offset };
      this.late = setTimeout(() => this.fail(new Error("Бот не ответил. Попробуйте ещё раз.")), PATIENCE_MS);
      await this.answered(id); // the answer may have come before its number
    } catch (error) {
      if (turn === this.turn) this.fail(error);
    }
  }

  async answered(id) {
    if (id !== this.awaited?.id) return;
    const answer = await look(`inline/${id}`);
    if (!answer || id !== this.awaited?.id) return;
    const { offset } = this.awaited;
    this.awaited = null;
    clearTimeout(this.late);
    this.fill(id, answer, offset);
  }

  fill(id, answer, offset) {
    this.offersItself = false;
    this.wait(false);
    const before = offset ? this.options : [];
    const added = answer.results.map((result, index) => this.option(result, before.length + index, () => this.choose(id, result)));
    this.list.replaceChildren(...before, ...added);
    this.nextOffset = added.length ? answer.next_offset : "";
    if (!offset) this.introduce(answer);
    this.goOn();
  }

  introduce({ button, results }) {
    this.lead.replaceChildren(...(button ? [this.leadButton(button)] : []));
    this.node.scrollTop = 0;
    const found = plural(results.length, "ответ", "ответа", "ответов");
    this.say(results.length ? `${found}. Выберите стрелками и нажмите Enter.` : "Ничего не найдено.");
    this.status.classList.toggle("unseen", results.length > 0);
  }

  leadButton({ text, start_parameter: parameter }) {
    const follow = () => {
      this.clear();
      this.chat.column.follow(`https://t.me/${this.bot.username}?start=${parameter}`).catch(refused);
    };
    return el("button", { class: "inline-lead", type: "button", onclick: follow }, text);
  }

  option(result, index, run) {
    return el("li", { id: `${this.list.id}-${index}`, role: "option", "aria-selected": "false", onclick: run },
      el("span", { class: "inline-letter", "aria-hidden": "true" }, [...result.title].find((sign) => /[\p{L}\p{N}]/u.test(sign)) ?? "•"),
      el("span", { class: "grow" }, el("strong", {}, result.title), result.description ? el("small", {}, result.description) : null));
  }

  async choose(id, result) {
    if (this.isWaiting) return;
    this.wait(true);
    try {
      await this.chat.act("choose_inline", { inline_query_id: id, result_id: result.id, reply_to: this.composer.answering?.id });
      this.clear();
      this.composer.forget();
      this.chat.toEnd();
    } catch (error) {
      this.fail(error);
    }
  }

  /** True when the key was for the results and not for the field. */
  key(event) {
    if (!this.isOpen || event.isComposing) return false;
    const isEnter = event.key === "Enter" && !event.shiftKey;
    if (event.key === "Escape") this.close();
    else if (isEnter && this.isWaiting) this.say("Ищем…");
    else if (isEnter && this.active) this.active.click();
    else if (isEnter || event.key in STEPS) this.step(STEPS[event.key] ?? 1);
    else return false;
    event.preventDefault();
    return true;
  }

  get active() { return this.list.querySelector("[aria-selected=true]"); }

  step(by) {
    const { options, active } = this;
    if (!options.length) return;
    const from = active ? options.indexOf(active) : Math.min(-by, 0);
    active?.setAttribute("aria-selected", "false");
    const next = options.at((from + by) % options.length);
    next.setAttribute("aria-selected", "true");
    next.scrollIntoView({ block: "nearest" });
    this.composer.input.setAttribute("aria-activedescendant", next.id);
  }

  /** Whoever sees the end of the list gets the rest of it. */
  goOn() {
    const left = this.node.scrollHeight - this.node.scrollTop - this.node.clientHeight;
    if (left > NEAR_THE_END || !this.nextOffset || this.awaited) return;
    const offset = this.nextOffset;
    this.nextOffset = "";
    this.ask(this.query(), offset);
  }

  say(words) {
    this.status.textContent = words;
    this.status.classList.remove("unseen");
  }

  wait(isWaiting) {
    this.isWaiting = isWaiting;
    this.list.setAttribute("aria-busy", String(isWaiting));
  }

  fail(error) {
    this.wait(false);
    this.list.replaceChildren();
    this.say(inWords(error));
  }

  /** Whatever was asked before no longer matters. */
  forget() {
    clearTimeout(this.timer);
    clearTimeout(this.late);
    this.turn = this.awaited = null;
    this.nextOffset = "";
    this.active?.setAttribute("aria-selected", "false");
    this.composer.input.removeAttribute("aria-activedescendant");
  }

  show() {
    this.node.hidden = false;
    this.composer.showSend();
  }

  close() {
    this.forget();
    this.node.hidden = true;
    this.list.replaceChildren();
    this.lead.replaceChildren();
    this.composer.showSend();
  }

  clear() {
    this.composer.input.value = "";
    this.composer.grow();
    this.close();
  }
}
