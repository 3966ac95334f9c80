import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { wordDocument } from '../server/reports/reading/testing-documents.ts'
import { ar as t } from '../views/locales/ar.ts'
import { expect, test } from './desk.ts'
import { freshLine } from './reports.ts'
import { sourceOf } from './source.ts'

const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest('hex')

test('a Word document is brought, its text corrected, and imported; its hashes, its steps and the document itself stay', async ({ meet }) => {
  const salma = await meet('salma')
  const slip = 'قال المتحدث باسم المرفا إن الجسر مغلق منذ يوم الاثنين.'
  const { bytes, text } = await wordDocument(['إغلاق جسر المرفأ', slip, freshLine()], { title: 'إغلاق الجسر', creator: 'ليلى' })
  const name = 'بيان_المرفأ 12.docx'
  const corrected = text.replace('المرفا إن', 'المرفأ إن')

  await test.step('what was taken out of it stands in the form, and nothing is imported yet', async () => {
    await salma.goto('/reports/new')
    await salma.getByLabel(t.reports.publisher).fill('هيئة المرفأ')
    await salma.getByLabel(t.reports.file).setInputFiles({ name, mimeType: 'application/octet-stream', buffer: bytes })
    await salma.getByRole('button', { name: t.reports.import, exact: true }).click()

    await expect(salma.getByText(t.originals.preview)).toBeVisible()
    await expect(salma.locator('textarea[name=text]')).toHaveValue(text)
    await expect(salma.getByLabel(t.reports.reportTitle)).toHaveValue('إغلاق الجسر')
    await expect(salma.getByLabel(t.reports.author)).toHaveValue('ليلى')
    await expect(salma.getByLabel(t.reports.publisher)).toHaveValue('هيئة المرفأ')
    await expect(salma.getByLabel(t.reports.language)).toHaveValue('ar')
    await expect(salma.locator('.original')).toContainText(name)
  })

  await test.step('a reload does not lose it', async () => {
    await salma.reload()
    await expect(salma.locator('textarea[name=text]')).toHaveValue(text)
  })

  await test.step('she corrects it and imports it', async () => {
    await salma.locator('textarea[name=text]').fill(corrected)
    await salma.getByRole('button', { name: t.reports.import, exact: true }).click()
    await expect(salma.getByRole('heading', { level: 1 })).toHaveText('إغلاق الجسر')
    expect(await sourceOf(salma).textContent()).toBe(corrected)
  })

  await test.step('the report says what was done between the document and its text', async () => {
    const original = salma.locator('.original')
    await original.locator('summary').click()
    for (const hash of [sha256(bytes), sha256(corrected)]) await expect(original.getByText(hash)).toBeVisible()
    await expect(original.getByRole('listitem').first()).toContainText('mammoth')
    await expect(original.getByRole('listitem').last()).toContainText('سلمى')
  })

  await test.step('the document itself can be had, under its name', async () => {
    const [file] = await Promise.all([salma.waitForEvent('download'), salma.getByRole('link', { name: t.originals.download }).click()])
    expect(file.suggestedFilename()).toBe(name)
    expect(sha256(await readFile(await file.path()))).toBe(sha256(bytes))
  })
})

test('a file that is no document is refused where it was chosen, and what was typed stays', async ({ meet }) => {
  const salma = await meet('salma')
  await salma.goto('/reports/new')
  await salma.getByLabel(t.reports.reportTitle).fill('عنوان كُتب')
  await salma.getByLabel(t.reports.file).setInputFiles({ name: 'صورة.docx', mimeType: 'application/octet-stream', buffer: Buffer.from('\x89PNG\r\n\x1A\n', 'latin1') })
  await salma.getByRole('button', { name: t.reports.import, exact: true }).click()

  await expect(salma.getByLabel(t.reports.file)).toHaveAccessibleDescription(new RegExp(t.problems.fileImage))
  await expect(salma.getByLabel(t.reports.reportTitle)).toHaveValue('عنوان كُتب')
})

test('an empty field is written in from the side of its page, and then from that of what is typed; an address from its own', async ({ meet }) => {
  const pages = { salma: 'rtl', adam: 'ltr' } as const
  for (const [name, direction] of Object.entries(pages) as [keyof typeof pages, string][]) {
    const page = await meet(name)
    await page.goto('/reports/new')
    for (const field of ['title', 'text']) {
      const place = page.locator(`main [name=${field}]`)
      await expect(place).toHaveCSS('direction', direction)
      await place.fill('Harbour closed')
      await expect(place).toHaveCSS('direction', 'ltr')
      await place.fill('أُغلق المرفأ')
      await expect(place).toHaveCSS('direction', 'rtl')
      await place.fill('')
      await expect(place).toHaveCSS('direction', direction)
    }
    await expect(page.locator('[name=sourceAddress]')).toHaveCSS('direction', 'ltr')
  }
})
