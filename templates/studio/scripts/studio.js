// What every page of the studio has: keys, the way to a problem, what is told while the page stays, and news of the server.
// Everything works without this script; it saves steps.

const status = document.getElementById("status");

/** Say something in the one place where the page says what happened. */
export function tell(words) {
  const line = document.createElement("p");
  line.textContent = words;
  status.replaceChildren(line);
}

/** The token that every request which changes something carries. */
export const token = document.querySelector('meta[name="studio-token"]').content;

/** Send a form's fields to an address; returns the answer. */
export function send(address, fields) {
  const body = fields instanceof FormData ? fields : new URLSearchParams(fields);
  return fetch(address, { method: "POST", body, headers: { "X-Studio-Token": token, "X-Studio-Part": "1" } });
}

let stream = null;

/** Call `heard` with the data of each event of that name; the stream is opened once, and closed with the page. */
export function listen(name, heard) {
  if (!stream) {
    stream = new EventSource("/events");
    addEventListener("pagehide", () => stream.close());
  }
  stream.addEventListener(name, (event) => heard(JSON.parse(event.data)));
}

const isTyping = (element) => element.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=submit]), [contenteditable=true]");

addEventListener("keydown", (event) => {
  if (event.key === "s" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey) {
    const form = event.target.closest?.("form[method=post]") ?? document.querySelector("form[data-main]");
    if (form) {
      event.preventDefault();
      form.requestSubmit(form.querySelector("[data-save]"));
    }
  } else if (event.key === "?" && !isTyping(event.target)) {
    const keys = document.getElementById("keys");
    keys.open = true;
    keys.querySelector("summary").focus();
  }
});

// Focus goes to the problem, or to what was told.
const first = document.querySelector("[data-focus]");
if (first) {
  first.tabIndex = first.tabIndex < 0 ? -1 : first.tabIndex;
  first.focus();
}

// A form is sent once.
addEventListener("submit", (event) => {
  if (event.submitter?.formTarget) return; // it shows something in a frame
  if (event.target.dataset.isSent && !event.defaultPrevented) event.preventDefault();
  else if (event.target.method === "post") {
    event.target.dataset.isSent = "yes";
    setTimeout(() => delete event.target.dataset.isSent, 3000);
  }
});
