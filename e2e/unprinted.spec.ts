import { expect, test } from './desk.ts'
import { expectGoodLook, READERS } from './looks.ts'
import { wordsOf } from './people.ts'

// Its server has no browser that could print.
test.use({ program: 'e2e/desk-online.ts' })

for (const reader of READERS) {
  test(`where nothing can print, whoever asks for a PDF is led to the page, ${reader.language}`, { tag: '@scripts' }, async ({ meet, complaints }) => {
    const page = await meet(reader.name)
    const t = wordsOf(reader.name)
    await page.goto('/reports')
    await page.getByRole('row').nth(1).getByRole('link').first().click()
    await page.locator('#export > summary').click()
    await page.getByLabel(t.export.extents.brief).check()
    await page.getByRole('button', { name: 'PDF' }).click()
    await expect(page.getByText(t.export.noPrinter)).toBeVisible()
    // That it could not be done is what the page is about.
    expect(complaints.splice(0)).toEqual([expect.stringContaining('503')])
    await expectGoodLook(page, reader, complaints)
    await page.getByRole('link', { name: t.export.asPage }).click()
    await expect(page).toHaveURL(/export\.html\?extent=brief&lang=/)
  })
}
