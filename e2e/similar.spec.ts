import type { Page } from '@playwright/test'
import { ar } from '../views/locales/ar.ts'
import { en } from '../views/locales/en.ts'
import { expect, test } from './desk.ts'
import { freshLine, importReport, makeClaim, send } from './reports.ts'

/** An old claim with evidence, and a new one that says nearly the same, each in a report of its own. Answers with their addresses. */
async function oldAndNew(page: Page) {
  const word = `Quay${freshLine().replace(/\W/g, '')}`
  const claimOf = async (words: string) => makeClaim(page, await importReport(page, { text: `${words}\n${freshLine()}`, title: 'The quay', language: 'en' }), words)
  const old = await claimOf(`The crane at ${word} fell on two lorries.`)
  await send(page, `${old}/evidence`, { version: '1', stance: 'supports', address: 'https://port.example/crane', title: 'Log of the port', origin: 'The port', visibility: 'internal' })
  await send(page, `${old}/searches`, { version: '2', lookedIn: 'Archive of the port', lookedFor: 'crane', lookedOn: '2026-03-04' })
  return { old, fresh: await claimOf(`Two lorries were hit by a falling crane at ${word}.`) }
}

const found = (page: Page, claim: string) => page.locator(`#similar-${claim.split('/').at(-1)}`)

/** With scripts what is like a claim comes into its page; without, a link leads there. */
async function showSimilar(page: Page, claim: string, hasScripts: boolean, look: string) {
  await page.goto(claim)
  if (!hasScripts) await page.getByRole('link', { name: look }).click()
}

test('a claim that was checked before is found, linked, and rests on what was found then', async ({ meet, javaScriptEnabled }) => {
  const page = await meet('yusuf')
  const { old, fresh } = await oldAndNew(page)

  await showSimilar(page, fresh, javaScriptEnabled !== false, en.similar.all)
  await expect(page.getByText(en.similar.opposite)).toBeVisible()
  await expect(found(page, old)).toContainText(en.similar.likely)
  await expect(found(page, old).locator('mark').first()).toBeVisible()
  await found(page, old).getByRole('button', { name: en.claim.linkThem }).click()
  await expect(page.locator('#links')).toContainText('The same as')
  await expect(page).toHaveURL(fresh)

  await showSimilar(page, fresh, javaScriptEnabled !== false, en.similar.all)
  await found(page, old).getByText('Take over its evidence').click()
  await found(page, old).getByLabel(/Log of the port/).check()
  await found(page, old).getByRole('button', { name: en.similar.takeIt }).click()
  await expect(page.locator('#evidence .evidence')).toHaveCount(1)
  await expect(page.locator('#evidence')).toContainText(en.similar.taken)
  await expect(page.locator('#evidence')).toContainText(en.visibilities.internal)
  await expect(page.getByText(en.claim.noVerdict)).toBeVisible()

  await showSimilar(page, fresh, javaScriptEnabled !== false, en.similar.all)
  await found(page, old).getByText('Take over its evidence').click()
  await found(page, old).getByRole('button', { name: en.similar.takeIt }).click()
  await expect(page.getByText(en.problems.selectEvidence)).toBeVisible()
})

test('an Arabic claim is stated in English, and found from English', async ({ meet }) => {
  const page = await meet('salma')
  const word = `Karmirin${freshLine().replace(/\W/g, '')}`
  const report = await importReport(page, { text: `أُغلق جسر كرميرين أمام الشاحنات.\n${freshLine()}`, language: 'ar' })
  const claim = await makeClaim(page, report, 'أُغلق جسر كرميرين أمام الشاحنات')
  await page.goto(claim)
  await page.locator('#statements > summary').click()
  await page.getByLabel(ar.similar.language, { exact: true }).selectOption('en')
  await page.getByLabel(ar.similar.statement).fill(`The ${word} bridge was closed to lorries.`)
  await page.locator('#statements').getByRole('button', { name: ar.page.save }).click()
  await expect(page.locator('[lang=en]', { hasText: word }).first()).toBeVisible()

  await page.goto('/claims')
  await page.getByRole('link', { name: ar.similar.title }).click()
  await page.getByLabel(ar.similar.text).fill(`Lorries are kept off the bridge of ${word}`)
  await page.getByRole('button', { name: ar.similar.search }).click()
  await expect(found(page, claim)).toContainText('كرميرين')
})

test('whoever makes a claim can look first, and loses nothing that was typed', async ({ meet }) => {
  const page = await meet('yusuf')
  const { old } = await oldAndNew(page)
  await page.goto(old)
  const statement = await page.locator('h1.statement').innerText()
  await page.goto(await importReport(page, { text: `A crane fell, people say.\n${freshLine()}`, language: 'en' }))
  await page.locator('[data-make] > summary').click()
  await page.locator('[data-make]').getByLabel(en.report.quote).fill('A crane fell')
  await page.locator('[data-make]').getByLabel(en.claim.statement).fill(statement)
  const [other] = await Promise.all([page.context().waitForEvent('page'), page.locator('[data-make]').getByRole('button', { name: en.similar.look }).click()])
  await expect(found(other, old)).toBeVisible()
  await other.close()
  await expect(page.locator('[data-make]').getByLabel(en.claim.statement)).toHaveValue(statement)
})
