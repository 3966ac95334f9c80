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
  const before = document.createRange()
  before.setStart(source, 0)
  before.setEnd(range.startContainer, range.startOffset)
  const start = before.toString().length
  const quote = range.toString()

  const form = document.querySelector('[data-make] form')
  dropPlaces(form)
  form.closest('details').open = true
  form.elements.quote.value = quote
  form.querySelector('[data-start]').value = start
  form.querySelector('[data-end]').value = start + quote.length
}

/** Which of several places was meant was asked of the words as they were; other words get the fields for a place of their own back. */
function dropPlaces(form) {
  form.querySelector('[data-places]')?.replaceWith(...['start', 'end'].map((name) => {
    const place = Object.assign(document.createElement('input'), { type: 'hidden', name })
    place.setAttribute(`data-${name}`, '')
    return place
  }))
}

// Who changes the words by hand means other words: their place is looked for again.
document.addEventListener('input', (event) => {
  if (!event.target.matches('[data-make] textarea[name=quote]')) return
  dropPlaces(event.target.form)
  for (const place of event.target.form.querySelectorAll('[data-start], [data-end]')) place.value = ''
})

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
