import { randomUUID } from 'node:crypto'
import type { Locator, Page } from '@playwright/test'
import { ar as t } from '../views/locales/ar.ts'
import { expect, test as base } from './desk.ts'
import { button, opened } from './parts.ts'
import { importReport, makeClaim, send } from './reports.ts'
import { openSite } from './site.ts'

// French, where each sentence is one suggestion, whatever the rules for Arabic and English learn.
const HURT = 'La mairie compte 73 blessés et signale deux disparus'
const CLOSED = 'Le pont de la rive est fermé aux camions depuis lundi'

/** What the paper publishes, and publishes again: a number is corrected, a sentence is gone, and another says so. */
const VERSIONS = {
  first: ['Les habitants du quartier attendent des nouvelles de leurs proches.', `${HURT}.`, `${CLOSED}.`, 'C’est une honte pour la ville et pour ceux qui la gouvernent.', `${CLOSED}.`],
  second: ['Nous avons corrigé un nombre dans cet article.', 'Les habitants du quartier attendent des nouvelles de leurs proches.', `${HURT.replace('73', '75')}.`, `${CLOSED}.`, `${CLOSED}.`],
} as const

/** A paper on what stands for the web, whose articles no other test has. */
const test = base.extend<object, { paper: string }>({
  paper: [async ({}, use) => {
    const site = await openSite('gazette.example', (req, res) => {
      const [, version, number] = /^\/(first|second)\/([\w-]+)$/.exec(req.url ?? '') ?? []
      const paragraphs = [...VERSIONS[version as 'first'], `Article numéro ${number} de notre édition du soir.`].map((line) => `<p>${line}</p>`).join('')
      res.setHeader('Content-Type', 'text/html; charset=utf-8')
      res.end(`<!doctype html><html lang="fr"><meta property="og:site_name" content="La Gazette"><title>Le pont</title><article><h1>Le pont</h1>${paragraphs}</article></html>`)
    })
    await use(site.address)
    await site.close()
  }, { scope: 'worker' }],
})
test.use({ program: 'e2e/desk-online.ts' })

