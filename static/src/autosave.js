// What somebody writes is kept while they write: on this device within a second, on the server soon after.
//
// A form with data-device is kept on the device under that path, one with data-draft is also sent to <path>draft/. The
// words are sealed with a key that belongs to the person and never leaves the browser; nobody else who signs in here
// is shown them. They go when the server has them. Where the device has no safe store, only the server keeps them.
const KEEP = 400, PAUSE = 3000, LATEST = 10000, AGAIN = 5000;
const STORE = { durability: "strict" };
const MACHINERY = ["csrfmiddlewaretoken", "version", "then"];

// --- The device ---

const device = self.isSecureContext && self.indexedDB ? new Promise((done, failed) => {
  const asked = indexedDB.open("peerchallenge", 1);
  asked.onupgradeneeded = () => ["keys", "texts"].forEach((name) => asked.result.createObjectStore(name));
  asked.onsuccess = () => done(asked.result);
  asked.onerror = () => failed(asked.error);
}) : Promise.reject();
let safe = true;
device.catch(() => { safe = false; });

async function read(name, key) {
  const asked = (await device).transaction(name).objectStore(name).get(key);
  return new Promise((done, failed) => {
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
}

async function change(name, act) {
  const all = (await device).transaction(name, "readwrite", STORE);
  act(all.objectStore(name));
  return new Promise((done, failed) => {
    all.oncomplete = done;
    all.onabort = () => failed(all.error);
  });
}

async function keyOf(person) {
  if (!await read("keys", person)) {
    const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    await change("keys", (keys) => keys.add(made, person)).catch(() => {}); // another window was quicker
  }
  return read("keys", person);
}

const place = (person, path) => `${person} ${path}`;
const forget = (person, path) => change("texts", (texts) => texts.delete(place(person, path)));

async function put(person, path, copy) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify(copy));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await keyOf(person), plain);
  await change("texts", (texts) => texts.put({ iv, sealed }, place(person, path)));
}

async function find(person, path) {
  const kept = await read("texts", place(person, path));
  if (!kept) return null;
  const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: kept.iv }, await keyOf(person), kept.sealed);
  return JSON.parse(new TextDecoder().decode(plain));
}

// What the server has taken from a form is not kept any longer.
for (const told of document.querySelectorAll("[data-saved]")) {
  forget(told.dataset.writer, told.dataset.saved).catch(() => {});
}

// --- The form ---

const form = document.querySelector("form[data-device]");
if (form) start(form, form.dataset.writer, form.dataset.device);

