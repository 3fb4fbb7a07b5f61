// Which links lead back into the simulated Telegram, and which out of the page.

const SAFE = /^(https?|mailto|tel):/i;

/** What a link means: {start: payload}, {invoice: link}, {out: url} or {} for what is not opened. */
export function meaningOf(url, botUsername) {
  const address = parse(url);
  if (!address) return {};
  const inside = telegramPath(address);
  if (inside) {
    if (inside.name.startsWith("$")) return { invoice: url };
    if (inside.name.toLowerCase() === botUsername.toLowerCase()) return { start: inside.start };
  }
  return SAFE.test(address.href) ? { out: address.href } : {};
}

function parse(url) {
  try {
    return new URL(/^[a-z][a-z0-9+.-]*:/i.test(url) ? url : `https://${url}`);
  } catch {
    return null;
  }
}

function telegramPath(address) {
  const start = address.searchParams.get("start") ?? "";
  if (address.protocol === "tg:" && address.href.startsWith("tg://resolve")) {
    return { name: address.searchParams.get("domain") ?? "", start };
  }
  if (!/^(www\.)?(t|telegram)\.me$/i.test(address.hostname)) return null;
  const [name, ...more] = address.pathname.slice(1).split("/");
  return more.length ? null : { name, start };
}
