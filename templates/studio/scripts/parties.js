// The screen Parties: the sentences follow the boxes, and leaving with boxes that are not saved asks first.
import { send } from "./studio.js";

const form = document.getElementById("lists-form");
const lists = document.getElementById("lists");
const heard = document.getElementById("heard");
let waiting = 0;
let number = 0;
let isChanged = form ? form.hasAttribute("data-tried") : false;

/** Show what the lists say with the boxes as they are; the newest answer wins. */
async function follow() {
  const own = ++number;
  const fields = new FormData(form);
  fields.set("do", "look");
  const answer = await send(form.action, fields);
  if (own !== number || !answer.ok) return;
  lists.innerHTML = await answer.text();
  const changes = [...lists.querySelectorAll("[data-change]")];
  isChanged = changes.length > 0;
  // Heard, and seen beside the list: a line above the grid would move the boxes away from the pointer.
  heard.textContent = changes.map((change) => `${change.dataset.change}: ${change.textContent.replace(/\s+/g, " ").trim()}.`).join(" ");
}

if (form) {
  form.addEventListener("change", (event) => {
    if (!event.target.matches("input[type=checkbox]")) return;
    const place = event.target.closest("td, li");
    place.classList.toggle("is-changed", event.target.checked !== event.target.defaultChecked);
    isChanged = true;
    clearTimeout(waiting);
    waiting = setTimeout(follow, 150);
  });
  form.addEventListener("submit", () => {
    isChanged = false;
  });
  addEventListener("beforeunload", (event) => {
    if (isChanged) event.preventDefault();
  });
}