function start(form, person, path) {
  const part = (name) => form.querySelector(`[data-${name}]`);
  const version = form.elements.version, says = part("says"), both = part("both"), sends = "draft" in form.dataset;
  const chosen = (field, was) => was ? field.defaultChecked : field.checked;
  const value = (field, was) => was ? field.defaultValue ?? (field.querySelector("[selected]") || field).value : field.value;

  function words(was) {
    const found = new URLSearchParams();
    for (const field of form.elements) {
      if (!field.name || MACHINERY.includes(field.name) || field.type === "submit") continue;
      if (field.type !== "radio" || chosen(field, was)) found.append(field.name, value(field, was));
    }
    return found.toString();
  }

  function fill(kept) {
    const said = new URLSearchParams(kept);
    for (const field of form.elements) {
      if (MACHINERY.includes(field.name) || !said.has(field.name)) continue;
      const text = said.get(field.name);
      if (field.type === "radio") field.checked = field.value === text;
      // Whoever was quicker than this script has typed already: both stay.
      else if (field.type === "textarea" && field.value !== field.defaultValue && field.value !== text) field.value = `${text}\n\n${field.value}`;
      else field.value = text;
    }
  }

  const say = (text) => { if (says && text && says.textContent !== text) says.textContent = text; };
  const onDevice = () => safe ? "is kept on this device" : "is only on this page, so keep it open";

  let saved = words(true); // what the server has
  let sent = null; // what was sent and not answered: it is repeated as it is before anything newer goes
  let over = false, soon = 0, pause = 0, latest = 0;
  let busy = null; // a save that is under way
  let turn = Promise.resolve();

  function keep() {
    clearTimeout(soon);
    soon = 0;
    const now = words(), copy = { words: now, version: version.value, sent, at: Date.now() };
    turn = turn.then(() => now === saved && !sent ? forget(person, path) : put(person, path, copy)).catch(() => { safe = false; });
    return turn;
  }

  async function send() {
    clearTimeout(pause);
    clearTimeout(latest);
    pause = latest = 0;
    if (!sends || busy || over || (!sent && words() === saved)) return;
    sent ??= { words: words(), version: version.value };
    await (busy = post());
  }

  async function post() {
    const body = new URLSearchParams(sent.words);
    body.append("version", sent.version);
    body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    let answer = null, told = {};
    try {
      const long = sent.words.length > 60000; // more than a browser sends while it leaves a page
      answer = await fetch(`${path}draft/`, { method: "POST", body, redirect: "manual", keepalive: !long, signal: AbortSignal.timeout(20000) });
      told = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
    } catch {
      answer = null;
    }
    busy = null;
    take(answer, told);
  }

  function take(answer, told) {
    if (answer?.ok && told.version) {
      version.value = told.version;
      saved = sent.words;
      sent = null;
      say(told.says);
      keep();
      if (words() !== saved) wait();
    } else if (!answer || answer.status >= 500) {
      say(navigator.onLine ? "Not saved. We will try again" : `You are offline. Your answer ${onDevice()}`);
      pause = setTimeout(send, AGAIN);
    } else {
      over = true; // nothing more can be saved from this page as it is
      if (answer.status === 409 && both) both.hidden = false;
      const gone = answer.status === 404, out = answer.status === 401 || answer.type === "opaqueredirect";
      const why = out ? "You are signed out. Sign in again." : `Not saved. ${gone ? "This page is not open to you any more" : "Load this page again"}.`;
      say(`${told.says || why} ${gone ? "Copy your answer before you leave." : `Your answer ${onDevice()}.`}`);
    }
  }

  function wait() {
    soon ||= setTimeout(keep, KEEP);
    clearTimeout(pause);
    pause = setTimeout(send, PAUSE);
    latest ||= setTimeout(send, LATEST);
  }

  form.addEventListener("input", wait);
  form.addEventListener("focusout", (event) => { if (event.relatedTarget?.type !== "submit") send(); });
  form.addEventListener("submit", (event) => {
    clearTimeout(pause);
    clearTimeout(latest);
    if (!busy) return;
    // What is under way must not meet what the button sends: both would be from one version.
    event.preventDefault();
    const enough = new Promise((done) => setTimeout(done, PAUSE));
    Promise.race([busy, enough]).then(() => { busy = null; form.requestSubmit(event.submitter); });
  });
  self.addEventListener("online", send);
  self.addEventListener("pagehide", () => { keep(); send(); });
  document.querySelector("[data-forget]")?.addEventListener("click", () => { forget(person, path); });

  async function giveBack() {
    const copy = sends && await find(person, path);
    if (!copy) return;
    if (copy.words === saved) return keep();
    // The server had gone on without an answer reaching us, or somebody else saved: then it will say so, with both texts.
    if (copy.sent?.words !== saved) version.value = copy.version;
    fill(copy.words);
    const when = new Date(copy.at).toLocaleString("en-GB", { day: "numeric", month: "long", hour: "numeric", minute: "2-digit", hour12: true });
    const found = part("found");
    found.textContent = `We found words you wrote on ${when.replace(/[\s\u202f](?=[ap]m)/, "")} that were not saved. They are in the box.`;
    found.hidden = false;
    say(found.textContent);
    return send();
  }
  giveBack().catch(() => {}).then(() => { if (words() !== words(true)) wait(); });
}
