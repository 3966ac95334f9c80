import type { Locator, Page } from '@playwright/test'
import { ar as t } from '../views/locales/ar.ts'
import { en } from '../views/locales/en.ts'
import { expect, test } from './desk.ts'
import { signIn } from './people.ts'
import { freshText, importReport, makeClaim, newClaim, send } from './reports.ts'

test('whoever comes second learns what changed, keeps what they typed, and can send it again', async ({ meet }) => {
  const salma = await meet('salma')
  const yusuf = await meet('yusuf')
  const claim = await newClaim(salma)
  await salma.goto(claim)
  await yusuf.goto(claim)
  await yusuf.getByText(en.claim.details, { exact: true }).click()
  await yusuf.locator('#wording').getByLabel(en.claim.place).fill('North of the town')
  await yusuf.locator('#wording').getByRole('button', { name: en.page.save }).click()
  await expect(yusuf.locator('.split')).toContainText('North of the town')

  await salma.locator('#wording > summary').click()
  await salma.locator('#wording').getByLabel(t.claim.statement).fill('الطريق مغلق من جهة الشمال')
  const [answer] = await Promise.all([
    salma.waitForResponse((response) => response.request().method() === 'POST'),
    salma.locator('#wording').getByRole('button', { name: t.page.save }).click(),
  ])
  expect(answer.status()).toBe(409)
  await expect(salma.getByRole('alert')).toContainText(t.page.stale)
  await expect(salma.getByRole('alert')).toContainText('Yusuf')
  await salma.getByRole('alert').getByText(t.trail.details, { exact: true }).click()
  await expect(salma.getByRole('alert')).toContainText('North of the town')
  await expect(salma.locator('#wording').getByLabel(t.claim.statement)).toHaveValue('الطريق مغلق من جهة الشمال')

  await salma.locator('#wording').getByLabel(t.claim.place).fill('شمال البلدة')
  await salma.locator('#wording').getByRole('button', { name: t.page.save }).click()
  await expect(salma.getByRole('heading', { level: 1 })).toHaveText('الطريق مغلق من جهة الشمال')
  await expect(salma.getByRole('alert')).toHaveCount(0)
  await expect(salma.locator('.split')).toContainText('شمال البلدة')
})

test('a claim that somebody else holds is theirs', async ({ meet }) => {
  const salma = await meet('salma')
  const yusuf = await meet('yusuf')
  const claim = await newClaim(salma)
  await yusuf.goto(claim)
  await send(salma, `${claim}/check-out`, {})

  await yusuf.locator('#add-evidence > summary').click()
  await fillLink(yusuf.locator('#add-evidence'), en)
  await yusuf.locator('#add-evidence').getByRole('button', { name: en.claim.addLink }).click()
  await expect(yusuf.getByRole('alert')).toContainText('سلمى')
  await expect(yusuf.getByRole('article')).toHaveCount(0)

  await yusuf.goto(claim)
  await expect(yusuf.getByRole('complementary')).toContainText(/سلمى.* holds this claim until/)
  await expect(yusuf.locator('#add-evidence')).toHaveCount(0)
  await expect(yusuf.getByRole('button', { name: en.claim.checkOut })).toHaveCount(0)

  await yusuf.goto('/claims?status=in_progress')
  await expect(yusuf.getByRole('row').filter({ has: yusuf.locator(`a[href="${claim}"]`) })).toContainText('سلمى')
})

test('pressing twice does it once', async ({ meet, javaScriptEnabled }) => {
  const salma = await meet('salma')
  const posts: string[] = []
  salma.on('request', (request) => { if (request.method() === 'POST') posts.push(request.url()) })
  const claim = await newClaim(salma)
  await salma.goto(claim)
  await salma.locator('#add-evidence > summary').click()
  await fillLink(salma.locator('#add-evidence'), t)
  await salma.locator('#add-evidence').getByRole('button', { name: t.claim.addLink }).dblclick()
  await expect(salma.getByRole('region', { name: t.claim.evidence }).getByRole('article')).toHaveCount(1)
  await expect(salma.getByRole('alert')).toHaveCount(0)

  await salma.goto(claim)
  await expect(salma.getByRole('region', { name: t.claim.evidence }).getByRole('article')).toHaveCount(1)
  await expect(salma.locator('.trail').last().getByRole('listitem')).toHaveCount(2)
  if (javaScriptEnabled) expect(posts).toHaveLength(1)

  await salma.goto('/reports/new')
  const text = freshText()
  await salma.locator('textarea[name=text]').fill(text)
  await salma.getByLabel(t.reports.reportTitle).fill('مرتين')
  await salma.getByRole('button', { name: t.reports.import }).dblclick()
  await expect(salma.getByRole('heading', { level: 1 })).toHaveText('مرتين')
})

