import type { Locator } from '@playwright/test'
import { ar as t } from '../views/locales/ar.ts'
import { expect, test } from './desk.ts'
import { freshText, importReport, makeClaim } from './reports.ts'
import { dragOver, piecesOf, sourceOf } from './source.ts'

/** Ten stretches of the mixed report, three of them in pieces: some that overlap, one inside another, one that ends in the middle of a word, one around Latin in Arabic, one at an emoji. */
const STRETCHES = [
  'حالة إخلاء قسري في مخيم', 'قسري في مخيم البيلسان، بزيادة 12% على … الذي سبقه', 'في', '"214 families, including 61 headed by women', 'headed by women, lost their homes" (ص. 4',
  'ثّق مركز الشرفة للتوث', 'وكتبت Helen Marsk … مستشارة المن … in satellite imagery', '📡', 'satellite imagery of the 19th 📡 #أوقفوا', 'في القطاعين D و E.\n\nويرى … عقاب جماعي',
] as const

/** Words that a highlight begins, ends or both inside of. */
const CUT_WORDS = ['وثّق', 'للتوثيق', 'المنظمة', '#أوقفوا_الإخلاء', 'families']

test('highlights that overlap change neither the text nor how its letters join', async ({ meet }) => {
  const salma = await meet('salma')
  const text = freshText('mixed')
  const report = await importReport(salma, { text, title: 'النشرة الشهرية', language: 'ar' })
  const claims = []
  for (const quote of STRETCHES) {
    const pieces = quote.split(' … ').map((words) => ({ start: text.indexOf(words), words }))
    for (const { start, words } of pieces) expect(start, words).toBeGreaterThan(-1)
    const place = pieces.length === 1 ? pieces[0]!.start : undefined
    claims.push({ pieces, id: (await makeClaim(salma, report, quote, '', place)).split('/').at(-1)! })
  }

  await salma.goto(report)
  const source = sourceOf(salma)
  expect(await source.textContent()).toBe(text)
  for (const { id, pieces } of claims) expect(await piecesOf(source, id)).toEqual(pieces)
  expect(await source.locator('mark.overlap').count()).toBeGreaterThan(0)
  await expect(source).toHaveAttribute('dir', 'rtl')
  await expect(source).toHaveAttribute('lang', 'ar')
  expect(await source.evaluate((element) => [...element.querySelectorAll('*')].every(({ localName }: any) => ['mark', 'span'].includes(localName)))).toBe(true)

  for (const word of CUT_WORDS) {
    const { marked, plain } = await widthsOf(source, word)
    expect(plain, word).toBeGreaterThan(5)
    expect(Math.abs(marked - plain), `${word}: ${marked} px with highlights, ${plain} px without`).toBeLessThanOrEqual(0.5)
  }
})

test('a highlight that set its letters apart would be seen', async ({ meet }) => {
  const salma = await meet('salma')
  const text = freshText('mixed')
  const report = await importReport(salma, { text, title: 'النشرة الشهرية', language: 'ar' })
  await makeClaim(salma, report, 'ثّق مركز الشرفة للتوث')
  await salma.goto(report)
  await sourceOf(salma).evaluate((source) => { for (const mark of source.querySelectorAll('mark')) mark.style.display = 'inline-block' })
  const { marked, plain } = await widthsOf(sourceOf(salma), 'للتوثيق')
  expect(Math.abs(marked - plain)).toBeGreaterThan(0.5)
})

test('words selected with the mouse, one piece after the other, become a claim of exactly these', { tag: '@scripts' }, async ({ meet }) => {
  const salma = await meet('salma')
  const text = freshText('mixed')
  await salma.goto(await importReport(salma, { text, title: 'النشرة الشهرية', language: 'ar' }))
  const make = salma.locator('[data-make]')
  const source = sourceOf(salma)
  const pieces = ['نفت بلدية', 'elen Marsk، مستشارة المن', 'count 41 demolished structures'].map((words) => ({ start: text.indexOf(words), words }))
  for (const [index, { words }] of pieces.entries()) {
    await dragOver(salma, source, words)
    await expect(make.getByLabel(t.report.quote)).toHaveValue(pieces.slice(0, index + 1).map((piece) => piece.words).join(' … '))
    if (index < pieces.length - 1) await make.getByRole('button', { name: t.report.another }).click()
  }
  await make.getByRole('button', { name: t.report.makeIt, exact: true }).click()
  const card = salma.locator('.margin-claim--queued')
  await expect(card).toContainText(pieces.map(({ words }) => words).join(' '))
  expect(await piecesOf(source, (await card.getAttribute('data-claim'))!)).toEqual(pieces)

  await dragOver(salma, source, 'هدم أي مبنى')
  await expect(make.getByLabel(t.report.quote), 'a claim that was made leaves no piece behind').toHaveValue('هدم أي مبنى')
})

test('words are selected from the keyboard too, piece by piece, and the claim stands exactly there', { tag: '@scripts' }, async ({ meet }) => {
  const salma = await meet('salma')
  const text = freshText('mixed')
  await salma.goto(await importReport(salma, { text, title: 'النشرة الشهرية', language: 'ar' }))
  const { keyboard } = salma
  const make = salma.locator('[data-make]')
  const quote = make.getByLabel(t.report.quote)

  await keyboard.press('u')
  await keyboard.press('u')
  await keyboard.press('m')
  await expect(quote).toHaveValue('وثّق')
  await keyboard.press('m')
  await keyboard.press('m')
  await expect(quote).toHaveValue('الشرفة')
  for (let letter = 0; letter < 4; letter++) await keyboard.press('Shift+ArrowLeft')
  await keyboard.press('Control+Shift+ArrowLeft')
  await expect(quote).toHaveValue('الشرفة للتوثيق')

  await make.getByRole('button', { name: t.report.another }).press('Enter')
  for (let presses = 0; presses < 2; presses++) await keyboard.press('u')
  await keyboard.press('m')
  // A space at an edge is nobody's words.
  await keyboard.press('Shift+ArrowLeft')
  await expect(quote).toHaveValue('الشرفة للتوثيق … وذكرت')
  await make.getByRole('button', { name: t.report.makeIt, exact: true }).press('Enter')
  const card = salma.locator('.margin-claim--queued')
  await expect(card).toBeVisible()
  const pieces = ['الشرفة للتوثيق', 'وذكرت'].map((words) => ({ start: text.indexOf(words), words }))
  expect(await piecesOf(sourceOf(salma), (await card.getAttribute('data-claim'))!)).toEqual(pieces)
})

/** How wide a word is in the source, and in the same text without any highlight. */
const widthsOf = (source: Locator, word: string) => source.evaluate((source, word) => {
  const page = source.ownerDocument
  const widthIn = (element: any): number => {
    const at = element.textContent.indexOf(word)
    const range = page.createRange()
    range.setStart(...placeOf(element, at))
    range.setEnd(...placeOf(element, at + word.length))
    return range.getBoundingClientRect().width
  }
  const placeOf = (element: any, offset: number): [any, number] => {
    const walker = page.createTreeWalker(element, 4)
    let node = walker.nextNode()
    for (; offset > node.data.length; node = walker.nextNode()) offset -= node.data.length
    return [node, offset]
  }
  const bare = source.cloneNode(false)
  bare.textContent = source.textContent
  source.after(bare)
  const widths = { marked: widthIn(source), plain: widthIn(bare) }
  bare.remove()
  return widths
}, word)
