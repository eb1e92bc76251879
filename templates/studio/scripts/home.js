// The first page follows what happens: numbers come when they are counted, a build shows how far it is.

import { Idiomorph } from "./idiomorph.js";
import { listen } from "./studio.js";

let isAsking = false;
let isToAskAgain = false;

/** Put the page as it is now in place of the page as it was; focus and what is open stay. */
async function refresh() {
  if (document.hidden || isAsking) {
    isToAskAgain = true;
    return;
  }
  isAsking = true;
  isToAskAgain = false;
  try {
    const answer = await fetch(location.pathname, { headers: { "X-Studio-Part": "refresh" } });
    if (answer.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      Idiomorph.morph(document.getElementById("home"), page.getElementById("home"), { ignoreActiveValue: true });
    }
  } finally {
    isAsking = false;
    if (isToAskAgain && !document.hidden) setTimeout(refresh, 300);
  }
}

listen("news", (news) => news.of === "home" && refresh());
listen("files", refresh);
listen("job", refresh);
addEventListener("visibilitychange", () => isToAskAgain && refresh());
