// One letter does what a button on the page does. Letters are dead while somebody writes, and with Ctrl, Alt or Meta.
// Never arrow keys: previous and next change sides with the direction of the page.
const rows = () => [...document.querySelectorAll('[data-row]')]
const current = () => document.querySelector('[data-row].here')

function move(step) {
  const all = rows()
  if (all.length === 0) return
  const at = all.indexOf(current())
  const row = all[Math.min(all.length - 1, Math.max(0, at === -1 ? 0 : at + step))]
  current()?.classList.remove('here')
  row.classList.add('here')
  row.querySelector('[data-open]').focus()
  row.scrollIntoView({ block: 'nearest' })
}

const inRow = (selector) => current()?.querySelector(selector)

const inPassage = (selector) => current()?.closest('[data-passage-claims]')?.querySelector(selector)
const mark = (number) => inPassage(`[data-mark="${number}"]`)?.click()

const KEYS = {
  j: () => move(1),
  k: () => move(-1),
  o: () => inRow('[data-open]')?.click(),
  x: () => inRow('[data-select]')?.click(),
  c: () => inRow('[data-check-out]')?.click(),
  a: () => inRow('[data-accept]')?.click(),
  d: () => inRow('[data-dismiss]')?.click(),
  m: () => selectWord(),
  1: () => mark(1),
  2: () => mark(2),
  3: () => mark(3),
  4: () => mark(4),
}

const isForWriting = (element) => element.closest('input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable], dialog') !== null
const buttonOf = (key) => document.querySelector(`[data-key="${CSS.escape(key)}"]`)

/** Letters that wait for an answer that is under way: pressed at once they would meet the page as it was before, or a claim that is just moving. */
let waiting = []

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || isForWriting(event.target)) return
  const key = keyOf(event)
  if (!buttonOf(key) && !KEYS[key]) return
  event.preventDefault()
  if (underWay.size > 0 || waiting.length > 0) waiting.push(key)
  else act(key)
})

function act(key) {
  const button = buttonOf(key)
  if (button) press(button)
  else KEYS[key]?.()
}

/** What was typed for a page does nothing on another one, nor after an answer that somebody must read first. */
function afterAnswer({ detail: { ctx } }) {
  if (underWay.size > 0) return
  if (!(ctx.response?.status < 400) || location.pathname !== sent.page) waiting = []
  actNext()
}
for (const end of ENDS) document.addEventListener(end, afterAnswer)

/** One after the other, each when what the one before sent is answered; until one leads into a field, where the next would have been written. */
function actNext() {
  if (isForWriting(document.activeElement)) waiting = []
  if (waiting.length === 0 || underWay.size > 0) return
  act(waiting.shift())
  setTimeout(actNext)
}

/** An Arabic keyboard has letters and angle brackets there. */
const BY_PLACE = { Slash: ['/', '?'], BracketLeft: ['[', '{'], BracketRight: [']', '}'] }

/** Where the keys bear other letters, as on an Arabic keyboard, the place of the key counts: whoever writes Arabic need not switch. */
function keyOf({ key, code, shiftKey }) {
  if (/^[\x21-\x7e]$/.test(key) && !/[<>]/.test(key)) return key
  if (BY_PLACE[code]) return BY_PLACE[code][shiftKey ? 1 : 0]
  const [, place = ''] = /^(?:Key|Digit)(\w)$/.exec(code) ?? []
  return shiftKey ? '' : place.toLowerCase()
}

/** Fields are entered, a verdict is chosen but not sent, the rest is pressed. */
function press(button) {
  if (button.matches('input[type=search]')) return button.focus()
  if (button.matches('input')) { button.checked = true; return button.focus() }
  button.click()
  button.closest('details[open]')?.querySelector('form input:not([type=hidden])')?.focus()
}

// The row somebody reached with Tab is the current one too.
document.addEventListener('focusin', (event) => {
  const row = event.target.closest('[data-row]')
  if (!row || row === current()) return
  current()?.classList.remove('here')
  row.classList.add('here')
})
