// The screen Edit: a passage is opened without a new page, what is typed is shown while it is typed, and nothing typed is lost.
// All of it works without this script, by links, forms and the frame's own address.

import { Idiomorph } from "./idiomorph.js";
import { forget, keep, kept } from "./drafts.js";
import { load, ownerOf, scrollTo, showInPlace } from "./frames.js";
import { listen, send, tell } from "./studio.js";

const by = (id) => document.getElementById(id);
const root = document.querySelector(".edit");
const phrases = by("phrases").dataset;
const sheet = root.dataset.sheet;
const PAUSE = { page: 90, pdf: 900 };

const windowName = Math.random().toString(36).slice(2); // of two windows, each has its newest page
let owners = {}; // the key of the passage, by the id of an element of the page
let isUnsaved = Boolean(by("passage-form")?.dataset.unsaved);
let isTouched = false;
let lastMade = "";
let lastLook = 0;
let timer = 0;

const form = () => by("passage-form");
const keyNow = () => by("passage")?.dataset.key ?? "";
const isPdf = () => new URL(location).searchParams.get("look") === "pdf";
const elementOf = (key) => Object.keys(owners).find((id) => owners[id] === key) ?? "";

// What is looked at.

function wish() {
  const fields = form() ? new FormData(form()) : new FormData();
  fields.delete("base_value");
  fields.set("window", windowName);
  for (const [name, value] of new URL(location).searchParams) if (!fields.has(name)) fields.set(name, value);
  return fields;
}

async function look() {
  const number = (lastLook += 1);
  let answer;
  try {
    answer = await send(root.dataset.look, wish());
  } catch {
    tell(phrases.lost);
    return;
  }
  if (number !== lastLook) return; // something newer was asked for
  if (answer.status === 204) {
    // What was asked for before came in later, and the studio took it for the newest; or another window asks too.
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE.page);
  }
  if (answer.status !== 200) return;
  const found = await answer.json();
  if (number !== lastLook) return;
  await show(found);
}

async function show(found) {
  const frame = by("frame");
  if (found.html !== undefined) {
    owners = found.owners;
    if (!showInPlace(frame, found.html)) {
      await load(frame, frame.getAttribute("src"), true); // under the policy of its new style
      showInPlace(frame, found.html);
    }
    listenToFrame();
    scrollTo(frame, elementOf(keyNow()));
  } else if (found.frame && frame.contentDocument?.body?.dataset.key !== found.key) await load(frame, found.frame, true);
  if (found.made) {
    lastMade = found.made;
    by("made").textContent = by("made").dataset.words.replace("{time}", lastMade);
  }
  by("preview").classList.toggle("is-behind", !found.valid);
  isTouched = false;
  if (form()) {
    isUnsaved = found.unsaved;
    by("unsaved").hidden = !isUnsaved;
    if (!isUnsaved && by("local-draft").hidden) forget(sheet, keyNow());
    showProblems(found.problems);
    by("behind")?.remove();
    if (found.behind) note("behind", phrases.behind);
  }
  by("live-problems").replaceChildren(...(found.elsewhere ?? []).map(problemLine));
}

function problemLine(words) {
  const line = document.createElement("li");
  line.className = "problem error";
  line.textContent = words;
  return line;
}

function note(id, words) {
  const line = document.createElement("p");
  line.id = id;
  line.className = "problem";
  line.textContent = words;
  form().before(line);
}

function showProblems(problems) {
  for (const old of form().querySelectorAll("[aria-invalid]")) {
    if (problems[old.id]) continue;
    old.removeAttribute("aria-invalid");
    by(`${old.id}-problem`)?.remove();
  }
  for (const [id, words] of Object.entries(problems)) {
    const field = by(id);
    if (!field) continue;
    let line = by(`${id}-problem`);
    if (!line) {
      line = document.createElement("span");
      line.id = `${id}-problem`;
      line.className = "field-problem";
      field.before(line);
      field.setAttribute("aria-describedby", `${line.id} ${field.getAttribute("aria-describedby") ?? ""}`.trim());
    }
    line.textContent = words;
    field.setAttribute("aria-invalid", "true");
  }
}

function typed() {
  if (!form()) return;
  isTouched = true;
  keep(sheet, keyNow(), form());
  if (lastMade) by("made").textContent = by("made").dataset.newer.replace("{time}", lastMade);
  clearTimeout(timer);
  timer = setTimeout(look, isPdf() ? PAUSE.pdf : PAUSE.page);
}

// From the page to the form.

function listenToFrame() {
  const page = by("frame").contentDocument;
  if (!page || page.documentElement.dataset.heard) return;
  page.documentElement.dataset.heard = "yes";
  page.documentElement.style.overflowAnchor = "none";
  page.addEventListener("click", (event) => {
    const key = ownerOf(event.target, owners);
    if (key && key !== keyNow()) by(`line-${key}`)?.querySelector("a").click();
    else if (key) focusForm();
  });
}

