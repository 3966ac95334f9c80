// What a page needs when htmx changes its inside: where the focus goes, what a screen reader hears, what is said when sending failed.
const news = document.getElementById('news')

/** `stays`: until the next form is sent; other news fades. */
function tell(sentence, stays = false) {
  news.toggleAttribute('data-stays', stays)
  news.textContent = sentence
}

/** Where the last form was sent from: its page, and what its place on the page is called. */
let sent = { page: '', buttons: [], near: null, isOpen: true, claims: null }

/** Which button of its form was pressed last. */
let pressed = null
document.addEventListener('submit', ({ submitter }) => { pressed = submitter }, true)

/** What is under way for a form: a part of the page that comes by itself is no answer to anybody. When the answer is there, the form may be gone. */
const underWay = new Set()

/** How that ends: with the answer in its place, or without one. */
const ENDS = ['htmx:finally:swap', 'htmx:finally:request']
for (const end of ENDS) document.addEventListener(end, ({ detail }) => underWay.delete(detail.ctx))

document.addEventListener('htmx:before:request', (event) => {
  const form = event.detail.ctx.sourceElement
  if (!form.matches('form')) return
  underWay.add(event.detail.ctx)
  const action = form.getAttribute('action')
  tell('')
  sent = {
    page: location.pathname,
    buttons: action === null ? [] : buttonsOf(`form[action="${CSS.escape(action)}"] button`),
    near: form.closest('article[id], section[id], details[id]')?.id ?? null,
    isOpen: form.closest('details')?.open ?? true,
    claims: form.closest('[data-make]') && claimsHere(),
  }
})

const claimsHere = () => [...document.querySelectorAll('article[data-claim]')].map(({ id }) => id)

/** How far down the screen that place stood when the answer came: there it stays, whatever grew or went above it. */
let stood = null
document.addEventListener('htmx:before:swap', () => { stood = topOfPlace() })
const topOfPlace = () => (sent.near && document.getElementById(sent.near)?.getBoundingClientRect().top) ?? null

/** The one that was pressed, to be pressed again, or the one that is down now; else the first. */
const buttonsOf = (buttons) => [
  pressed?.value ? `${buttons}[name="${CSS.escape(pressed.name)}"][value="${CSS.escape(pressed.value)}"]` : `${buttons}:not([name], [tabindex], [hidden])`,
  `${buttons}[aria-pressed=true]`,
  `${buttons}:not([tabindex], [hidden])`,
]

// What answers a form in its place is no address: nobody could open it again. A form that leads back to its own page is not a new place to go back to.
document.addEventListener('htmx:before:history:update', (event) => {
  const { history, response, sourceElement } = event.detail
  if (response.status >= 400 || sourceElement.method === 'post' && !response.raw.redirected) return event.preventDefault()
  if (history.path === location.pathname + location.search) history.type = 'replace'
})

document.addEventListener('htmx:after:swap', (event) => {
  const { swap, response } = event.detail.ctx
  if (swap === 'none' || !underWay.has(event.detail.ctx)) return
  const waiting = document.querySelector('#main [autofocus], #main [data-focus]')
  if (waiting) return settleAt(waiting)
  if (location.pathname !== sent.page) return arrive()

  const made = sent.claims && claimsHere().find((id) => !sent.claims.includes(id))
  if (made) return showClaim(made)

  const place = sent.buttons.map((button) => document.querySelector(button)).find(Boolean) || sent.near && document.getElementById(sent.near)
  if (place && !place.matches('button, [tabindex]')) place.tabIndex = -1
  const holder = place?.closest('details')
  // What says one thing and is done is shut, as it is without scripts; what it said stands beside it.
  const isDone = response.status < 400 && holder?.matches('[data-closes]:not([open])')
  // What was open stays open; what a letter pressed in something closed is not worth opening it for.
  if (sent.isOpen && !isDone) holder?.setAttribute('open', '')
  const next = isDone ? holder.querySelector('summary') : sent.isOpen && place
  if (next) settleAt(next)
  else document.getElementById('main').focus({ preventScroll: true })
  if (response.status < 400) tell(news.dataset.sent)
})

/** The place one came from stays where it stood on the screen, and the focus is in sight. */
function settleAt(element) {
  const stands = topOfPlace()
  if (stood !== null && stands !== null) scrollBy({ top: stands - stood, behavior: 'instant' })
  element.focus({ preventScroll: true })
  element.scrollIntoView({ block: 'nearest', behavior: 'instant' })
}

/** What was just made is what one looks for. */
function showClaim(id) {
  const card = document.getElementById(id)
  card.focus({ preventScroll: true })
  card.scrollIntoView({ block: 'nearest', behavior: 'instant' })
  tell(news.dataset.sent)
}

/** Another page: it begins at its top, and a screen reader begins with it. */
function arrive() {
  scrollTo(0, 0)
  document.getElementById('main').focus({ preventScroll: true })
}

document.addEventListener('htmx:error', () => tell(news.dataset.failed, true))
document.addEventListener('htmx:response:error', (event) => {
  const { status } = event.detail.ctx.response
  if (status === 401) tell(news.dataset.signedOut, true)
  if (status >= 500) tell(news.dataset.failed, true)
})

// What opens in a tab of its own leaves this page, and what was typed in it, alone.
document.addEventListener('submit', (event) => {
  if (event.submitter?.formTarget === '_blank') event.stopPropagation()
}, true)

// Filters apply themselves; without scripts their button does it.
document.addEventListener('change', (event) => {
  const form = event.target.closest('form[data-submits-itself]')
  if (form && event.target.matches('select, input[type=date]')) form.requestSubmit()
})

document.addEventListener('click', (event) => {
  const opener = event.target.closest('[data-opens]')
  if (opener) document.getElementById(opener.dataset.opens).showModal()
})
