// Selecting words of the source fills the form that makes a claim of exactly those words.
const isIn = (node, element) => element !== null && element.contains(node)

document.addEventListener('selectionchange', () => {
  const source = document.querySelector('[data-source]')
  const selection = getSelection()
  if (!source || selection.rangeCount === 0 || selection.isCollapsed) return
  const range = selection.getRangeAt(0)
  if (isIn(range.startContainer, source) && isIn(range.endContainer, source)) fill(source, range)
})

/** Offsets count UTF-16 units from the beginning of the text, as the server does: the source holds the text and nothing else. */
function fill(source, range) {
  const selected = range.toString()
  const quote = selected.trim()
  if (quote === '') return
  const start = startOf(source, range.startContainer, range.startOffset) + selected.indexOf(quote)

  const form = document.querySelector('[data-make] form')
  dropPlaces(form)
  form.closest('details').open = true
  const piece = { start, end: start + quote.length }
  write(form, [...kept.filter((other) => other.end < piece.start || other.start > piece.end), piece].sort((a, b) => a.start - b.start))
}

/** The pieces that stay while the next one is selected: none, unless somebody asked for another. */
let kept = []

/** One piece is named by its two ends, several by all of theirs. */
function write(form, pieces) {
  const text = document.querySelector('[data-source]').textContent
  const [only] = pieces
  form.elements.quote.value = pieces.map(({ start, end }) => text.slice(start, end)).join(' … ')
  form.querySelector('[data-start]').value = pieces.length === 1 ? only.start : ''
  form.querySelector('[data-end]').value = pieces.length === 1 ? only.end : ''
  form.querySelector('[data-pieces]').value = pieces.length === 1 ? '' : pieces.map(({ start, end }) => `${start}-${end}`).join(' ')
  form.querySelector('[data-another]').hidden = false
}

document.addEventListener('click', (event) => {
  const another = event.target.closest('[data-another]')
  if (!another) return
  const { start, end, pieces } = another.form.elements
  kept = (pieces.value || `${start.value}-${end.value}`).split(' ').map((piece) => piece.split('-').map(Number)).map(([from, to]) => ({ start: from, end: to }))
  getSelection().removeAllRanges()
  tell(another.dataset.another)
})
document.addEventListener('htmx:after:swap', () => { kept = [] })

/** Which of several places was meant was asked of the words as they were; other words get the fields for a place of their own back. */
function dropPlaces(form) {
  form.querySelector('[data-places]')?.replaceWith(...['start', 'end', 'pieces'].map((name) => {
    const place = Object.assign(document.createElement('input'), { type: 'hidden', name })
    place.setAttribute(`data-${name}`, '')
    return place
  }))
}

// Who changes the words by hand means other words: their place is looked for again.
document.addEventListener('input', (event) => {
  if (!event.target.matches('[data-make] textarea[name=quote]')) return
  dropPlaces(event.target.form)
  for (const place of event.target.form.querySelectorAll('[data-start], [data-end], [data-pieces]')) place.value = ''
  kept = []
  event.target.form.querySelector('[data-another]').hidden = true
})

/** Selects the first word of the current passage, then the one after what is selected. Shift with the arrows takes more: no browser does that without a beginning. */
function selectWord() {
  const source = document.querySelector('[data-source]')
  if (!source) return
  const text = source.textContent
  const from = endOfSelection(source) ?? startOf(source, document.querySelector('[data-passage].here') ?? source)
  const word = [...new Intl.Segmenter(source.lang, { granularity: 'word' }).segment(text.slice(from, from + 400))].find(({ isWordLike }) => isWordLike)
  if (!word) return
  source.focus({ preventScroll: true })
  const [start, end] = [from + word.index, from + word.index + word.segment.length]
  getSelection().setBaseAndExtent(...placeAt(source, start), ...placeAt(source, end))
}

function endOfSelection(source) {
  const selection = getSelection()
  if (selection.isCollapsed || !isIn(selection.anchorNode, source)) return null
  const { endContainer, endOffset } = selection.getRangeAt(0)
  return startOf(source, endContainer, endOffset)
}

/** How many units of the text stand before a node, or before a place in it. */
function startOf(source, node, offset = 0) {
  const before = document.createRange()
  before.setStart(source, 0)
  before.setEnd(node, offset)
  return before.toString().length
}

/** The node that holds a unit of the text, and its place in it. */
function placeAt(source, offset) {
  const walker = document.createTreeWalker(source, NodeFilter.SHOW_TEXT)
  let node = walker.nextNode()
  for (; offset > node.data.length; node = walker.nextNode()) offset -= node.data.length
  return [node, offset]
}

// A highlight leads to its claim beside the text.
document.addEventListener('click', (event) => {
  const mark = event.target.closest('mark[data-claims]')
  if (!mark || !getSelection().isCollapsed) return
  const card = document.getElementById(`claim-${mark.dataset.claims.split(' ').at(-1)}`)
  card?.scrollIntoView({ block: 'nearest' })
  card?.focus({ preventScroll: true })
})

// The claim under the mouse, or in focus, shows where it stands.
for (const kind of ['mouseover', 'focusin']) {
  document.addEventListener(kind, (event) => {
    const card = event.target.closest?.('.margin-claim')
    for (const mark of document.querySelectorAll('.source mark.here')) mark.classList.remove('here')
    if (!card) return
    for (const mark of document.querySelectorAll(`.source mark[data-claims~="${card.dataset.claim}"]`)) mark.classList.add('here')
  })
}
