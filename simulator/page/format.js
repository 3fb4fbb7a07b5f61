// How dates, money and sizes are written, and the colours of people.

const TIME = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long" });
const DAY_OF_YEAR = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric" });
const SHORT_DAY = new Intl.DateTimeFormat("en-GB", { day: "2-digit", month: "2-digit" });
export const STARS = "XTR";
const COLOURS = 7;

export function time(seconds) {
  return TIME.format(seconds * 1000);
}

export function day(seconds) {
  const date = new Date(seconds * 1000);
  const midnight = new Date().setHours(0, 0, 0, 0);
  const days = Math.round((new Date(date).setHours(0, 0, 0, 0) - midnight) / 86_400_000);
  if (days === 0) return "Today";
  if (days === -1) return "Yesterday";
  return (date.getFullYear() === new Date().getFullYear() ? DAY : DAY_OF_YEAR).format(date);
}

/** For lists: the time today, the date earlier. */
export function when(seconds) {
  return day(seconds) === "Today" ? time(seconds) : SHORT_DAY.format(seconds * 1000);
}

/** 45000 UAH → "450.00 UAH"; Stars → "⭐ 50". */
export function money(minor, currency) {
  if (currency === STARS) return `⭐ ${minor.toLocaleString("en")}`;
  const digits = fractionDigits(currency);
  const shown = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return `${(minor / 10 ** digits).toLocaleString("en", shown)} ${currency}`;
}

function fractionDigits(currency) {
  try {
    return new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits;
  } catch {
    return 2;
  }
}

export function fileSize(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 ** 2) return `${(bytes / 1024).toFixed(1)} KB`;
  return `${(bytes / 1024 ** 2).toFixed(1)} MB`;
}

export function fullName({ first_name, last_name }) {
  return last_name ? `${first_name} ${last_name}` : first_name;
}

export function initials(person) {
  const words = fullName(person).split(/\s+/).filter(Boolean);
  const picked = words.length > 1 ? [words[0], words.at(-1)] : words;
  return picked.map((word) => [...word][0]).join("").toUpperCase() || "?";
}

/** The class of the avatar's colour, always the same for one person. */
export function colour(id) {
  return `colour-${((id % COLOURS) + COLOURS) % COLOURS}`;
}

/** One line that says what a message is, for lists and quotes. */
export function summary(message) {
  const text = message.text ?? message.caption;
  if (text) return text.replace(/\s+/g, " ");
  if (message.photo) return "Photo";
  if (message.document) return message.document.file_name ?? "File";
  if (message.sticker) return `${message.sticker.emoji ?? ""} Sticker`.trim();
  if (message.venue) return message.venue.title;
  if (message.location) return "Location";
  if (message.contact) return "Contact";
  if (message.invoice) return message.invoice.title;
  if (message.successful_payment) return "Payment";
  if (message.refunded_payment) return "Refund";
  if (message.users_shared) return "Shared people";
  return "Message";
}
