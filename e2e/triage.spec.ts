import type { Locator, Page, Route } from '@playwright/test'
import { ar as t } from '../views/locales/ar.ts'
import { expect, test } from './desk.ts'
import { freshLine, importReport } from './reports.ts'
import { sourceOf } from './source.ts'

/** Six passages in French, where each sentence is one suggestion, and a last one of its own. */
const TEXT = ['La mairie compte 73 blessés.', 'Le pont est fermé depuis lundi.', 'C’est une honte.', 'Demain, il rouvrira.', 'Ces chiffres n’ont pu être vérifiés.', 'Le pont est fermé depuis lundi.'].join(' ')

const open = async (page: Page) => page.goto(await importReport(page, { text: `${TEXT}\n${freshLine()}`, title: 'Le pont', language: 'fr' }))
const passage = (page: Page, number: number) => page.locator(`#claims-of-${number}`)
const stretch = (page: Page, number: number) => page.locator(`[data-stretch="${number}"]`)

test('a report is triaged to its end from the keyboard alone', { tag: '@scripts' }, async ({ meet }) => {
  const salma = await meet('salma')
  await open(salma)
  const { keyboard } = salma
  const states = () => salma.locator('[data-passage-claims]').evaluateAll((all) => all.map(({ dataset }) => dataset.state))
  expect(await states()).toEqual(Array(7).fill('untriaged'))

  await keyboard.press('u')
  await expectCurrent(salma, 1)
  await keyboard.press('a')
  await expect(passage(salma, 1)).toHaveAttribute('data-state', 'claims')
  await expectCurrent(salma, 1)
  await keyboard.press('u')
  await expectCurrent(salma, 2)
  await keyboard.press('j')
  await expect(salma.locator('.margin-claim.here')).toContainText('Le pont est fermé')
  await keyboard.press('a')
  await expect(passage(salma, 2)).toHaveAttribute('data-state', 'claims')
  await expectCurrent(salma, 2)

  for (const [number, key, state] of [[3, '2', 'opinion'], [4, '3', 'prediction'], [5, '4', 'caveat']] as const) {
    await keyboard.press('u')
    await expectCurrent(salma, number)
    await keyboard.press('d')
    await expect(passage(salma, number).locator('.margin-claim--dismissed')).toHaveCount(1)
    await expectCurrent(salma, number)
    await keyboard.press(key)
    await expect(passage(salma, number)).toHaveAttribute('data-state', state)
    await expectCurrent(salma, number)
  }

  await keyboard.press('u')
  await expectCurrent(salma, 6)
  await expect(passage(salma, 6)).toContainText(t.claim.repeats(2))
  await keyboard.press('u')
  await expectCurrent(salma, 7)
  await keyboard.press('u')
  await expectCurrent(salma, 6)
  await passage(salma, 6).getByRole('button', { name: t.claim.mergeRepeat(2) }).press('Enter')
  await expect(passage(salma, 6)).toHaveAttribute('data-state', 'claims')
  await expectCurrent(salma, 6)
  await keyboard.press('u')
  await expectCurrent(salma, 7)
  await keyboard.press('1')
  await expect(passage(salma, 7)).toHaveAttribute('data-state', 'context')

  expect(await states()).toEqual(['claims', 'claims', 'opinion', 'prediction', 'caveat', 'claims', 'context'])
  await expect(salma.getByRole('main').getByText(`${t.report.coverage} ١٠٠٪`)).toBeVisible()
  await expect(salma.getByRole('link', { name: t.report.nextUntriaged })).toHaveCount(0)
})

test('letters typed faster than the desk answers do what they would have done one by one', { tag: '@scripts' }, async ({ meet }) => {
  const salma = await meet('salma')
  await open(salma)
  const answer = await holdAnswer(salma, '**/acceptance', (route) => route.continue())
  for (const key of ['u', 'a', 'u', 'd', '1', 'u']) await salma.keyboard.press(key)
  answer()
  await expect(passage(salma, 2)).toHaveAttribute('data-state', 'context')
  await expectCurrent(salma, 3)
  for (const key of ['d', '2']) await salma.keyboard.press(key)
  for (const [number, state] of [[1, 'claims'], [2, 'context'], [3, 'opinion'], [4, 'untriaged']] as const) await expect(passage(salma, number)).toHaveAttribute('data-state', state)
})

test('what was typed after a form that is refused does nothing: somebody must read first', { tag: '@scripts' }, async ({ meet, complaints }) => {
  const salma = await meet('salma')
  await open(salma)
  const answer = await holdAnswer(salma, '**/acceptance', (route) => route.fulfill({ status: 500 }))
  for (const key of ['u', 'a', 'u', 'd', 'u']) await salma.keyboard.press(key)
  answer()
  await expect(salma.getByText(t.page.failed)).toBeVisible()
  await expectCurrent(salma, 1)
  await salma.keyboard.press('u')
  await expectCurrent(salma, 2)
  expect(complaints.splice(0), 'what the browser says of the answer itself').toHaveLength(1)
})

