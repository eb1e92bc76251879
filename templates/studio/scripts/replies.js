// Files can be dropped on the form; the day of receipt is none to come.

const drop = document.querySelector("[data-drop]");
if (drop) {
  const input = drop.querySelector("input[type=file]");
  const mark = (isOver) => drop.classList.toggle("is-over", isOver);
  for (const name of ["dragenter", "dragover"]) {
    drop.addEventListener(name, (event) => {
      event.preventDefault();
      mark(true);
    });
  }
  for (const name of ["dragleave", "dragend"]) drop.addEventListener(name, () => mark(false));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    mark(false);
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    drop.requestSubmit();
  });
}

const now = new Date();
const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
for (const field of document.querySelectorAll("[data-until-today]")) field.max = today;