function focusForm() {
  form()?.querySelector("textarea, input:not([type=hidden]), select")?.focus();
}

// Pages of this screen, without leaving it.

let lastVisit = 0;
let isAway = false;

async function visit(address, isBack = false) {
  const number = (lastVisit += 1);
  const leaves = isUnsaved || isTouched;
  if (leaves) keep(sheet, keyNow(), form());
  clearTimeout(timer);
  lastLook += 1;
  isAway = true;
  try {
    const answer = await fetch(address, { headers: { "X-Studio-Part": "1" } });
    const isStill = () => number === lastVisit;
    if (!(await swap(answer, { isOther: true, isStill }))) location.assign(address);
    if (!isStill()) return; // somewhere else is gone to
    if (!isBack) arrive(answer.url + new URL(address, location).hash, true);
    if (leaves) tell(phrases.kept);
    by("passage")?.focus({ preventScroll: true });
    by(`line-${keyNow()}`)?.scrollIntoView({ block: "nearest" });
  } catch {
    tell(phrases.lost);
  } finally {
    if (number === lastVisit) isAway = false;
  }
  if (number === lastVisit) await look();
}

/** Take a page of this screen in: `isOther` where the form is to be another one, whatever was typed. */
async function swap(answer, { isOther, isStill = () => true }) {
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!isStill()) return true; // something else is shown by now
  if (!fresh.querySelector(".edit")) {
    const fault = fresh.querySelector(".fault p");
    if (fault) tell(fault.textContent);
    return Boolean(fault) && !answer.ok;
  }
  const stays = !isOther && (isUnsaved || isTouched);
  if (isOther) by("passage")?.remove();
  // What the script itself shows stays: the frame, when its page was made, and beside what is typed what is wrong with it.
  const own = new Set(["frame", "made", ...(stays ? ["passage", "live-problems"] : [])]);
  const callbacks = {
    beforeNodeMorphed: (old) => !own.has(old.id),
    beforeAttributeUpdated: (name, element) => !(stays && element.id === "preview"),
  };
  for (const id of ["texts", "preview"]) Idiomorph.morph(by(id), fresh.getElementById(id), { callbacks, ignoreActiveValue: true });
  for (const dialog of document.querySelectorAll(".mark-dialog:not([open])")) {
    const new_one = fresh.getElementById(dialog.id);
    if (new_one) dialog.replaceWith(new_one);
  }
  for (const dialog of fresh.querySelectorAll(".mark-dialog")) if (!by(dialog.id)) root.after(dialog);
  const told = fresh.getElementById("status");
  if (isOther || told.children.length) by("status").replaceChildren(...told.childNodes);
  document.title = fresh.title;
  const address = fresh.getElementById("frame").getAttribute("src");
  if (kindOf(address) !== kindOf(by("frame").getAttribute("src"))) {
    by("frame").setAttribute("src", address);
    owners = {};
  }
  if (!stays) begin();
  return true;
}

const kindOf = (address) => {
  const url = new URL(address, location);
  url.searchParams.delete("at");
  return url.pathname + url.search;
};

/** Begin with a form that has just come. */
function begin() {
  isTouched = false;
  isUnsaved = Boolean(form()?.dataset.unsaved);
  if (form()) by("local-draft").hidden = !kept(sheet, keyNow(), form());
  const next = form()?.dataset.goOn;
  if (next) by(next)?.querySelector("textarea, input:not([type=hidden]), select, button")?.focus();
}

let isSending = false;

async function submit(sent, button) {
  if (isSending) return;
  isSending = true;
  lastVisit += 1;
  clearTimeout(timer);
  lastLook += 1;
  try {
    const answer = await send(sent.action, new FormData(sent, button));
    const is_saved = answer.redirected;
    if (is_saved && sent.id === "passage-form") forget(sheet, keyNow());
    if (!(await swap(answer, { isOther: true }))) return;
    if (is_saved) arrive(answer.url, false);
    const first = document.querySelector(".edit [data-focus]");
    if (first) first.focus();
    else if (!form()?.dataset.goOn) (button?.value === "next" ? by("passage") : by("status")).scrollIntoView?.({ block: "nearest" });
    if (is_saved && button?.value === "next") focusForm();
    else if (is_saved) refocus(button);
    await look();
  } catch {
    tell(phrases.lost);
  } finally {
    isSending = false;
  }
}

/** Stay where the keys were before a form was sent. */
function refocus(button) {
  const again = [...document.querySelectorAll("#passage button, #passages button")].find((one) => one.name === button?.name && one.value === button?.value && !one.hidden);
  if (again?.tabIndex >= 0) again.focus({ preventScroll: true });
  else focusForm();
}