test('a report is read: fetched, triaged to its end, its claims told apart, found elsewhere, signed off, and followed into its later version', async ({ meet, paper, javaScriptEnabled }) => {
  test.slow()
  const salma = await meet('salma')
  const number = randomUUID()
  let report = ''
  let hurt = ''

  await test.step('it comes in by its address', async () => {
    await salma.goto('/reports/new')
    await fetchArticle(salma, `${paper}/first/${number}`)
    await expect(salma.getByLabel(t.reports.reportTitle)).toHaveValue('Le pont')
    await button(salma, t.reports.import).click()
    await expect(salma.getByRole('heading', { level: 1 })).toHaveText('Le pont')
    report = new URL(salma.url()).pathname
  })

  await test.step('every passage of it is dealt with', async () => {
    const of = (words: string) => salma.locator('[data-passage-claims]', { hasText: words }).first()
    await decide(salma, salma.locator('#claims-of-1'), { first: 'd', then: '1' }, javaScriptEnabled !== false)
    await decide(salma, of('Les habitants'), { first: 'd', then: '1' }, javaScriptEnabled !== false)
    await decide(salma, of(HURT), { first: 'a' }, javaScriptEnabled !== false)
    await decide(salma, of(CLOSED), { first: 'a' }, javaScriptEnabled !== false)
    await decide(salma, of('C’est une honte'), { first: 'd', then: '2' }, javaScriptEnabled !== false)
    await of(t.claim.repeats(4)).getByRole('button', { name: t.claim.mergeRepeat(4) }).click()
    await decide(salma, of('Article numéro'), { first: 'd', then: '1' }, javaScriptEnabled !== false)
    await expect(salma.getByRole('main').getByText(`${t.report.coverage} ١٠٠٪`)).toBeVisible()
  })

  await test.step('what are two claims comes apart, and who says it is written down', async () => {
    await salma.locator('.margin-claim', { hasText: HURT }).getByRole('link').first().click()
    await expect(salma).toHaveURL(/\/claims\//)
    hurt = new URL(salma.url()).pathname
    const split = await opened(salma, '#split')
    await split.getByRole('radio', { name: 'et', exact: true }).check()
    await button(split, t.claim.splitIt).click()
    await expect(salma.locator('blockquote.quote mark')).toHaveText('La mairie compte 73 blessés')

    const attribution = await opened(salma, '#attribution')
    await attribution.getByLabel(t.hopFields.actor).first().fill('La mairie')
    await button(attribution, t.claim.saveAttribution).click()
    await expect(salma.locator('.claim .chain > li').first()).toContainText('La mairie')
  })

  await test.step('the same was claimed elsewhere, and is linked', async () => {
    const other = await makeClaim(salma, await importReport(salma, { text: `La mairie compte 73 blessés.\n№ ${number}`, title: 'La ville', language: 'fr' }), 'La mairie compte 73 blessés')
    await salma.goto(hurt)
    if (javaScriptEnabled === false) await salma.getByRole('link', { name: t.similar.all }).click()
    await button(salma.locator(`#similar-${other.split('/').at(-1)}`), t.claim.linkThem).click()
    await expect(salma.locator('#links')).toContainText('La mairie compte 73 blessés')
  })

  await test.step('it is judged and signed off, and so is the report', async () => {
    await judge(salma, hurt)
    const nadia = await meet('nadia')
    await nadia.goto(hurt)
    await button(nadia, t.claim.signOff).click()
    await expect(nadia.locator('.signed')).toBeVisible()
    await nadia.goto(report)
    const reading = await opened(nadia, '#reading')
    await button(reading, t.report.signOff).click()
    await expect(nadia.locator('#reading')).toContainText(t.report.approvals.standing)
  })

  await test.step('a later version comes in the same way; what it would change is shown first', async () => {
    await salma.goto(report)
    await salma.getByRole('link', { name: t.revision.new }).click()
    await fetchArticle(salma, `${paper}/second/${number}`)
    await button(salma, t.revision.look).click()
    await expect(salma.getByRole('heading', { level: 1 })).toHaveText(t.revision.consequences)
    await expect(salma.locator('.consequences--changed')).toContainText(t.statuses.in_review)
    await expect(salma.locator('.consequences--changed ins').first()).toHaveText('75')
    await expect(salma.locator('.consequences--vanished')).toContainText('C’est une honte')
    await button(salma, t.revision.confirm).click()
    await expect(salma.locator('.versions [aria-current]')).toHaveText(t.revision.version(2))
  })

  await test.step('the claim whose words changed is back in review, and asks for a look', async () => {
    await salma.locator('.margin-claim', { hasText: 'La mairie compte 73 blessés' }).getByRole('link').first().click()
    await expect(salma).toHaveURL(hurt)
    await expect(salma.locator('.status')).toHaveText(t.statuses.in_review)
    await expect(salma.locator('blockquote.quote mark')).toHaveText('La mairie compte 75 blessés')
    await expect(salma.locator('#words ins')).toHaveText('75')
    await button(salma.locator('#words'), t.revision.fits).click()
    await expect(salma.locator('#words')).toHaveCount(0)
  })

  await test.step('the version before stays as it was, and says what became of it', async () => {
    await salma.goto(report)
    await expect(salma.getByRole('main')).toContainText(t.revision.later(2))
    await expect(salma.locator(`#claim-${hurt.split('/').at(-1)} .tag`)).toContainText(t.revision.outcomes.changed)
    await salma.getByRole('link', { name: t.revision.openNewest }).click()
    await salma.getByRole('link', { name: t.revision.changes }).click()
    await expect(salma.getByRole('heading', { level: 1 })).toHaveText(t.revision.changesIn(2, 1))
    await expect(salma.locator('.differences del').first()).toBeVisible()
  })
})

async function fetchArticle(page: Page, address: string) {
  await page.getByLabel(t.reports.address).fill(address)
  await button(page, t.reports.fetch).click()
  await expect(page.getByText(t.originals.preview)).toBeVisible()
}

const MARKS = { '1': 'context', '2': 'opinion' } as const

/** Deals with a passage: by letters, or where there are no scripts by its buttons. */
async function decide(page: Page, passage: Locator, { first, then }: { first: 'a' | 'd'; then?: '1' | '2' }, byKeyboard: boolean) {
  const mark = then && MARKS[then]
  if (byKeyboard) {
    const number = await passage.getAttribute('data-passage-claims')
    await expect(async () => {
      await page.keyboard.press('u')
      await expect(page.locator(`#claims-of-${number}`)).toHaveClass(/current/, { timeout: 500 })
    }).toPass()
    await page.keyboard.press(first)
    await expect(passage.locator(`.margin-claim--${first === 'a' ? 'queued' : 'dismissed'}`)).toHaveCount(1)
    if (then) await page.keyboard.press(then)
  } else {
    await button(passage, first === 'a' ? t.claim.accept : t.claim.dismiss).click()
    if (mark) await button(passage, t.marks[mark]).click()
  }
  await expect(passage).toHaveAttribute('data-state', mark ?? 'claims')
}

/** Sends what leads to a verdict as the forms would; other journeys walk that way. */
async function judge(page: Page, claim: string) {
  const version = async () => {
    await page.goto(claim)
    return page.locator('input[name=version]').first().inputValue()
  }
  await send(page, `${claim}/check-out`, {})
  await send(page, `${claim}/evidence`, { version: await version(), stance: 'contradicts', address: 'https://hopital.example/73', title: 'Registre', origin: 'Hôpital', visibility: 'public' })
  await send(page, `${claim}/verdicts`, { version: await version(), verdict: 'disputed', rationale: 'سجل المستشفى يذكر عددا آخر في اليوم نفسه.', settle: '' })
}
