import type { Locator } from '@playwright/test'
import { expect, test } from './desk.ts'
import { freshText, importReport, makeClaim } from './reports.ts'
import { sourceOf, spanOf } from './source.ts'

/** Stretches of the mixed report: two that overlap, one inside another, one that ends in the middle of a word, one around Latin in Arabic, one at an emoji. */
const STRETCHES = [
  'حالة إخلاء قسري في مخيم', 'قسري في مخيم البيلسان، بزيادة 12% على', 'في', '"214 families, including 61 headed by women', 'headed by women, lost their homes" (ص. 4',
  'ثّق مركز الشرفة للتوث', 'وكتبت Helen Marsk، مستشارة المن', '📡', 'satellite imagery of the 19th 📡 #أوقفوا', 'في القطاعين D و E.\n\nويرى',
] as const

/** Words that a highlight begins, ends or both inside of. */
const CUT_WORDS = ['وثّق', 'للتوثيق', 'المنظمة', '#أوقفوا_الإخلاء', 'families']

test('highlights that overlap change neither the text nor how its letters join', async ({ meet }) => {
  const salma = await meet('salma')
  const text = freshText('mixed')
  const report = await importReport(salma, { text, title: 'النشرة الشهرية', language: 'ar' })
  const claims = []
  for (const quote of STRETCHES) {
    const start = text.indexOf(quote)
    expect(start, quote).toBeGreaterThan(-1)
    claims.push({ start, quote, id: (await makeClaim(salma, report, quote, '', start)).split('/').at(-1)! })
  }

  await salma.goto(report)
  const source = sourceOf(salma)
  expect(await source.textContent()).toBe(text)
  for (const { id, start, quote } of claims) expect(await spanOf(source, id)).toEqual({ start, end: start + quote.length, quote })
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