// Listeners stand at the document, so that what is exchanged needs nothing done to it.

document.addEventListener("input", (event) => event.target.form === form() && typed());
document.addEventListener("change", (event) => {
  if (event.target.closest("#pickers")) {
    const fields = new URLSearchParams(new FormData(by("pickers")));
    for (const [name, value] of [...fields]) if (!value) fields.delete(name);
    visit(`${by("pickers").getAttribute("action")}?${fields}`);
  } else if (event.target.form && event.target.form === form()) typed();
});
document.addEventListener("focusin", (event) => {
  if (event.target.closest("#passage-form")) scrollTo(by("frame"), elementOf(keyNow()));
});
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-passage], a[data-go], .switch a");
  if (link && event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey) {
    event.preventDefault();
    visit(link.href);
  }
  const local = event.target.closest("[data-local]")?.dataset.local;
  if (local === "forget") {
    forget(sheet, keyNow());
    by("local-draft").hidden = true;
  } else if (local === "put") putBack();
});
document.addEventListener(
  "submit",
  (event) => {
    const sent = event.target;
    if (sent.method === "dialog") return;
    if (sent.id === "pickers") {
      event.preventDefault();
      by("pick-party").dispatchEvent(new Event("change", { bubbles: true }));
    } else if (sent.closest(".edit")) {
      event.preventDefault();
      event.stopPropagation();
      submit(sent, event.submitter);
    }
  },
  true,
);

async function putBack() {
  const fields = new FormData(form());
  const found = kept(sheet, keyNow(), form());
  if (!found) return;
  for (const name of [...fields.keys()]) if (name.startsWith("f.") || name.startsWith("base")) fields.delete(name);
  for (const [name, value] of found) fields.append(name, value);
  fields.set("do", "show");
  if (await swap(await send(form().action, fields), { isOther: true })) {
    by("local-draft").hidden = true;
    tell(phrases.put);
    focusForm();
    await look();
  }
}

addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && form()) {
    event.preventDefault();
    form().requestSubmit(form().querySelector('button[value="next"]'));
  } else if (event.altKey && !event.ctrlKey && !event.metaKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
    event.preventDefault();
    document.querySelector(`[data-go="${event.key === "ArrowUp" ? "before" : "after"}"]`)?.click();
  }
});
addEventListener("beforeunload", (event) => {
  if (!isUnsaved && !isTouched) return;
  keep(sheet, keyNow(), form());
  event.preventDefault();
});
let whereabouts = location.pathname + location.search;

/** Note where the window is now, after its address was changed from here. */
function arrive(address, isNew) {
  if (isNew) history.pushState({}, "", address);
  else history.replaceState({}, "", address);
  whereabouts = location.pathname + location.search;
}

addEventListener("popstate", () => {
  if (location.pathname + location.search === whereabouts) return; // a link inside the page
  whereabouts = location.pathname + location.search;
  visit(location.href, true);
});

let refreshing = 0;
let isToLook = false;

/** Show what the files say now; what is typed stays. */
function refresh(looks) {
  clearTimeout(refreshing);
  isToLook ||= looks; // whatever else is told meanwhile
  refreshing = setTimeout(async () => {
    if (isSending || isAway) return; // what comes is newer anyway
    const number = lastVisit;
    try {
      const answer = await fetch(location.href, { headers: { "X-Studio-Part": "refresh" } });
      const isStill = () => number === lastVisit;
      await swap(answer, { isOther: false, isStill });
      if (!isToLook) return;
      isToLook = false;
      await look();
    } catch {
      tell(phrases.lost);
    }
  }, 150);
}

listen("files", () => refresh(true));
listen("checked", () => refresh(false));
by("frame").addEventListener("load", listenToFrame);
begin();
if (!location.hash) by("passage")?.scrollIntoView({ block: "start", behavior: "instant" }); // another screen led to it
look();

// The address of the frame leads to the passage, and takes the window along: it goes back to where it was, unless it was moved.
let isMoved = false;
for (const kind of ["wheel", "touchmove", "keydown", "pointerdown"]) {
  addEventListener(kind, () => (isMoved = true), { once: true, passive: true });
}
by("frame")?.addEventListener(
  "load",
  () => {
    const settle = () => {
      if (isMoved) return;
      const wanted = location.hash ? by(location.hash.slice(1)) : null;
      if (wanted) wanted.scrollIntoView({ behavior: "instant" });
      else self.scrollTo({ top: 0, behavior: "instant" });
    };
    for (const wait of [0, 60, 300]) setTimeout(settle, wait); // browsers go to the passage after this event
  },
  { once: true },
);
