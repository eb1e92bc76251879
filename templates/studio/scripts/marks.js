// Buttons that put marks around the selection of a text: strong, emphasis, a link, the call of a note.
// Without this script the buttons are not shown, and marks are typed. All listeners stand at the document, so that a form that is
// exchanged needs nothing done to it.

document.documentElement.dataset.script = "yes";

const MARKS = { strong: "**", emphasis: "*" };
const KEYS = { b: "strong", i: "emphasis", k: "link" };

/** Put words in place of a stretch of a text, so that the browser can undo it. */
function put(text, start, end, words) {
  text.focus();
  text.setSelectionRange(start, end);
  const isDone = document.execCommand(words ? "insertText" : "delete", false, words);
  if (!isDone) {
    text.setRangeText(words, start, end, "end");
    text.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
}

/** Return the selection without the spaces at its ends. */
function selected(text) {
  let { selectionStart: start, selectionEnd: end } = text;
  while (start < end && /\s/.test(text.value[start])) start += 1;
  while (end > start && /\s/.test(text.value[end - 1])) end -= 1;
  return [start, end];
}

/** Tell how many stars stand before or after a place. */
function stars(value, at, step) {
  let count = 0;
  while (value[at + (step < 0 ? -1 : 0) + count * step] === "*") count += 1;
  return count;
}

const HAS = { strong: new Set([2, 3]), emphasis: new Set([1, 3]) };

/** Put a mark around the selection, or take it away where it stands there. */
function mark(text, name) {
  const sign = MARKS[name];
  const [start, end] = selected(text);
  const there = Math.min(stars(text.value, start, -1), stars(text.value, end, 1));
  const words = text.value.slice(start, end);
  if (end > start && HAS[name].has(there)) {
    put(text, start - sign.length, end + sign.length, words);
    text.setSelectionRange(start - sign.length, end - sign.length);
  } else {
    put(text, start, end, sign + words + sign);
    text.setSelectionRange(start + sign.length, end + sign.length);
  }
}

const dialogOf = (name) => document.getElementById(`${name}-dialog`);
let waiting = null;

function ask(text, name) {
  const dialog = dialogOf(name);
  if (!dialog) return;
  const [start, end] = selected(text);
  waiting = { text, start, end };
  dialog.returnValue = "";
  if (name === "link") {
    document.getElementById("link-words").value = text.value.slice(start, end);
    document.getElementById("link-address").value = "";
  } else {
    document.getElementById("new-note-text").value = "";
    showNewNote();
  }
  dialog.showModal();
}

function showNewNote() {
  const isNew = document.getElementById("note-choice").value === "";
  document.getElementById("new-note").hidden = !isNew;
  document.getElementById("new-note-text").required = isNew;
}

function putLink({ text, start, end }) {
  const words = document.getElementById("link-words").value.trim().replace(/[[\]\\]/g, "\\$&");
  const address = document.getElementById("link-address").value.trim() || "#";
  put(text, start, end, `[${words}](${address.replace(/[\s()<>]/g, (sign) => encodeURIComponent(sign).replace(/[()]/g, (one) => (one === "(" ? "%28" : "%29")))})`);
}

/** Return a name for a note from its first words that no other note has. */
function noteName(words, choice) {
  const plain = words.normalize("NFKD").replace(/[^A-Za-z0-9\s-]/g, "").toLowerCase();
  const start = plain.split(/[\s-]+/).filter(Boolean).slice(0, 3).join("-").slice(0, 40).replace(/-+$/, "") || "new-note";
  const taken = new Set([...choice.options].map((option) => option.value.toLowerCase()));
  let name = start;
  for (let count = 2; taken.has(name); count += 1) name = `${start}-${count}`;
  return name;
}

function putNote({ text, end }) {
  const choice = document.getElementById("note-choice");
  let name = choice.value;
  if (!name) {
    const words = document.getElementById("new-note-text").value.trim();
    name = noteName(words, choice);
    addField(text.form, name, words);
    choice.add(new Option(`${name}: ${words.slice(0, 60)}`, name));
  }
  put(text, end, end, `[^${name}]`);
}

/** Send the new note with the passage that calls it. */
function addField(form, name, words) {
  let number = 0;
  const start = "f.new-note";
  while (form.elements.namedItem(`${start}.${number}.id`)) number += 1;
  const at = `${start}.${number}`;
  const fields = { [`${start}.there`]: "yes", [`${at}.was`]: "", [`${at}.id`]: name, [`${at}.note.kind`]: "gloss", [`${at}.note.gloss.text`]: words };
  for (const [key, value] of Object.entries(fields)) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name: key, value });
    form.append(field);
  }
}

addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-mark]");
  const bar = button?.closest(".marks");
  const text = bar && document.getElementById(bar.getAttribute("aria-controls"));
  if (!text) return;
  if (MARKS[button.dataset.mark]) mark(text, button.dataset.mark);
  else ask(text, button.dataset.mark);
});

addEventListener("keydown", (event) => {
  const target = event.target;
  const name = KEYS[event.key.toLowerCase()];
  if (target.matches?.("[data-prose]") && name && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey) {
    event.preventDefault();
    if (MARKS[name]) mark(target, name);
    else ask(target, name);
  } else if (target.matches?.(".marks [data-mark]")) {
    const buttons = [...target.closest(".marks").querySelectorAll("[data-mark]")];
    const isMirrored = getComputedStyle(target).direction === "rtl";
    const step = { ArrowRight: isMirrored ? -1 : 1, ArrowLeft: isMirrored ? 1 : -1 }[event.key];
    const at = { Home: 0, End: buttons.length - 1 }[event.key] ?? (step && (buttons.indexOf(target) + step + buttons.length) % buttons.length);
    if (at === undefined) return;
    event.preventDefault();
    buttons.forEach((button, number) => (button.tabIndex = number === at ? 0 : -1));
    buttons[at].focus();
  }
});

addEventListener("change", (event) => {
  if (event.target.id === "note-choice") showNewNote();
});

// The event does not bubble: it is caught on its way in.
addEventListener(
  "close",
  (event) => {
    const dialog = event.target;
    if (!dialog.matches?.(".mark-dialog") || !waiting) return;
    const asked = waiting;
    waiting = null;
    if (dialog.returnValue !== "put") asked.text.focus();
    else if (dialog.id === "link-dialog") putLink(asked);
    else putNote(asked);
  },
  true,
);
