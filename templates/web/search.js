const box = document.getElementById("search")
const field = box.querySelector("input")
const none = document.getElementById("none-found")
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase()
const parties = [...document.querySelectorAll("[data-party]")].map((item) => [item, fold(item.dataset.party)])
field.addEventListener("input", () => {
  const wanted = fold(field.value.trim())
  let found = 0
  for (const [item, name] of parties) {
    item.hidden = !name.includes(wanted)
    if (!item.hidden) found += 1
  }
  none.textContent = found ? "" : none.dataset.words
})
box.hidden = false
