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

// A browser keeps six connections to a host, so that of all windows one alone holds the stream and passes on what it hears.
const listeners = new Map();
const followed = new Set();
const windows = "BroadcastChannel" in window && navigator.locks ? new BroadcastChannel("studio-news") : null;
let stream = null;

function pass(name, data) {
  for (const heard of listeners.get(name) ?? []) heard(data);
}

function follow(name) {
  if (followed.has(name)) return;
  followed.add(name);
  stream.addEventListener(name, (event) => {
    const data = JSON.parse(event.data);
    pass(name, data);
    windows?.postMessage({ name, data });
  });
}

/** Hold the stream until the window goes. */
function hold() {
  return new Promise((end) => {
    stream = new EventSource("/events");
    for (const name of listeners.keys()) follow(name);
    windows?.postMessage({ isNew: true });
    addEventListener("pagehide", () => {
      stream.close();
      end();
    });
  });
}

windows?.addEventListener("message", ({ data: said }) => {
  if (said.name) pass(said.name, said.data);
  else if (said.isNew) for (const wanted of listeners.keys()) windows.postMessage({ wanted });
  else if (said.wanted && stream) follow(said.wanted);
});

/** Call `heard` with the data of each event of that name, for as long as the page is there. */
export function listen(name, heard) {
  const isFirst = !listeners.size;
  listeners.set(name, [...(listeners.get(name) ?? []), heard]);
  if (stream) follow(name);
  else windows?.postMessage({ wanted: name });
  if (isFirst) windows ? navigator.locks.request("studio-news", hold) : hold();
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
