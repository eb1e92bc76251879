// The list of files follows builds: what a job has made is shown when it ends; ticks stay.

import { Idiomorph } from "./idiomorph.js";
import { listen } from "./studio.js";

async function refresh() {
  const answer = await fetch(location.href, { headers: { "X-Studio-Part": "refresh" } });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const ticked = new Set([...document.querySelectorAll("input[name=key]:checked")].map((box) => box.value));
  Idiomorph.morph(document.getElementById("deliverables"), page.getElementById("deliverables"), { ignoreActiveValue: true });
  for (const box of document.querySelectorAll("input[name=key]")) box.checked = ticked.has(box.value);
}

listen("job", (job) => job.is_over && refresh());
