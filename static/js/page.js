// What a page needs when htmx changes its inside: where the focus goes, what a screen reader hears, what is said when sending failed.
const news = document.getElementById('news')
const tell = (sentence) => { news.textContent = sentence }

let sentFrom = null

document.addEventListener('htmx:before:request', (event) => {
  tell('')
  sentFrom = placeOf(event.detail.ctx.sourceElement)
})

// A form that leads back to its own page is not a new place to go back to.
document.addEventListener('htmx:before:history:update', (event) => {
  const { history } = event.detail
  if (history.path === location.pathname + location.search) history.type = 'replace'
})

document.addEventListener('htmx:after:swap', () => {
  const waiting = document.querySelector('#main [autofocus], #main [data-focus]')
  if (waiting) return waiting.focus()
  if (document.activeElement && document.activeElement !== document.body) return
  const again = sentFrom && document.querySelector(sentFrom)
  const next = again ?? document.getElementById('main')
  next.focus({ preventScroll: again !== null })
  tell(news.dataset.sent)
})

document.addEventListener('htmx:error', () => tell(news.dataset.failed))
document.addEventListener('htmx:response:error', (event) => {
  const { status } = event.detail.ctx.response
  if (status === 401) tell(news.dataset.signedOut)
  if (status >= 500) tell(news.dataset.failed)
})

/** Finds the same button again in the page that comes back. */
function placeOf(form) {
  const action = form?.getAttribute?.('action')
  return action ? `form[action="${CSS.escape(action).replaceAll('\\/', '/')}"] button` : null
}

// Filters apply themselves; without scripts their button does it.
document.addEventListener('change', (event) => {
  const form = event.target.closest('form[data-submits-itself]')
  if (form && event.target.matches('select, input[type=date]')) form.requestSubmit()
})

document.addEventListener('click', (event) => {
  const opener = event.target.closest('[data-opens]')
  if (opener) document.getElementById(opener.dataset.opens).showModal()
})
