// Dialogs (the browser's own <dialog>: focus stays inside, Esc closes), toasts and menus.

import { avatar } from "./cards.js";
import { h, icon, iconButton } from "./dom.js";
import { fullName } from "./format.js";

const TOAST_MS = 4000;

/** Shows a modal dialog; the promise has what `close(value)` was given, or null when it was dismissed. */
export function modal(build, { kind = "", label, test } = {}) {
  return new Promise((resolve) => {
    let result = null;
    const close = (value = null) => {
      result = value;
      dialog.close();
    };
    const dialog = h("dialog", { class: kind, "aria-label": label, "data-test": test });
    dialog.append(...[build(close, dialog)].flat());
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(result);
    });
    closeOnBackdrop(dialog);
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** A press that both begins and ends outside the dialog. */
function closeOnBackdrop(dialog) {
  let began = false;
  dialog.addEventListener("pointerdown", (event) => (began = event.target === dialog));
  dialog.addEventListener("click", (event) => {
    if (began && event.target === dialog && dialog.dataset.locked === undefined) dialog.close();
  });
}

/** What the bot says with `show_alert`. */
export function alert(title, text) {
  const build = (close) => [
    h("h2", {}, title),
    h("p", { class: "alert-text" }, text),
    h("div", { class: "actions" }, h("button", { type: "button", class: "plain", autofocus: true, onclick: () => close() }, "OK")),
  ];
  return modal(build, { kind: "box", label: title, test: "alert" });
}

export function confirm(title, text, yes) {
  const build = (close) => [
    h("h2", {}, title),
    h("p", { class: "alert-text" }, text),
    h("div", { class: "actions" },
      h("button", { type: "button", class: "plain", onclick: () => close(false) }, "Cancel"),
      h("button", { type: "button", class: "plain", autofocus: true, "data-test": "confirm", onclick: () => close(true) }, yes)),
  ];
  return modal(build, { kind: "box", label: title });
}

export function toast(text) {
  const shelf = document.querySelector(".toasts");
  const element = h("div", { class: "toast", "data-test": "toast" }, text);
  if (shelf.matches(":popover-open")) shelf.hidePopover();
  shelf.showPopover(); // again, to be above a dialog that was opened since
  shelf.append(element);
  while (shelf.children.length > 2) shelf.firstChild.remove();
  setTimeout(() => element.remove(), TOAST_MS + 30 * text.length);
}

export function clearToasts() {
  document.querySelector(".toasts").replaceChildren();
}

/** Chooses up to `most` people; the promise has their ids, or null. */
export function choosePeople(people, { title, most = 1, action = "Choose" }) {
  const build = (close) => {
    const chosen = new Set();
    const done = h("button", { type: "button", class: "main", disabled: true, onclick: () => close([...chosen]) }, action);
    const toggle = (person, row) => {
      if (most === 1) return close([person.id]);
      if (!chosen.delete(person.id) && chosen.size < most) chosen.add(person.id);
      row.setAttribute("aria-pressed", String(chosen.has(person.id)));
      done.disabled = !chosen.size;
    };
    const rows = people.map((person) => {
      const row = personRow(person, most === 1 ? null : h("span", { class: "tick" }, icon("check")));
      if (most > 1) row.setAttribute("aria-pressed", "false");
      row.addEventListener("click", () => toggle(person, row));
      return row;
    });
    const empty = h("p", { class: "alert-text" }, "There is nobody else yet. Add a person first.");
    return [titleBar(title, close), h("div", { class: "people" }, rows.length ? rows : empty), most > 1 && rows.length ? done : ""];
  };
  return modal(build, { kind: "sheet chooser", label: title, test: "chooser" });
}

export function titleBar(title, close) {
  return h("div", { class: "title-bar" }, h("h2", {}, title), iconButton("close", "Close", () => close()));
}

function personRow(person, more) {
  return h("button", { type: "button", class: "person", "data-test": "person-choice", "data-person-id": person.id },
    avatar(person),
    h("span", { class: "person-text" },
      h("span", { class: "person-name" }, fullName(person)),
      h("span", { class: "person-detail" }, person.role || `id ${person.id}`)),
    more);
}

/** A small menu at a button; items: [{icon, text, action, test}]. Esc or a press elsewhere closes it. */
export function menu(anchor, items, { above = false } = {}) {
  const choose = (action) => {
    popover.hidePopover();
    action();
  };
  const buttons = items.map((item) =>
    h("button", { type: "button", role: "menuitem", class: item.danger ? "danger" : null, "data-test": item.test, onclick: () => choose(item.action) },
      icon(item.icon), h("span", {}, item.text)));
  const popover = h("div", { class: "menu", popover: "auto", role: "menu", onkeydown: (event) => moveFocus(event, buttons) }, buttons);
  popover.addEventListener("toggle", (event) => {
    anchor.setAttribute("aria-expanded", String(event.newState === "open"));
    if (event.newState === "closed") popover.remove();
  });
  document.body.append(popover);
  popover.showPopover();
  put(popover, anchor.getBoundingClientRect(), above);
  buttons[0]?.focus({ preventScroll: true });
}

function put(popover, anchor, above) {
  const left = Math.min(anchor.left, innerWidth - popover.offsetWidth - 8);
  popover.style.left = `${Math.max(8, left)}px`;
  popover.style.top = `${above ? anchor.top - popover.offsetHeight - 8 : anchor.bottom + 4}px`;
}

/** Arrow keys in a list of buttons. */
export function moveFocus(event, buttons) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const at = buttons.indexOf(document.activeElement);
  buttons.at((at + step) % buttons.length)?.focus();
}
