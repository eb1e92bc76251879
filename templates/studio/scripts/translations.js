// A message in work: codes that stay whole, checks as one types, a draft kept in the browser, Ctrl+Enter.
// Without this script the fields are plain ones, and everything is checked when it is saved.
import { send } from "./studio.js";

const CODE = /\u2066?(?:<\/?[a-z]+[0-9]*\/?>|\{[a-z_][a-z0-9_]*(?:\.[a-z-]+)?\})\u2069?/g;
const form = document.querySelector("form[data-translation]");
const fields = form ? [...form.querySelectorAll(".coded-field textarea")] : [];
const findings = document.getElementById("findings");
let last = fields[0];

/** The codes of a text with their places. */
const codesOf = (text) => [...text.matchAll(CODE)].map((match) => [match.index, match.index + match[0].length]);

/** Show the codes behind a field as chips: the same letters at the same places, invisible but for their ground. */
function paint(field) {
  const behind = field.parentElement.querySelector(".behind");
  const pieces = [];
  let end = 0;
  for (const [from, to] of codesOf(field.value)) {
    const chip = document.createElement("mark");
    chip.append(document.createElement("span"));
    chip.firstChild.textContent = field.value.slice(from, to);
    pieces.push(field.value.slice(end, from), chip);
    end = to;
  }
  behind.replaceChildren(...pieces, field.value.slice(end) + "\n");
}

/** From right to left each code stands in an isolate (UAX 9), so that its signs keep their order; a save takes them out. */
const isolated = (field, text) =>
  field.dir === "rtl" ? text.replace(CODE, (code) => `\u2066${code.replace(/[\u2066\u2069]/g, "")}\u2069`) : text;

