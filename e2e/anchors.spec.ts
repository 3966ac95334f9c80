import type { Page } from '@playwright/test'
import { ar as t } from '../views/locales/ar.ts'
import { expect, test } from './desk.ts'
import { freshText, importReport, makeClaim } from './reports.ts'

const quoted = (page: Page) => page.locator('blockquote.quote mark')

test('the edges of a claim move by a word, by buttons and by letters, and the claim comes apart', async ({ meet, javaScriptEnabled }) => {
  const salma = await meet('salma')
  const report = await importReport(salma, { text: freshText('mixed'), title: 'النشرة الشهرية', language: 'ar' })
  await salma.goto(await makeClaim(salma, report, 'ما أُزيل ستة هياكل'))
  const edges = salma.locator('#edges')
  const press = async (move: keyof typeof t.claim.moves, letter: string) => {
    if (javaScriptEnabled) return salma.keyboard.press(letter)
    await edges.locator('summary').click()
    await edges.getByRole('button', { name: t.claim.moves[move] }).click()
  }

  await press('end_later', '}')
  await expect(quoted(salma)).toHaveText('ما أُزيل ستة هياكل مهجورة')
  await press('start_later', ']')
  await expect(quoted(salma)).toHaveText('أُزيل ستة هياكل مهجورة')
  await press('start_earlier', '[')
  await expect(quoted(salma)).toHaveText('ما أُزيل ستة هياكل مهجورة')
  await press('end_earlier', '{')
  await expect(quoted(salma)).toHaveText('ما أُزيل ستة هياكل')
  await expect(salma.getByRole('heading', { level: 1 })).toHaveText('ما أُزيل ستة هياكل')

  if (await edges.getAttribute('open') === null) await edges.locator('summary').click()
  if (javaScriptEnabled) {
    // Whoever presses a button presses the same one again: the focus comes back to it.
    const later = edges.getByRole('button', { name: t.claim.moves.end_later })
    await later.press('Enter')
    await expect(quoted(salma)).toHaveText('ما أُزيل ستة هياكل مهجورة')
    await expect(later).toBeFocused()
    await later.press('Enter')
    await expect(quoted(salma)).toHaveText('ما أُزيل ستة هياكل مهجورة لا')
    await expect(later).toBeFocused()
  }
  if (await edges.getAttribute('open') === null) await edges.locator('summary').click()
  await edges.getByLabel(t.claim.retype).fill('ما أُزيل … لا أقل')
  await edges.getByRole('button', { name: t.claim.moveEdges }).click()
  await expect(edges.getByText(t.problems.quoteMissing)).toBeVisible()
  await edges.getByLabel(t.claim.retype).fill('ما أُزيل … لا أكثر')
  await edges.getByRole('button', { name: t.claim.moveEdges }).click()
  await expect(quoted(salma)).toHaveText(['ما أُزيل', 'لا أكثر'])

  const split = salma.locator('#split')
  if (javaScriptEnabled) await salma.keyboard.press('s')
  else await split.locator('summary').first().click()
  await split.getByRole('radio', { name: 'لا' }).check()
  await split.getByRole('button', { name: t.claim.splitIt }).click()
  await expect(quoted(salma)).toHaveText(['ما أُزيل'])
  await salma.getByRole('link', { name: /^فُصل عنه/ }).click()
  await expect(quoted(salma)).toHaveText(['لا أكثر'])
  await expect(salma.getByRole('link', { name: /^مفصول عن/ })).toBeVisible()
})

test('one claim is merged into another, and restored', async ({ meet }) => {
  const salma = await meet('salma')
  const report = await importReport(salma, { text: freshText('mixed'), title: 'النشرة الشهرية', language: 'ar' })
  const kept = await makeClaim(salma, report, 'ستة هياكل مهجورة', 'أزالت البلدية ستة هياكل')
  const other = await makeClaim(salma, report, '41 demolished structures')
  await salma.goto(other)
  const merge = salma.locator('#merge')
  await merge.locator('summary').click()
  await merge.getByRole('button', { name: t.claim.mergeIt }).click()
  await expect(merge.getByText(t.problems.choose)).toBeVisible()
  await merge.getByLabel(t.claim.mergeInto).selectOption(kept.split('/').at(-1)!)
  await merge.getByRole('button', { name: t.claim.mergeIt }).click()
  await salma.getByRole('link', { name: /^مدموج في/ }).click()
  await expect(salma.getByRole('heading', { level: 1 })).toHaveText('أزالت البلدية ستة هياكل')
  await expect(salma.getByRole('main')).toContainText(t.claim.saidAgain)
  await expect(salma.getByRole('main').locator('q')).toHaveText('41 demolished structures')

  await salma.goto(other)
  await salma.getByRole('button', { name: t.claim.restore }).click()
  await expect(salma.getByRole('heading', { name: t.claim.suggestion })).toBeVisible()
  await salma.goto(kept)
  await expect(salma.getByRole('main').locator('q')).toHaveCount(0)
})
