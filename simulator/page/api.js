// What a person does, over HTTP. A refusal is an Error with the server's own sentence.

export async function getPeople() {
  return read(await reach("/sim/people"));
}

export function addPerson(person) {
  return post("/sim/people", person);
}

/** act(1001, "text", {text: "Hello"}) */
export function act(personId, verb, body = {}) {
  return post(`/sim/people/${personId}/${verb}`, body);
}

/** `kind` is "photo" or "document". */
export async function sendFile(personId, kind, file, caption = "") {
  const form = new FormData();
  form.append("caption", caption);
  form.append(kind, file, file.name ?? `${kind}.jpg`);
  return read(await reach(`/sim/people/${personId}/file`, { method: "POST", body: form }));
}

export function fileUrl(fileId) {
  return `/sim/files/${encodeURIComponent(fileId)}`;
}

export async function fetchFile(fileId) {
  const response = await reach(fileUrl(fileId));
  if (!response.ok) throw new Error("The picture could not be read.");
  return response.blob();
}

/** The prices and tips of an invoice: a Message shows only the total, so they are taken from the bot's own call. */
export async function invoiceDetails(method, isTheOne, chatId) {
  const query = new URLSearchParams({ method, ...(chatId ? { chat_id: chatId } : {}) });
  try {
    const calls = await read(await reach(`/sim/calls?${query}`));
    return calls.findLast((call) => call.status === 200 && isTheOne(call.answer))?.parameters ?? null;
  } catch {
    return null;
  }
}

async function post(path, body) {
  const headers = { "Content-Type": "application/json" };
  return read(await reach(path, { method: "POST", headers, body: JSON.stringify(body) }));
}

async function reach(path, options) {
  try {
    return await fetch(path, options);
  } catch {
    throw new Error("No connection to the simulator.");
  }
}

async function read(response) {
  const body = await response.json().catch(() => ({}));
  if (response.ok) return body;
  const sentence = body.error ?? `The simulator answered ${response.status}.`;
  throw new Error(sentence.charAt(0).toUpperCase() + sentence.slice(1));
}