test('title, address and Back follow the reader from form to form', async ({ meet }) => {
  const salma = await meet('salma')
  const report = await importReport(salma)
  const claim = await makeClaim(salma, report, 'أُغلق بسواتر ترابية', 'سواتر على الطريق')
  const queue = `/claims?report=${report.split('/').at(-1)}`

  await salma.goto(queue)
  await salma.getByRole('button', { name: t.claim.checkOut }).click()
  await expect(salma).toHaveURL(claim)
  await expect(salma).toHaveTitle(/^سواتر على الطريق/)
  await expect(salma.getByRole('banner')).toHaveCount(1)

  await salma.locator('#add-evidence > summary').click()
  await fillLink(salma.locator('#add-evidence'), t)
  await salma.locator('#add-evidence').getByRole('button', { name: t.claim.addLink }).click()
  await expect(salma.getByRole('region', { name: t.claim.evidence }).getByRole('article')).toHaveCount(1)
  await expect(salma).toHaveURL(claim)

  await salma.goBack()
  if (new URL(salma.url()).pathname !== '/claims') await salma.goBack()
  await expect(salma).toHaveURL(queue)
  await expect(salma).toHaveTitle(new RegExp(`^${t.queue.title}`))
  await expect(salma.getByRole('row').filter({ hasText: 'سواتر على الطريق' })).toContainText(t.statuses.in_progress)
  await salma.goForward()
  await expect(salma).toHaveURL(claim)
  await expect(salma).toHaveTitle(/^سواتر على الطريق/)
})

test('after a form, neither reload nor a typed address sends it again or leads nowhere', async ({ meet }) => {
  const nadia = await meet('nadia')
  const report = await importReport(nadia)
  const claim = await makeClaim(nadia, report, 'أُغلق بسواتر ترابية')
  const posts: string[] = []
  nadia.on('request', (request) => { if (request.method() === 'POST') posts.push(request.url()) })

  for (const form of FORMS(report, claim)) {
    await test.step(form.name, async () => {
      await nadia.goto(form.page)
      await form.fill(nadia)
      await form.button(nadia).click()
      await form.then(nadia)
      const sent = posts.splice(0)
      expect(sent, form.name).toHaveLength(1)

      const typed = await nadia.request.get(sent[0]!)
      expect(typed.status(), `${form.name}: ${sent[0]}`).toBe(200)
      if (form.refused) return

      const before = nadia.url()
      await nadia.reload()
      expect(nadia.url(), form.name).toBe(before)
      expect(posts, form.name).toEqual([])
      await form.then(nadia)
    })
  }
})

test('a session that ended while somebody wrote takes nothing with it', { tag: '@scripts' }, async ({ meet }) => {
  const salma = await meet('salma')
  const claim = await newClaim(salma)
  await salma.goto(claim)
  await salma.locator('#wording > summary').click()
  await salma.locator('#wording').getByLabel(t.claim.statement).fill('ما كُتب قبل انتهاء الجلسة')
  const cookies = await salma.context().cookies()
  await salma.context().clearCookies()

  await salma.locator('#wording').getByRole('button', { name: t.page.save }).click()
  await expect(salma.getByRole('status')).toHaveText(t.refusals.signedOut)
  await expect(salma.locator('#wording').getByLabel(t.claim.statement)).toHaveValue('ما كُتب قبل انتهاء الجلسة')
  await expect(salma).toHaveURL(claim)

  const tab = await salma.context().newPage()
  await signIn(tab, 'salma')
  await tab.close()
  await salma.locator('#wording').getByRole('button', { name: t.page.save }).click()
  await expect(salma.getByRole('heading', { level: 1 })).toHaveText('ما كُتب قبل انتهاء الجلسة')
  await expect(salma.getByRole('status')).not.toHaveText(t.refusals.signedOut)
  await salma.context().addCookies(cookies)
})

