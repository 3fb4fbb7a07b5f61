// What a message can hold besides text and photos.

import { fileUrl } from "./api.js";
import { h, icon } from "./dom.js";
import { colour, fileSize, fullName, initials, money } from "./format.js";

export function avatar(person, more = "") {
  return h("span", { class: `avatar ${colour(person.id ?? person.user_id ?? 0)} ${more}`, "aria-hidden": "true" }, initials(person));
}

export function documentCard({ document }) {
  const name = document.file_name ?? "file";
  const extension = name.includes(".") ? name.split(".").at(-1).slice(0, 4).toUpperCase() : "";
  return h("a", { class: "card document", href: fileUrl(document.file_id), download: name, "aria-label": `Download ${name}` },
    h("span", { class: "card-icon" }, h("span", { class: "extension" }, extension), icon("download")),
    h("span", { class: "card-text" },
      h("span", { class: "card-title" }, name),
      h("span", { class: "card-detail" }, fileSize(document.file_size ?? 0))));
}

export function placeCard({ venue, location }) {
  const { latitude, longitude } = venue?.location ?? location;
  const url = `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}`;
  const title = venue?.title ?? "Location";
  const detail = venue?.address ?? `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`;
  return h("a", { class: "place", href: url, target: "_blank", rel: "noopener noreferrer", "aria-label": `${title}, ${detail}: open the map` },
    h("span", { class: "map" }, h("span", { class: "map-pin" }, icon("pin"))),
    h("span", { class: "card-text" },
      h("span", { class: "card-title" }, title),
      h("span", { class: "card-detail" }, detail)));
}

export function contactCard({ contact }) {
  const digits = contact.phone_number.replace(/[^+\d]/g, "");
  return h("div", { class: "card contact" },
    avatar({ ...contact, id: contact.user_id ?? 0 }),
    h("span", { class: "card-text" },
      h("span", { class: "card-title" }, fullName(contact)),
      h("a", { class: "card-detail", href: `tel:${digits}` }, contact.phone_number)));
}

export function sticker({ sticker: { emoji } }) {
  return h("span", { class: "sticker", role: "img", "aria-label": `Sticker ${emoji ?? ""}` }, emoji ?? "🙂");
}

export function invoiceCard({ invoice }) {
  return h("div", { class: "invoice" },
    h("span", { class: "invoice-title" }, invoice.title),
    h("span", { class: "invoice-description" }, invoice.description),
    h("span", { class: "invoice-amount" }, money(invoice.total_amount, invoice.currency)));
}

/** The sentence of a service line; null for an ordinary message. `nameOf(userId)` */
export function serviceLine(message, nameOf) {
  const { successful_payment: paid, refunded_payment: refunded, users_shared: shared } = message;
  if (paid) return `You paid ${money(paid.total_amount, paid.currency)}`;
  if (refunded) return `You were refunded ${money(refunded.total_amount, refunded.currency)}`;
  if (shared) return `You shared ${shared.users.map((user) => user.first_name ?? nameOf(user.user_id)).join(", ")}`;
  return null;
}
