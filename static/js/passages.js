// Where one is in a report. The current passage is marked in the text, beside it and on the map; the map also follows whoever scrolls.
const sourceIn = () => document.querySelector('[data-source]')
const spotOf = (number) => document.querySelector(`[data-stretch="${number}"]`)
const currentPassage = () => document.querySelector('[data-passage-claims].current')

/** Until then scrolling is our own, and says nothing of where one looks. */
let steeredUntil = 0

function goTo(section) {
  steeredUntil = performance.now() + 400
  section.querySelector('[data-open]').focus({ preventScroll: true })
  section.scrollIntoView({ block: 'nearest' })
}

/** The next after the current one; after the last comes the first. */
function nextUntriaged() {
  const all = [...document.querySelectorAll('[data-passage-claims][data-state=untriaged]')]
  const from = Number(currentPassage()?.dataset.passageClaims ?? 0)
  return all.find(({ dataset }) => Number(dataset.passageClaims) > from) ?? all[0]
}

function arriveAt(section) {
  if (section === currentPassage()) return
  currentPassage()?.classList.remove('current')
  section.classList.add('current')
  const number = section.dataset.passageClaims
  for (const passage of document.querySelectorAll('[data-passage].here')) passage.classList.remove('here')
  const passage = document.getElementById(`passage-${number}`)
  passage.classList.add('here')
  steeredUntil = performance.now() + 400
  bringIntoView(passage, sourceIn())
  spot(number)
  // The next word to be selected is the first of this passage.
  getSelection().removeAllRanges()
}

/** Only where the box scrolls by itself: the page stays where it is. */
function bringIntoView(part, box) {
  const [inner, outer] = [part.getBoundingClientRect(), box.getBoundingClientRect()]
  if (inner.top < outer.top || inner.bottom > outer.bottom) box.scrollTop += inner.top - outer.top - outer.height / 4
}

/** Marks the place on the map. Of all its links only this one is a stop of Tab: the letters lead through the passages faster. */
function spot(number) {
  const link = spotOf(number)
  const before = document.querySelector('[data-stretch][aria-current]')
  if (!link || link === before) return
  before?.removeAttribute('aria-current')
  for (const stop of document.querySelectorAll('[data-stretch][tabindex="0"]')) stop.tabIndex = -1
  link.setAttribute('aria-current', 'location')
  link.tabIndex = 0
  bringIntoView(link, link.closest('ol'))
}

/** A new map, on arriving or after a form: it begins where one is, or at its beginning. */
function readMap() {
  for (const stretch of document.querySelectorAll('[data-stretch]')) stretch.tabIndex = -1
  const section = document.activeElement?.closest('[data-passage-claims]')
  if (section) arriveAt(section)
  else if (spotOf(1)) spot(1)
}
readMap()
document.addEventListener('htmx:after:swap', readMap)

document.addEventListener('focusin', ({ target }) => {
  const section = target.closest('[data-passage-claims]')
  if (section) arriveAt(section)
})

document.addEventListener('click', (event) => {
  const link = event.target.closest('[data-stretch], [data-next-untriaged]')
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
  const section = link.matches('[data-stretch]') ? document.getElementById(`claims-of-${link.dataset.stretch}`) : nextUntriaged()
  if (!section) return
  event.preventDefault()
  goTo(section)
})

// Where one reads is a third down the column that was scrolled.
document.addEventListener('scroll', ({ target }) => {
  const source = sourceIn()
  if (!source || performance.now() < steeredUntil) return
  const isBeside = getComputedStyle(source.parentElement).position === 'sticky' && target !== source
  const place = placeIn(isBeside ? document.querySelector('.split--report > aside') : source)
  if (place) spot(place.dataset.passage ?? place.dataset.passageClaims)
}, { capture: true, passive: true })

/** Looked for at the beginning of the lines, and a little further down where there is a gap. */
function placeIn(column) {
  const { left, right, top, bottom } = column.getBoundingClientRect()
  const from = Math.max(top, 0)
  const x = getComputedStyle(column).direction === 'rtl' ? right - 48 : left + 48
  for (const further of [0, 20, 40, 60, 80]) {
    const place = document.elementFromPoint(x, from + (Math.min(bottom, innerHeight) - from) / 3 + further)?.closest('[data-passage], [data-passage-claims]')
    if (place) return place
  }
}
