// An edition in a frame without scripts: brought up to date in place, where the reader is, and led to a passage and back.
// The frame has the page's origin, so that it can be read; it runs nothing.

const idOf = (node) => (node.nodeType === Node.ELEMENT_NODE ? node.id : "");

function twinOf(at, fresh) {
  for (let old = at; old; old = old.nextSibling) {
    if (idOf(fresh) ? idOf(old) === idOf(fresh) && old.nodeName === fresh.nodeName : old.isEqualNode(fresh)) return old;
    if (!idOf(fresh) && old.nodeType === Node.ELEMENT_NODE && fresh.nodeType !== Node.ELEMENT_NODE) break;
  }
  return at && at.nodeName === fresh.nodeName && !idOf(at) && !idOf(fresh) ? at : null;
}

function matchAttributes(old, fresh) {
  for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name)) old.removeAttribute(name);
  for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
}

/** Make one element like another, changing only what differs. */
function match(old, fresh) {
  if (old.isEqualNode(fresh)) return;
  if (old.nodeType !== Node.ELEMENT_NODE) {
    old.data = fresh.data;
    return;
  }
  matchAttributes(old, fresh);
  let at = old.firstChild;
  for (const child of [...fresh.childNodes]) {
    const twin = twinOf(at, child);
    if (!twin) {
      old.insertBefore(old.ownerDocument.importNode(child, true), at);
      continue;
    }
    while (at !== twin) {
      const gone = at;
      at = at.nextSibling;
      gone.remove();
    }
    match(twin, child);
    at = twin.nextSibling;
  }
  while (at) {
    const gone = at;
    at = at.nextSibling;
    gone.remove();
  }
}

const styleOf = (page) => page.querySelector("style")?.textContent ?? "";
const isSeen = (element) => element.getBoundingClientRect().top >= 0 && element.getClientRects().length > 0;

/** Show a page in the frame, the first passage that is seen staying where it is; tell whether it could be done in place. */
export function showInPlace(frame, html) {
  const live = frame.contentDocument;
  if (!live?.querySelector("main")) return false;
  // Read in the frame, so that the policy is that of the edition.
  const fresh = new frame.contentWindow.DOMParser().parseFromString(html, "text/html");
  if (styleOf(live) !== styleOf(fresh)) return false; // its digest is in the policy, which stays as long as the document
  const anchor = [...live.querySelectorAll("main [id]")].find(isSeen);
  const before = anchor?.getBoundingClientRect().top;
  live.title = fresh.title;
  live.documentElement.lang = fresh.documentElement.lang;
  live.documentElement.dir = fresh.documentElement.dir;
  match(live.body, fresh.body);
  if (anchor?.isConnected) {
    const moved = anchor.getBoundingClientRect().top - before;
    if (moved) frame.contentWindow.scrollBy({ top: moved, behavior: "instant" });
  }
  return true;
}

/** Load an address in the frame, and go back to where it was read. */
export function load(frame, address, isSame) {
  return new Promise((done) => {
    // Where the frame could not be loaded, the browser's own words stand in it, which no script may look into.
    const top = isSame ? frame.contentDocument?.defaultView.scrollY ?? 0 : 0;
    frame.addEventListener(
      "load",
      () => {
        if (isSame) frame.contentDocument?.defaultView.scrollTo({ top, behavior: "instant" });
        done();
      },
      { once: true },
    );
    frame.contentWindow.location.replace(address);
    setTimeout(done, 15000); // where nothing is loaded, or not in time
  });
}

/** Bring an element of the frame into its view, where it is not; the window around stays where it is. */
export function scrollTo(frame, id) {
  const element = id && frame.contentDocument?.getElementById(id);
  if (!element) return;
  const window = frame.contentWindow;
  const isNote = element.closest(".endnotes");
  // A note is shown over the page where it is led to; whatever else is led to takes it away.
  if (isNote || window.location.hash.startsWith("#note-")) {
    const { scrollX, scrollY } = self;
    const address = new URL(window.location.href); // in full: it would be taken from the page around
    address.hash = id;
    if (window.location.href !== address.href) window.location.replace(address);
    self.scrollTo({ left: scrollX, top: scrollY, behavior: "instant" });
    if (isNote) return;
  }
  const { top, bottom } = element.getBoundingClientRect();
  const height = window.innerHeight;
  if (top >= 0 && Math.min(bottom, top + 120) <= height) return;
  window.scrollBy({ top: top - height / 4, behavior: "instant" });
}

/** Return the name of whoever owns what was clicked, by the ids of elements. */
export function ownerOf(target, owners) {
  const link = target.closest?.('a[href^="#"]');
  const named = link && owners[decodeURIComponent(link.getAttribute("href").slice(1))];
  if (named) return named;
  for (let at = target; at; at = at.parentElement) if (at.id && owners[at.id]) return owners[at.id];
  return "";
}
