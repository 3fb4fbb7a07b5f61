// A photo over the whole window: to look at, to save, to show to somebody (at the door, say).

import { fetchFile, fileUrl, sendFile } from "./api.js";
import { choosePeople, modal, toast } from "./dialogs.js";
import { h, icon, iconButton } from "./dom.js";

/** `others` are the people to whom it can be shown; `goTo(person)` opens somebody's chat. */
export function viewPhoto(message, { others, goTo }) {
  const { file_id: fileId, width, height } = message.photo.at(-1);
  const build = (close, dialog) => {
    const image = h("img", { src: fileUrl(fileId), width, height, alt: "Photo" });
    image.addEventListener("click", () => dialog.classList.toggle("enlarged"));
    const name = `photo-${message.message_id}.jpg`;
    return [
      h("div", { class: "viewer-bar" },
        h("button", { type: "button", class: "viewer-button", "data-test": "show-to", onclick: () => showTo(fileId, others, close, goTo) }, icon("forward"), "Show to…"),
        h("span", { class: "gap" }),
        !message.has_protected_content && h("a", { class: "icon-button", "data-test": "save-photo", href: fileUrl(fileId), download: name, "aria-label": "Save the photo", title: "Save" }, icon("download")),
        iconButton("close", "Close", () => close(), { autofocus: true })),
      h("div", { class: "viewer-stage", onclick: (event) => event.target === event.currentTarget && close() }, image),
      message.caption && h("p", { class: "viewer-caption" }, message.caption),
    ].filter(Boolean);
  };
  return modal(build, { kind: "viewer", label: "Photo", test: "viewer" });
}

/** The other person photographs this picture: their bot gets the same bytes. */
async function showTo(fileId, others, close, goTo) {
  const chosen = await choosePeople(others, { title: "Show to…" });
  if (!chosen) return;
  const person = others.find((other) => other.id === chosen[0]);
  try {
    await sendFile(person.id, "photo", await fetchFile(fileId));
  } catch (error) {
    toast(error.message);
    return;
  }
  close();
  goTo(person);
}
