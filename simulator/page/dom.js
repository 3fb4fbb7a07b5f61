// Safe DOM building: text always becomes text nodes; nothing here ever parses HTML.

/** h("button", {class: "send", onclick: send, hidden: false}, "Send"): false and null are left out. */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...present(children));
  return element;
}

/** Puts these children in place of all others. */
export function fill(element, ...children) {
  element.replaceChildren(...present(children));
  return element;
}

function present(children) {
  return children.flat().filter((child) => child !== null && child !== undefined && child !== false);
}

const SVG = "http://www.w3.org/2000/svg";
const PATHS = {
  send: "M4 12 3 4l18 8-18 8 1-8Zm0 0h9",
  attach: "m20 11-8.3 8.3a5 5 0 0 1-7-7L13 4a3.3 3.3 0 0 1 4.7 4.7l-8.4 8.4a1.7 1.7 0 0 1-2.4-2.4L14.5 7",
  sticker: "M20 13A8 8 0 1 1 11 4c.5 0 1 .5 1 1v3a4 4 0 0 0 4 4h3c.5 0 1 .4 1 1Zm-8-8 8 8M8.5 11v.500M9 15c1.5 1.6 4 1.6 5.5.3",
  dots: "M12 5.500v.01M12 12v.01M12 18.500v.01",
  close: "m6 6 12 12M18 6 6 18",
  down: "m6 9 6 6 6-6",
  plus: "M12 5v14M5 12h14",
  photo: "M4 7a2 2 0 0 1 2-2h12a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V7Zm1 11 5-6 4 4 2-2 4 4M15.5 9v.01",
  file: "M7 3h7l5 5v11a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2V5c0-1.1.9-2 2-2Zm7 0v5h5",
  download: "M12 4v11m-5-5 5 5 5-5M5 20h14",
  forward: "m13 5 7 6.5-7 6.500v-4c-5 0-8 1.5-9.5 4 0-5 3-9 9.5-9V5Z",
  check: "m4 12.5 5.5 5.500L20 7",
  checks: "m2 13 4.5 4.500L16 7M11 16.500l1 1L22 7",
  copy: "M9 9h10v11H9V9Zm-4 6V4h10",
  link: "M8 16 17 7M9 7h8v8",
  card: "M3 7a2 2 0 0 1 2-2h14a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V7Zm0 3h18M7 15h3",
  pin: "M12 21c5-5.5 7-8.5 7-11.500a7 7 0 1 0-14 0C5 12.5 7 15.5 12 21Zm0-9a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z",
  phone: "M6 3h3l2 5-2.5 2a12 12 0 0 0 5.5 5.500L16 13l5 2v3a3 3 0 0 1-3 3C10.5 21 3 13.5 3 6a3 3 0 0 1 3-3Z",
  block: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM5.6 5.600l12.8 12.8",
  user: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm-8 8c.5-4 4-6 8-6s7.5 2 8 6",
  keyboard: "M4 6h16a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1Zm2.5 4v.01M10 10v.01M14 10v.01M17.5 10v.01M8 14h8",
  menu: "M4 7h16M4 12h16M4 17h16",
};

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

/** A round button that shows only an icon; `label` is its name for screen readers and its tooltip. */
export function iconButton(name, label, onclick, more = {}) {
  return h("button", { type: "button", class: "icon-button", "aria-label": label, title: label, onclick, ...more }, icon(name));
}

export function spinner() {
  return h("span", { class: "spinner", "aria-hidden": "true" });
}
