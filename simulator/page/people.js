// Who is there and who you are: the sidebar, the switcher of the phone, and adding somebody.

import { addPerson } from "./api.js";
import { avatar } from "./cards.js";
import { modal, moveFocus, titleBar, toast } from "./dialogs.js";
import { fill, h, icon, iconButton } from "./dom.js";
import { fullName, summary, when } from "./format.js";

const LANGUAGES = [["uk", "Українська"], ["en", "English"], ["ru", "Русский"], ["pl", "Polski"], ["de", "Deutsch"]];

/** The list of people; `choose(id)`, `add()`. */
export class PeopleList {
  rows = new Map();

  constructor({ choose, add }) {
    this.choose = choose;
    const key = (event) => moveFocus(event, [...this.list.querySelectorAll(".person")]);
    this.list = h("div", { class: "people", onkeydown: key });
    this.addButton = h("button", { type: "button", class: "add-person", "data-test": "add-person", onclick: add },
      h("span", { class: "avatar add" }, icon("plus")), "Add a person");
    this.element = h("nav", { class: "people-list", "aria-label": "Choose who you are" }, this.list, this.addButton);
  }

  /** `summaries`: {id: {unread, last}} */
  show(people, me, summaries) {
    const rows = people.map((person) => {
      const row = this.rows.get(person.id) ?? h("button", { type: "button", class: "person", "data-test": "person", "data-person-id": person.id, onclick: () => this.choose(person.id) });
      this.rows.set(person.id, row);
      row.setAttribute("aria-current", String(person.id === me));
      return fill(row, ...parts(person, summaries[person.id], person.id === me));
    });
    const same = rows.length === this.list.children.length && rows.every((row, index) => this.list.children[index] === row);
    if (!same) fill(this.list, rows);
  }
}

/** Nothing is known of somebody whose chat is not watched: connections are few. */
function parts(person, known, isMe) {
  const { unread, last } = known ?? { unread: 0, last: null };
  const shown = isMe ? 0 : unread;
  const preview = last ? `${last.from.is_bot ? "" : "You: "}${summary(last)}` : known ? "No messages yet" : "Open the chat";
  return [
    avatar(person),
    h("span", { class: "person-text" },
      h("span", { class: "person-top" },
        h("span", { class: "person-name" }, fullName(person)),
        person.role && h("span", { class: "role" }, person.role),
        last && h("time", {}, when(last.date))),
      h("span", { class: "person-top" },
        h("span", { class: "person-detail" }, preview),
        shown > 0 && h("span", { class: "badge", "aria-label": `${shown} unread` }, String(shown)))),
  ];
}

/** The phone's switcher: the same list in a sheet. */
export function switchPerson(people, me, summaries) {
  const build = (close) => {
    const list = new PeopleList({ choose: (id) => close({ id }), add: () => close({ add: true }) });
    list.show(people, me, summaries);
    return [titleBar("Who are you?", close), list.element];
  };
  return modal(build, { kind: "sheet", label: "Who are you?", test: "switcher" });
}

/** Asks for a name and a language; the promise has the new person, or null. */
export function askForPerson() {
  const build = (close) => {
    const name = h("input", { name: "first_name", required: true, maxlength: 64, autocomplete: "off", autofocus: true, placeholder: "Name", "data-test": "person-name" });
    const role = h("input", { name: "role", maxlength: 32, autocomplete: "off", placeholder: "Buyer", "data-test": "person-role" });
    const language = h("select", { name: "language_code", "data-test": "person-language" },
      LANGUAGES.map(([code, title]) => h("option", { value: code }, title)));
    const submit = async (event) => {
      event.preventDefault();
      if (!name.value.trim()) return name.focus();
      try {
        close(await addPerson({ first_name: name.value.trim(), language_code: language.value, role: role.value.trim() || "Buyer" }));
      } catch (error) {
        toast(error.message);
      }
    };
    const field = (label, input) => h("label", { class: "field" }, h("span", {}, label), input);
    return [
      titleBar("Add a person", close),
      h("form", { onsubmit: submit },
        field("Name", name), field("Language", language), field("Caption in the list", role),
        h("button", { type: "submit", class: "main", "data-test": "person-save" }, "Add")),
    ];
  };
  return modal(build, { kind: "sheet", label: "Add a person", test: "new-person" });
}

/** The phone's button in the header: who you are now, and how much waits for others. */
export function personChip(person, unread, onclick) {
  return h("button", { type: "button", class: "person-chip", "data-test": "switch-person", "aria-label": `You are ${fullName(person)}. Switch`, onclick },
    avatar(person), h("span", { class: "chip-name" }, person.first_name), icon("down"),
    unread > 0 && h("span", { class: "badge" }, String(unread)));
}

export function sidebarHead(add) {
  return h("div", { class: "sidebar-head" },
    h("div", {}, h("h1", {}, "People"), h("p", {}, "Simulated Telegram, on this machine only")),
    iconButton("plus", "Add a person", add));
}
