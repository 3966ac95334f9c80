import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { expect, test } from './desk.ts'
import { wordsOf, type Name } from './people.ts'

const toReport = async (page: Page) => {
  await page.goto('/reports')
  await page.getByRole('row').nth(1).getByRole('link').first().click()
}

/** What the browser saves when a form is chosen in the export menu. */
async function download(page: Page, name: string): Promise<string> {
  await page.locator('details.menu > summary').click()
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name, exact: true }).click()])
  return file.path()
}

for (const name of ['salma', 'yusuf'] as const satisfies Name[]) {
  test(`${name} hands a report out as a ZIP, and a stranger sees that nobody changed it`, async ({ meet, page }) => {
    const member = await meet(name)
    await toReport(member)
    const file = await download(member, 'ZIP')

    await page.goto('/verify')
    await page.locator('input[type=file]').setInputFiles(file)
    await page.getByRole('button', { name: wordsOf('yusuf').bundle.check }).click()
    await expect(page.getByRole('heading', { name: wordsOf('yusuf').bundle.whole })).toBeVisible()
  })
}

test('a report leaves as PDF and as a document of Word too', async ({ meet }) => {
  const member = await meet('salma')
  for (const [name, start] of [['PDF', '%PDF-'], ['DOCX', 'PK']] as const) {
    await toReport(member)
    const bytes = await readFile(await download(member, name))
    expect(bytes.subarray(0, start.length).toString()).toBe(start)
  }
})
