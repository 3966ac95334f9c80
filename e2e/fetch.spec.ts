import type { Page } from '@playwright/test'
import { expect, test as base } from './desk.ts'
import { expectGoodLook, READERS } from './looks.ts'
import { wordsOf } from './people.ts'
import { freshText } from './reports.ts'
import { openSite } from './site.ts'
import type { Words } from '../views/locales/en.ts'

/** A site on what stands for the web; `/moved` sends on to the article, each time with a text that no other test has. */
const test = base.extend<object, { site: string }>({
  site: [async ({}, use) => {
    const site = await openSite('gazette.example', (req, res) => {
      if (req.url === '/moved') return void res.writeHead(302, { location: '/article' }).end()
      if (req.url !== '/article') return void res.writeHead(404).end()
      const paragraphs = freshText().split('\n').map((line) => `<p>${line}</p>`).join('')
      res.setHeader('Content-Type', 'text/html; charset=utf-8')
      res.end(`<!doctype html><html lang="ar"><meta property="og:site_name" content="صحيفة المرفأ"><title>انسحاب الحرس</title><article><h1>انسحاب الحرس</h1>${paragraphs}</article></html>`)
    })
    await use(site.address)
    await site.close()
  }, { scope: 'worker' }],
})
test.use({ program: 'e2e/desk-online.ts' })

/** Types an address and has it fetched. */
async function fetchPage(page: Page, t: Words, address: string) {
  await page.getByLabel(t.reports.address).fill(address)
  await page.getByRole('button', { name: t.reports.fetch, exact: true }).click()
}

for (const reader of READERS) {
  const t = wordsOf(reader.name)

  test(`a page is imported by its address, in ${reader.language}`, async ({ meet, site }) => {
    const page = await meet(reader.name)
    await page.goto('/reports/new')
    await fetchPage(page, t, `${site}/moved`)

    await expect(page.getByText(t.originals.preview)).toBeVisible()
    await expect(page.getByLabel(t.reports.reportTitle)).toHaveValue('انسحاب الحرس')
    await expect(page.getByLabel(t.reports.sourceAddress)).toHaveValue(`${site}/moved`)
    await expect(page.getByText(`${t.originals.finalAddress}: ${site}/article`)).toBeVisible()

    await page.getByRole('button', { name: t.reports.import, exact: true }).click()
    await expect(page).toHaveURL(/\/reports\/\w{10}$/)
    await expect(page.getByRole('heading', { level: 1, name: 'انسحاب الحرس' })).toBeVisible()
  })

  test(`an address inside the house is refused at its field, in ${reader.language}`, async ({ meet, site }) => {
    const page = await meet(reader.name)
    await page.goto('/reports/new')
    await page.getByLabel(t.reports.reportTitle).fill('Kept')
    for (const [address, sentence] of [['http://127.0.0.1/', t.problems.fetchPrivate], [`${site}/gone`, t.problems.fetchNotFound]] as const) {
      await fetchPage(page, t, address)
      const field = page.getByLabel(t.reports.address)
      await expect(page.getByText(sentence)).toBeVisible()
      await expect(field).toBeFocused()
      await expect(field).toHaveValue(address)
      await expect(page.getByLabel(t.reports.reportTitle)).toHaveValue('Kept')
    }
  })

  test(`what fetching shows looks right, in ${reader.language}`, { tag: '@scripts' }, async ({ meet, site, complaints }) => {
    const page = await meet(reader.name)
    await page.goto('/reports/new')
    await fetchPage(page, t, 'http://127.0.0.1/')
    await expect(page.getByText(t.problems.fetchPrivate)).toBeVisible()
    await expectGoodLook(page, reader, complaints)

    await fetchPage(page, t, `${site}/moved`)
    await expect(page.getByText(t.originals.preview)).toBeVisible()
    await expectGoodLook(page, reader, complaints)
  })
}
