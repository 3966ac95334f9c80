import type { Locator, Page } from '@playwright/test'

/** The text of a report as the page shows it, highlights and all. */
export const sourceOf = (page: Page) => page.locator('[data-source]')

/** Where the highlight of a claim stands in the text, in UTF-16 units, and the words under it. */
export const spanOf = (source: Locator, claimId: string) => source.evaluate((element, id) => {
  const marks = [...element.querySelectorAll(`mark[data-claims~="${id}"]`)]
  const before = element.ownerDocument.createRange()
  before.setStart(element, 0)
  before.setEndBefore(marks[0]!)
  const quote = marks.map(({ textContent }) => textContent).join('')
  return { start: before.toString().length, end: before.toString().length + quote.length, quote }
}, claimId)

/** The pieces of a claim as the page marks them: where each begins, and its words. Marks that touch are one piece. */
export const piecesOf = (source: Locator, claimId: string) => source.evaluate((element, id) => {
  const pieces: { start: number; words: string }[] = []
  const before = element.ownerDocument.createRange()
  for (const mark of element.querySelectorAll(`mark[data-claims~="${id}"]`)) {
    before.setStart(element, 0)
    before.setEndBefore(mark)
    const start = before.toString().length
    const last = pieces.at(-1)
    if (last && last.start + last.words.length === start) last.words += mark.textContent
    else pieces.push({ start, words: mark.textContent })
  }
  return pieces
}, claimId)

/** Drags the mouse over some words, from the side where they begin to the side where they end. */
export async function dragOver(page: Page, source: Locator, words: string) {
  const { from, to } = await source.evaluate(endsOf, words)
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 })
  await page.mouse.move(to.x, to.y, { steps: 4 })
  await page.mouse.up()
}

/** Runs in the page: the edges of the first and the last letter of the words, wherever line ends and highlights cut them. */
function endsOf(source: any, words: string) {
  const TEXT = 4
  const page = source.ownerDocument
  const letterAt = (offset: number) => {
    const walker = page.createTreeWalker(source, TEXT)
    let node = walker.nextNode()
    for (; offset >= node.data.length; node = walker.nextNode()) offset -= node.data.length
    const range = page.createRange()
    range.setStart(node, offset)
    range.setEnd(node, offset + 1)
    return range.getBoundingClientRect()
  }
  const start = source.textContent.indexOf(words)
  source.scrollTop += letterAt(start).top - source.getBoundingClientRect().top - source.clientHeight / 3
  page.defaultView.scrollBy({ top: letterAt(start).top - page.defaultView.innerHeight / 2, behavior: 'instant' })
  const first = letterAt(start)
  const last = letterAt(start + words.length - 1)
  /** A Latin letter begins on its left, whatever stands around it. */
  const isRightToLeft = (letter: string) => page.defaultView.getComputedStyle(source).direction === 'rtl' && !/[A-Za-z0-9]/.test(letter)
  return {
    from: { x: isRightToLeft(words.at(0)!) ? first.right - 1 : first.left + 1, y: (first.top + first.bottom) / 2 },
    to: { x: isRightToLeft(words.at(-1)!) ? last.left + 1 : last.right - 1, y: (last.top + last.bottom) / 2 },
  }
}
