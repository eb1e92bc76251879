// The screen of one Party: what is being made is followed; the rest of the page stays as it is.
import { Idiomorph } from "./idiomorph.js";
import { listen, tell } from "./studio.js";

let isAsking = false;
let isToAskAgain = false;

/** Put the files as they are now in place of the files as they were. */
async function refresh() {
  isToAskAgain = isAsking;
  if (isAsking) return;
  isAsking = true;
  try {
    const answer = await fetch(location.href, { headers: { "X-Studio-Part": "refresh" } });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const files = document.getElementById("files");
    const wasUnderWay = files.querySelector(".is-under-way");
    Idiomorph.morph(files, page.getElementById("files"));
    if (wasUnderWay && !files.querySelector(".is-under-way")) tell(files.querySelector(".making p")?.textContent ?? "");
  } finally {
    isAsking = false;
    if (isToAskAgain) setTimeout(refresh, 300);
  }
}

listen("job", refresh);
