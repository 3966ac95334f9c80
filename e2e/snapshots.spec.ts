import { readFileSync } from 'node:fs'
import type { Locator, Page } from '@playwright/test'
import { expect, test as base } from './desk.ts'
import { expectGoodLook, READERS } from './looks.ts'
import { wordsOf } from './people.ts'
import { newClaim } from './reports.ts'
import { openSite } from './site.ts'
import type { Words } from '../views/locales/en.ts'

const PAGE = '<!doctype html><html lang="ar"><title>انسحاب الحرس: النص الكامل</title><p>أُغلق الطريق'

/** A site on what stands for the web; `/moved` sends on to the page, and nothing else is there. */
const test = base.extend<object, { site: string }>({
  site: [async ({}, use) => {
    const site = await openSite('gazette.example', (req, res) => {
      if (req.url === '/moved') return void res.writeHead(302, { location: '/page' }).end()
      if (req.url !== '/page') return void res.writeHead(404).end()
      res.setHeader('Content-Type', 'text/html; charset=utf-8').end(PAGE)
    })
    await use(site.address)
    await site.close()
  }, { scope: 'worker' }],
})
test.use({ program: 'e2e/desk-online.ts' })

/** Attaches a link through the form. */
async function attach(page: Page, name: 'nadia' | 'adam', address: string, visibility = 'public', snapshot?: 'none') {
  const t = wordsOf(name)
  // With scripts a form that was sent stays open.
  await page.reload()
  const before = await page.locator('.evidence').count()
  await page.locator('#add-evidence > summary').click()
  const form = page.locator('#add-evidence')
  await form.getByRole('radio', { name: t.stances.contradicts }).check()
  await form.getByLabel(t.claim.address, { exact: true }).fill(address)
  await form.getByLabel(t.claim.linkTitle).fill('الطريق مفتوح')
  await form.getByLabel(t.claim.origin).fill('Two Banks Monitor')
  await form.getByLabel(t.claim.visibility).selectOption(visibility)
  if (snapshot) await form.getByLabel(t.snapshots.choice).selectOption(snapshot)
  await form.getByRole('button', { name: t.claim.addLink }).click()
  await expect(page.locator('.evidence')).toHaveCount(before + 1)
}

/** The last piece of evidence, once the desk says this of it. */
async function says(page: Page, words: string | RegExp) {
  const evidence = page.locator('.evidence').last()
  await expect(async () => {
    await page.reload()
    await expect(evidence.getByText(words)).toBeVisible({ timeout: 100 })
  }).toPass()
  return evidence
}

/** Presses it, and waits for the page that answers: a reload meanwhile would take the form back. */
async function pressed(page: Page, button: Locator) {
  const [answer] = await Promise.all([page.waitForResponse((response) => response.request().redirectedFrom()?.method() === 'POST'), button.click()])
  await answer.finished()
}

/** Asks for another snapshot, and waits for it. */
async function again(page: Page, evidence: Locator, t: Words) {
  await page.reload()
  await evidence.getByText(t.snapshots.details).click()
  await pressed(page, evidence.getByRole('button', { name: t.snapshots.takeAnother }))
  await says(page, t.snapshots.earlier(1))
}

for (const reader of READERS) {
  const t = wordsOf(reader.name)

  test(`the page of a link is kept, downloaded and confirmed, in ${reader.language}`, async ({ meet, site }) => {
    const page = await meet(reader.name)
    await page.goto(await newClaim(page))
    await attach(page, reader.name, `${site}/moved`)
    const evidence = await says(page, t.snapshots.unconfirmed)
    await evidence.getByText(t.snapshots.details).click()
    await expect(evidence.getByText('انسحاب الحرس: النص الكامل')).toBeVisible()
    await expect(evidence.getByText(`200 ${site}/page`)).toBeVisible()

    const downloading = page.waitForEvent('download')
    await evidence.getByRole('link', { name: t.snapshots.download }).click()
    const download = await downloading
    expect(download.suggestedFilename()).toMatch(/^snapshot-\d{4}-\d\d-\d\d-[0-9a-f]{12}\.html$/)
    expect(readFileSync(await download.path(), 'utf8')).toBe(PAGE)

    await evidence.getByRole('button', { name: t.snapshots.confirm }).click()
    await expect(evidence.getByRole('button', { name: t.snapshots.confirm })).toHaveCount(0)
    await again(page, evidence, t)
  })

  test(`a page that is not there, one that is not to be fetched, and one of a sealed source, in ${reader.language}`, async ({ meet, site }) => {
    const page = await meet(reader.name)
    await page.goto(await newClaim(page))
    await attach(page, reader.name, `${site}/gone`)
    await says(page, new RegExp(t.snapshots.problems.fetchNotFound.replace(/[()]/g, '.')))
    await attach(page, reader.name, `${site}/page`, 'public', 'none')
    await says(page, t.snapshots.none)
    await attach(page, reader.name, `${site}/page`, 'sealed')
    const sealed = await says(page, t.snapshots.takeSealed)
    await pressed(page, sealed.getByRole('button', { name: t.snapshots.take }))
    await says(page, t.snapshots.unconfirmed)
  })

  test(`evidence with snapshots looks right, in ${reader.language}`, { tag: '@scripts' }, async ({ meet, site, complaints }) => {
    const page = await meet(reader.name)
    await page.goto(await newClaim(page))
    await attach(page, reader.name, 'http://127.0.0.1/private')
    await says(page, new RegExp(t.snapshots.problems.fetchPrivate))
    await attach(page, reader.name, `${site}/page`, 'sealed')
    await attach(page, reader.name, `${site}/moved`)
    const evidence = await says(page, t.snapshots.unconfirmed)
    await again(page, evidence, t)
    await page.locator('details').evaluateAll((all) => { for (const details of all) details.open = true })
    await expectGoodLook(page, reader, complaints)
  })
}
