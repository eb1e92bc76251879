// What was typed and not saved: kept by this browser until it is saved, put back or forgotten.

const nameOf = (sheet, key) => `studio-draft ${sheet} ${key}`;
const OWN = new Set(["token", "at", "party", "profile", "locale", "look", "do"]);

/** Return the fields of a form that a draft is made of. */
export const fieldsOf = (form) => [...new FormData(form)].filter(([name, value]) => !OWN.has(name) && typeof value === "string");

/** Keep what a form says. */
export function keep(sheet, key, form) {
  try {
    localStorage.setItem(nameOf(sheet, key), JSON.stringify(fieldsOf(form)));
  } catch {
    // There is no room, or the browser keeps nothing: the warning before leaving stands.
  }
}

/** Forget what was kept of a passage. */
export function forget(sheet, key) {
  try {
    localStorage.removeItem(nameOf(sheet, key));
  } catch {
    // It keeps nothing anyway.
  }
}

/** Return what was kept of a passage, where it says something else than the form does. */
export function kept(sheet, key, form) {
  try {
    const found = JSON.parse(localStorage.getItem(nameOf(sheet, key)) ?? "null");
    const words = (fields) => JSON.stringify(fields.filter(([name]) => name.startsWith("f.")));
    return found && words(found) !== words(fieldsOf(form)) ? found : null;
  } catch {
    return null;
  }
}