test('a desk that does not answer is named, and what was typed stays', { tag: '@scripts' }, async ({ meet, complaints }) => {
  const salma = await meet('salma')
  await salma.goto(await newClaim(salma))
  await salma.locator('#wording > summary').click()
  await salma.locator('#wording').getByLabel(t.claim.statement).fill('كُتب والشبكة مقطوعة')
  await salma.context().setOffline(true)
  await salma.locator('#wording').getByRole('button', { name: t.page.save }).click()
  await expect(salma.getByRole('status')).toHaveText(t.page.failed)
  await expect(salma.locator('#wording').getByLabel(t.claim.statement)).toHaveValue('كُتب والشبكة مقطوعة')

  await salma.context().setOffline(false)
  await salma.locator('#wording').getByRole('button', { name: t.page.save }).click()
  await expect(salma.getByRole('heading', { level: 1 })).toHaveText('كُتب والشبكة مقطوعة')
  complaints.splice(0)
})

type Form = {
  name: string
  page: string
  fill: (page: Page) => Promise<void>
  button: (page: Page) => Locator
  /** What shows that it was answered. */
  then: (page: Page) => Promise<void>
  /** It came back: without scripts its page is the answer to a POST, which a browser asks about before it reloads it. */
  refused?: true
}

const nothing = async () => {}
const seen = (find: (page: Page) => Locator) => (page: Page) => expect(find(page).first()).toBeVisible()

/** A form of each kind, in an order in which each can be sent. */
const FORMS = (report: string, claim: string): Form[] => [
  {
    name: 'accepting a suggestion', page: report, fill: nothing,
    button: (page) => page.getByRole('button', { name: t.claim.accept, exact: true }).first(), then: seen((page) => page.locator('.margin-claim--queued')),
  },
  {
    name: 'marking a passage', page: report, fill: nothing,
    button: (page) => page.getByRole('button', { name: t.marks.context }).last(), then: seen((page) => page.getByRole('button', { pressed: true })),
  },
  {
    name: 'a claim of words that are not there', page: report, refused: true,
    fill: async (page) => {
      await page.locator('[data-make] > summary').click()
      await page.getByLabel(t.report.quote).fill('ليست هنا')
    },
    button: (page) => page.getByRole('button', { name: t.report.makeIt, exact: true }), then: seen((page) => page.getByText(t.problems.quoteMissing)),
  },
  {
    name: 'assigning nothing', page: '/claims', fill: nothing, refused: true,
    button: (page) => page.getByRole('button', { name: t.claim.assign, exact: true }), then: seen((page) => page.getByText(t.problems.selectFirst)),
  },
  {
    name: 'assigning a claim', page: claim, fill: async (page) => { await page.getByLabel(t.claim.assignedTo).selectOption('Yusuf') },
    button: (page) => page.getByRole('button', { name: t.claim.assign, exact: true }), then: seen((page) => page.locator('.trail').getByText('Yusuf')),
  },
  {
    name: 'checking out', page: claim, fill: nothing,
    button: (page) => page.getByRole('button', { name: t.claim.checkOut }), then: seen((page) => page.getByRole('button', { name: t.claim.release })),
  },
  {
    name: 'attaching a link', page: claim,
    fill: async (page) => {
      await page.locator('#add-evidence > summary').click()
      await fillLink(page.locator('#add-evidence'), t)
    },
    button: (page) => page.locator('#add-evidence').getByRole('button', { name: t.claim.addLink }), then: seen((page) => page.getByRole('article')),
  },
  {
    name: 'too short a reason', page: claim, refused: true, fill: async (page) => { await page.getByLabel(t.claim.rationale).fill('قصير') },
    button: (page) => page.getByRole('button', { name: t.claim.propose }), then: seen((page) => page.getByText(t.problems.rationaleShort)),
  },
  {
    name: 'rewording', page: claim,
    fill: async (page) => {
      await page.locator('#wording > summary').click()
      await page.locator('#wording').getByLabel(t.claim.statement).fill('بصياغة أخرى')
    },
    button: (page) => page.locator('#wording').getByRole('button', { name: t.page.save }), then: seen((page) => page.getByRole('heading', { name: 'بصياغة أخرى' })),
  },
  {
    name: 'an import without a title', page: '/reports/new', refused: true, fill: async (page) => { await page.locator('textarea[name=text]').fill('نص بلا عنوان.') },
    button: (page) => page.getByRole('button', { name: t.reports.import }), then: seen((page) => page.getByText(t.reports.notImported)),
  },
]

async function fillLink(form: Locator, words: typeof en) {
  await form.getByLabel(words.stances.contradicts).check()
  await form.getByLabel(words.claim.address, { exact: true }).fill('https://banks.example/r9')
  await form.locator('#link-title').fill('R9')
  await form.getByLabel(words.claim.origin).fill('Two Banks')
}