/** Put text in place of what is chosen, as typing does, so that it can be undone. */
function put(field, from, to, text) {
  field.focus();
  field.setSelectionRange(from, to);
  if (!document.execCommand(text ? "insertText" : "delete", false, text)) {
    field.setRangeText(text, from, to, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

/** Keep the cursor and what is chosen outside codes: they are chosen whole or not at all. */
function step(field) {
  const { selectionStart: start, selectionEnd: end, selectionDirection: direction } = field;
  let [from, to] = [start, end];
  for (const [a, b] of codesOf(field.value)) {
    if (start === end && a < start && start < b) {
      from = to = direction !== "backward" && start - a >= (b - a) / 2 ? b : a;
      if (field.dataset.before !== undefined) from = to = Number(field.dataset.before) <= a ? b : a;
    } else if (start !== end) {
      if (a < start && start < b) from = a;
      if (a < end && end < b) to = b;
    }
  }
  if (from !== start || to !== end) field.setSelectionRange(from, to, direction);
  field.dataset.before = String(direction === "backward" ? from : to);
}

/** Take a code out whole where a key would take a letter of it. */
function guard(event) {
  const field = event.target;
  if (field.selectionStart !== field.selectionEnd || !event.inputType.startsWith("delete")) return;
  const at = field.selectionStart;
  const isBack = event.inputType.includes("Backward");
  const code = codesOf(field.value).find(([a, b]) => (isBack ? a < at && at <= b : a <= at && at < b));
  if (code) {
    event.preventDefault();
    put(field, code[0], code[1], "");
  }
}

const isChanged = () => fields.some((field) => field.value !== field.defaultValue);

// Checks follow a pause in typing; the answer to an older text is not shown.
let timer = 0;
let asked = 0;
async function checkNow() {
  const mine = ++asked;
  const answer = await send(form.dataset.check, new FormData(form)).catch(() => null);
  if (!answer?.ok || mine !== asked) return;
  const html = await answer.text();
  if (mine === asked && html !== findings.dataset.shown) {
    findings.dataset.shown = html;
    findings.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
    const hasError = Boolean(findings.querySelector(".problem.error"));
    for (const field of fields) hasError ? field.setAttribute("aria-invalid", "true") : field.removeAttribute("aria-invalid");
  }
}

// A draft belongs to this browser. It is thrown away as soon as the field says the same, and where it was sent and the message
// is another one since: then it was saved, or the server keeps it as what clashed.
const kept = form && `studio-translation:${form.dataset.key}`;

function markSent(event) {
  try {
    const draft = JSON.parse(localStorage.getItem(kept) ?? "null");
    if (draft && !event.submitter?.formTarget) localStorage.setItem(kept, JSON.stringify({ ...draft, sent: true }));
  } catch {
    // Storage is forbidden.
  }
}

function keep() {
  form.querySelector("[data-unsaved]").hidden = !isChanged();
  try {
    if (isChanged()) localStorage.setItem(kept, JSON.stringify({ digest: form.dataset.digest, forms: fields.map((field) => field.value) }));
    else localStorage.removeItem(kept);
  } catch {
    // Storage is full or forbidden: the page still says that the text is not saved.
  }
}

function offerDraft() {
  const draft = JSON.parse(localStorage.getItem(kept) ?? "null");
  const box = form.querySelector("[data-draft]");
  const drop = () => {
    localStorage.removeItem(kept);
    box.hidden = true;
  };
  if (!draft || !Array.isArray(draft.forms) || document.querySelector(".error-summary, [data-kept-draft]")) return;
  if (draft.sent && draft.digest !== form.dataset.digest) return drop();
  if (draft.forms.every((text, index) => text === fields[index]?.value)) return drop();
  box.hidden = false;
  box.querySelector("[data-draft-text]").textContent = draft.forms.join("\n");
  box.querySelector("[data-draft-drop]").addEventListener("click", drop);
  box.querySelector("[data-draft-use]").addEventListener("click", () => {
    draft.forms.forEach((text, index) => fields[index] && put(fields[index], 0, fields[index].value.length, text));
    box.hidden = true;
    fields[0].focus();
  });
}

for (const field of fields) {
  field.defaultValue = isolated(field, field.defaultValue);
  paint(field);
  field.addEventListener("beforeinput", guard);
  field.addEventListener("select", () => step(field));
  field.addEventListener("focus", () => (last = field));
  field.addEventListener("scroll", () => (field.parentElement.querySelector(".behind").scrollTop = field.scrollTop));
  field.addEventListener("input", () => {
    paint(field);
    keep();
    clearTimeout(timer);
    timer = setTimeout(checkNow, 400);
  });
}
document.addEventListener("selectionchange", () => {
  if (fields.includes(document.activeElement)) step(document.activeElement);
});

/** Whoever goes on finds the cursor in the next field; what is typed is at the end of it. */
function remember(goesOn) {
  try {
    if (goesOn) sessionStorage.setItem("studio-goes-on", "yes");
    else sessionStorage.removeItem("studio-goes-on");
  } catch {
    // Storage is forbidden: the cursor is put there by hand.
  }
}

function goOn() {
  try {
    if (sessionStorage.getItem("studio-goes-on") && !document.querySelector("[data-focus]")) {
      const field = form.querySelector("textarea");
      field.focus({ preventScroll: true });
      field.setSelectionRange(field.value.length, field.value.length);
    }
  } catch {
    // As above.
  }
  remember(false);
}

if (form) {
  for (const group of form.querySelectorAll("[data-codes]")) {
    const field = document.getElementById(group.dataset.codes);
    group.hidden = false;
    for (const button of group.querySelectorAll("button")) {
      button.addEventListener("click", () => {
        const { selectionStart: from, selectionEnd: to, value } = field;
        const closes = isolated(field, button.dataset.closes);
        put(field, from, to, isolated(field, button.dataset.opens) + (closes ? value.slice(from, to) + closes : ""));
        if (closes && from === to) field.setSelectionRange(field.selectionEnd - closes.length, field.selectionEnd - closes.length);
      });
    }
  }
  for (const button of document.querySelectorAll("[data-inserts], [data-takes]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const { inserts, takes } = button.dataset;
      if (takes) put(last, 0, last.value.length, isolated(last, takes));
      else put(last, last.selectionStart, last.selectionEnd, inserts);
    });
  }
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit(form.querySelector("[name=then][value=next]"));
    }
  });
  form.querySelector("[data-unsaved]").hidden = !document.querySelector(".error-summary");
  form.addEventListener("submit", markSent);
  form.addEventListener("submit", ({ submitter }) => remember(submitter?.value === "next"));
  goOn();
  try {
    offerDraft();
  } catch {
    // Storage is forbidden, or what is kept there is nothing of ours.
  }
}

// The page that the message stands on: the frame goes to it, and the window stays where it is.
const frame = document.querySelector("iframe[data-anchor]");

function goToPassage() {
  const inside = frame.contentDocument;
  const { anchor, key } = frame.dataset;
  const place = inside?.getElementById(key.slice(key.indexOf("/") + 1)) ?? inside?.getElementById(anchor);
  if (!place) return;
  place.style.outline = "3px solid";
  place.style.outlineOffset = "4px";
  frame.contentWindow.scrollTo({ top: place.getBoundingClientRect().top + frame.contentWindow.scrollY - 40, behavior: "instant" });
}

if (frame) {
  frame.addEventListener("load", goToPassage);
  if (frame.contentDocument?.readyState === "complete") goToPassage();
  document.querySelector("[data-to-passage]").addEventListener("click", (event) => {
    event.preventDefault();
    goToPassage();
  });
}
