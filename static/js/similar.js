// A panel that costs a search is filled when it is opened; without scripts the link in it leads to a page of its own.
async function fill(panel) {
  const place = panel.dataset.loads
  delete panel.dataset.loads
  const answer = await fetch(place, { headers: { 'HX-Request-Type': 'partial' } })
  if (!answer.ok) return
  const found = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-similar]')
  if (found) panel.querySelector(':scope > p > a')?.parentElement.replaceWith(found)
}

const fillOpen = () => document.querySelectorAll('details[data-loads][open]').forEach(fill)

document.addEventListener('toggle', (event) => {
  if (event.target.matches('details[data-loads][open]')) fill(event.target)
}, true)
document.addEventListener('htmx:after:swap', fillOpen)
fillOpen()