test('the letters lead through passages and claims, and say what they do', { tag: '@scripts' }, async ({ meet }) => {
  const salma = await meet('salma')
  await open(salma)
  const { keyboard } = salma
  for (const [key, number] of [['j', 1], ['j', 1], ['j', 2], ['j', 2], ['k', 2], ['k', 1]] as const) {
    await keyboard.press(key)
    await expectCurrent(salma, number)
  }
  await keyboard.press('?')
  for (const key of ['untriaged', 'next', 'previous', 'accept', 'dismiss', 'context', 'caveat'] as const) await expect(salma.getByRole('dialog')).toContainText(t.keys[key])
  await keyboard.press('Escape')
  await keyboard.press('o')
  await expect(salma).toHaveURL(/\/claims\//)
})

test('the map has a stretch for each passage, says its state in words, and leads there', async ({ meet, javaScriptEnabled }) => {
  const salma = await meet('salma')
  await open(salma)
  const map = salma.getByRole('navigation', { name: t.report.map })
  await expect(map.getByRole('link')).toHaveCount(7)
  await passage(salma, 2).getByRole('button', { name: t.claim.accept, exact: true }).click()
  await expect(map.getByRole('link', { name: `${t.report.passage(2)}: ${t.reports.states.claims}` })).toBeVisible()
  await passage(salma, 3).getByRole('button', { name: t.marks.opinion }).click()
  await expect(stretch(salma, 3)).toHaveAccessibleName(`${t.report.passage(3)}: ${t.reports.states.opinion}`)

  await stretch(salma, 5).click()
  if (javaScriptEnabled) return expectCurrent(salma, 5)
  await expect(salma).toHaveURL(/#passage-5$/)

  // Without scripts each untriaged passage leads to the next, the last to the first.
  const next = (number: number) => passage(salma, number).getByRole('link', { name: t.report.nextUntriaged })
  await expect(next(1)).toHaveAttribute('href', '#claims-of-4')
  await next(7).click()
  await expect(salma).toHaveURL(/#claims-of-1$/)
})

test('the map follows whoever scrolls', { tag: '@scripts' }, async ({ meet }) => {
  const salma = await meet('salma')
  const long = Array.from({ length: 60 }, (_, index) => `La mairie compte ${index + 100} blessés dans le quartier.`).join('\n\n')
  await salma.goto(await importReport(salma, { text: `${long}\n${freshLine()}`, title: 'Le pont', language: 'fr' }))
  await expect(stretch(salma, 1)).toHaveAttribute('aria-current', 'location')
  await sourceOf(salma).hover()
  // A turn of the wheel is lost on a page that is still being drawn.
  await expect(async () => {
    await salma.mouse.wheel(0, 1500)
    await expect(stretch(salma, 1)).not.toHaveAttribute('aria-current', { timeout: 1000 })
  }).toPass()
  const spot = salma.locator('[data-stretch][aria-current]')
  await expect(spot).toHaveCount(1)
  await expect(spot).toBeInViewport()
  expect(await spot.getAttribute('tabindex')).toBe('0')
  await expect(salma.locator('[data-stretch][tabindex="0"]')).toHaveCount(1)
})

test('the page stands still when a form is answered, and the form for words selected far down comes along', { tag: '@scripts' }, async ({ meet }) => {
  const salma = await meet('salma')
  const long = Array.from({ length: 30 }, (_, index) => `La mairie compte ${index + 100} blessés dans le quartier.`).join('\n\n')
  await salma.goto(await importReport(salma, { text: `${long}\n${freshLine()}`, title: 'Le pont', language: 'fr' }))
  const far = passage(salma, 20)
  const top = async (part: Locator) => Math.round((await part.boundingBox())!.y)
  await far.scrollIntoViewIfNeeded()
  const before = await top(far.locator('article'))
  for (const [button, state] of [[t.claim.dismiss, 'dismissed'], [t.claim.restore, 'suggested'], [t.claim.accept, 'queued']] as const) {
    await far.getByRole('button', { name: button, exact: true }).click()
    await expect(far.locator(`.margin-claim--${state}`)).toBeVisible()
    await expect.poll(() => top(far.locator('article'))).toBe(before)
  }

  await salma.keyboard.press('m')
  await expect(salma.getByLabel(t.report.quote)).toBeInViewport()
  await expect(salma.getByRole('button', { name: t.report.makeIt })).toBeInViewport()
  await salma.getByRole('button', { name: t.report.makeIt }).click()
  await expect(far.getByRole('article')).toHaveCount(2)
  const made = far.getByRole('article').filter({ has: salma.getByRole('link', { name: 'La', exact: true }) })
  await expect(made).toBeFocused()
  await expect(made).toBeInViewport()
})

test('a mark that was set can be taken off again where it was set', { tag: '@scripts' }, async ({ meet }) => {
  const salma = await meet('salma')
  await open(salma)
  const opinion = passage(salma, 3).getByRole('button', { name: t.marks.opinion })
  await opinion.press('Enter')
  await expect(opinion).toHaveAttribute('aria-pressed', 'true')
  await expect(opinion).toBeFocused()
  await opinion.press('Enter')
  await expect(opinion).not.toHaveAttribute('aria-pressed')
})

/** The passage is marked beside the text, in it, and on the map. */
async function expectCurrent(page: Page, number: number) {
  await expect(passage(page, number)).toHaveClass(/current/)
  await expect(page.locator(`#passage-${number}`)).toHaveClass(/here/)
  await expect(stretch(page, number)).toHaveAttribute('aria-current', 'location')
  await expect.poll(() => focusIsIn(passage(page, number))).toBe(true)
}

const focusIsIn = (part: Locator) => part.evaluate((element) => element.contains(element.ownerDocument.activeElement))

/** The next answer from there waits until the function that comes back is called. */
async function holdAnswer(page: Page, path: string, answer: (route: Route) => Promise<void>) {
  let release = () => {}
  const held = new Promise<void>((resolve) => { release = resolve })
  await page.route(path, async (route) => {
    await held
    await answer(route)
  })
  return release
}
