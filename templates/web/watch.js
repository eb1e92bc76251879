// Shows one text of a watcher and brings it up to date in place: what is as it was stays, and what changed is marked.
const by = (id) => document.getElementById(id)
const select = by("text"), view = by("view"), status = by("status"), problems = by("problems")
const panes = { page: by("page"), pdf: by("pdf") }
const isStill = matchMedia("(prefers-reduced-motion: reduce)")
let state = { texts: [], files: {}, problems: [], words: "" }
let key = ""
let shown = { key: "", page: "", pdf: "" }
let work = Promise.resolve()

// Marking: an outline for a moment, which takes no room and changes nothing in the document.
const mark = (element) => {
  const line = { outline: "3px solid #c98a00", outlineOffset: "4px" }
  const end = isStill.matches ? line : { outline: "3px solid transparent", outlineOffset: "4px" }
  element.animate([line, end], { duration: 3000, easing: "ease-in" })
}

// One document made like another, changing only what differs.
const idOf = (node) => (node.nodeType === Node.ELEMENT_NODE ? node.id : "")
const passageOf = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest("[id]")

const twinOf = (at, fresh) => {
  for (let old = at; old; old = old.nextSibling) {
    if (idOf(fresh) ? idOf(old) === idOf(fresh) && old.nodeName === fresh.nodeName : old.isEqualNode(fresh)) return old
    if (!idOf(fresh) && old.nodeType === Node.ELEMENT_NODE && fresh.nodeType !== Node.ELEMENT_NODE) break
  }
  return at && at.nodeName === fresh.nodeName && !idOf(at) && !idOf(fresh) ? at : null
}

const matchAttributes = (old, fresh) => {
  const before = old.cloneNode(false)
  if (before.isEqualNode(fresh.cloneNode(false))) return false
  for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name)) old.removeAttribute(name)
  for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value)
  return true
}

const match = (old, fresh, changed) => {
  if (old.isEqualNode(fresh)) return
  if (old.nodeType !== Node.ELEMENT_NODE) {
    old.data = fresh.data
    changed.add(passageOf(old))
    return
  }
  if (matchAttributes(old, fresh)) changed.add(passageOf(old))
  let at = old.firstChild
  for (const child of fresh.childNodes) {
    const twin = twinOf(at, child)
    if (twin) {
      while (at !== twin) {
        const gone = at
        at = at.nextSibling
        gone.remove()
      }
      match(twin, child, changed)
      at = twin.nextSibling
    } else {
      const copy = old.ownerDocument.importNode(child, true)
      old.insertBefore(copy, at)
      changed.add(copy.nodeType === Node.ELEMENT_NODE && copy.id ? copy : passageOf(copy))
    }
  }
  while (at) {
    const gone = at
    at = at.nextSibling
    gone.remove()
  }
}

// The page: in a frame without scripts, under the policy that it has on the disk.
const begins = (element) => element.getBoundingClientRect().top >= 0 && element.getClientRects().length > 0
// In the text only: contents stay in the window wherever it is.
const firstSeen = (page) => [...page.querySelectorAll("main [id]")].find(begins)
const policyOf = (page) => page.querySelector('meta[http-equiv="Content-Security-Policy"]')?.content ?? ""

const follow = (event) => {
  const link = event.target.closest?.("a[href]")
  const address = link?.getAttribute("href") ?? "#"
  if (address.startsWith("#")) return
  event.preventDefault()
  const here = state.texts.find((text) => text.key === key)
  const target = new URL(address, new URL(here.page, "http://files.invalid/"))
  const inside = decodeURI(target.pathname.slice(1))
  const other = state.texts.find((text) => text.page === inside || text.pdf === inside)
  if (target.host === "files.invalid") {
    if (other) look(other.key)
  } else if (["http:", "https:", "mailto:"].includes(target.protocol)) window.open(target, "_blank", "noopener")
}

const load = (isSame) =>
  new Promise((done) => {
    const before = panes.page.querySelector("iframe")
    const frame = document.createElement("iframe")
    frame.title = "Page"
    frame.className = "waiting"
    frame.sandbox = "allow-same-origin"
    frame.addEventListener("load", () => {
      const place = isSame && before ? before.contentWindow.scrollY : 0
      frame.contentDocument.documentElement.style.overflowAnchor = "none"
      frame.contentDocument.addEventListener("click", follow)
      frame.contentWindow.scrollTo({ top: place, behavior: "instant" })
      frame.className = ""
      before?.remove()
      done()
    })
    frame.src = `/edition/${key}`
    panes.page.append(frame)
  })

const refreshPage = async (isSame) => {
  const frame = panes.page.querySelector("iframe")
  const answer = await fetch(`/edition/${key}`)
  if (!answer.ok) return
  // Without its style: that of the frame stays, and this page's policy would have the browser complain.
  const words = (await answer.text()).replace(/<style>[^]*?<\/style>/, "")
  const fresh = new DOMParser().parseFromString(words, "text/html")
  const live = frame?.contentDocument
  // A style has its digest in the policy, which stays as long as the document does.
  if (!isSame || !live || policyOf(live) !== policyOf(fresh)) {
    await load(isSame)
    return
  }
  const anchor = firstSeen(live)
  const before = anchor?.getBoundingClientRect().top
  const changed = new Set()
  live.title = fresh.title
  match(live.body, fresh.body, changed)
  if (anchor?.isConnected) {
    const moved = anchor.getBoundingClientRect().top - before
    if (moved) frame.contentWindow.scrollBy({ top: moved, behavior: "instant" })
  }
  for (const element of changed) if (element && element !== live.body) mark(element)
}

// The PDF: a picture of each page; only those that are others are exchanged.
const refreshPdf = async (isSame) => {
  const answer = await fetch(`/pages/${key}`)
  if (!answer.ok) return
  const { pages, why } = await answer.json()
  if (why || !isSame) panes.pdf.replaceChildren()
  if (why) {
    const words = document.createElement("p")
    const link = document.createElement("a")
    link.href = `/pdf/${key}`
    link.target = "_blank"
    link.textContent = "Open the PDF"
    words.append(`${why} `, link)
    panes.pdf.append(words)
    return
  }
  const images = [...panes.pdf.querySelectorAll("img")]
  for (const image of images.slice(pages.length)) image.remove()
  await Promise.all(
    pages.map(async (name, number) => {
      const old = images[number]
      if (old?.dataset.name === name) return
      const image = new Image()
      image.src = `/picture/${name}`
      image.alt = `Page ${number + 1}`
      image.dataset.name = name
      await image.decode().catch(() => {})
      images[number] = image
      if (!old) return
      old.replaceWith(image)
      mark(image)
    }),
  )
  panes.pdf.append(...images.slice(0, pages.length).filter((image) => !image.isConnected))
}

const bring = async () => {
  const now = state.files[key]
  if (!now) return
  const isSame = shown.key === key
  const before = isSame ? shown : { page: "", pdf: "" }
  shown = { key, ...now }
  if (!isSame) {
    panes.page.replaceChildren()
    panes.pdf.replaceChildren()
  }
  if (now.page && now.page !== before.page) await refreshPage(isSame && Boolean(before.page))
  if (now.pdf && now.pdf !== before.pdf) await refreshPdf(isSame && Boolean(before.pdf))
}

const arrange = () => {
  const text = state.texts.find((text) => text.key === key)
  panes.page.hidden = !text?.page || (view.value === "pdf" && Boolean(text.pdf))
  panes.pdf.hidden = !text?.pdf || (view.value === "page" && Boolean(text.page))
}

const look = (chosen) => {
  key = chosen
  select.value = key
  arrange()
  fetch(`/look/${key}`)
}

const take = (told) => {
  const isOther = JSON.stringify(told.texts) !== JSON.stringify(state.texts)
  state = told
  if (isOther) {
    select.replaceChildren(...state.texts.map((text) => new Option(text.label, text.key)))
    const stays = state.texts.some((text) => text.key === key)
    if (stays) select.value = key
    else if (state.texts.length) look(state.texts[0].key)
    arrange()
  }
  status.textContent = state.words
  const lines = state.problems.map((words) => {
    const line = document.createElement("p")
    line.textContent = words
    return line
  })
  if (problems.textContent !== state.problems.join("")) problems.replaceChildren(...lines)
  work = work.then(bring).catch((error) => (status.textContent = `This page cannot be brought up to date: ${error}`))
}

select.addEventListener("change", () => look(select.value))
view.addEventListener("change", arrange)
const news = new EventSource("/events")
news.addEventListener("state", (event) => take(JSON.parse(event.data)))
news.addEventListener("error", () => (status.textContent = "The watcher has ended, or cannot be reached. Start it again; this page goes on by itself."))
news.addEventListener("open", () => key && fetch(`/look/${key}`))
