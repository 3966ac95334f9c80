import type { IncomingHttpHeaders } from 'node:http'
import type { Locator, Page } from '@playwright/test'
import { en } from '../views/locales/en.ts'
import { expect, test as base } from './desk.ts'
import { importReport } from './reports.ts'
import { openSite } from './site.ts'
const { isFromTheDesk } = await import(new URL('../server/hooks/verify-example.mjs', import.meta.url).href) as { isFromTheDesk: (secret: string, headers: IncomingHttpHeaders, body: string) => boolean }

const t = en.hooks

type Got = { type: string; headers: IncomingHttpHeaders; body: string }

/** A receiver on what stands for the web, which answers with `status`. */
const test = base.extend<{ receiver: { address: string; got: Got[]; status: number } }>({
  receiver: async ({}, use) => {
    const receiver = { address: '', got: [] as Got[], status: 204 }
    const site = await openSite('hooks.example', (req, res) => {
      let body = ''
      req.setEncoding('utf8').on('data', (part: string) => { body += part }).on('end', () => {
        receiver.got.push({ type: (JSON.parse(body) as { type: string }).type, headers: req.headers, body })
        res.writeHead(receiver.status).end('<b>receiver</b>')
      })
    })
    receiver.address = `${site.address}/in`
    await use(receiver)
    await site.close()
  },
})
test.use({ program: 'e2e/desk-online.ts' })

const press = (within: Page | Locator, name: string) => within.getByRole('button', { name, exact: true }).click()
/** An event comes at least once: what failed may have come again by itself before somebody pressed. */
const events = (got: readonly Got[]) => new Set(got.map(({ headers }) => headers['webhook-id'])).size
const newest = (page: Page) => page.locator('.delivery').first()

test('another system is told what happens, and an admin sees what came of it', async ({ meet, receiver }) => {
  const [adam, nadia] = [await meet('adam'), await meet('nadia')]
  let [secret, place] = ['', '']

  await test.step('added, it shows its secret once', async () => {
    await adam.goto('/webhooks')
    await adam.getByLabel(t.address, { exact: true }).fill('https://127.0.0.1/')
    for (const box of await adam.getByRole('checkbox').all()) await box.uncheck()
    await press(adam, t.addIt)
    await expect(adam.getByLabel(t.address, { exact: true })).toHaveAccessibleDescription(new RegExp(en.problems.webhookPrivate))
    await expect(adam.getByText(en.problems.chooseKind)).toBeVisible()

    await adam.getByLabel(t.address, { exact: true }).fill(receiver.address)
    await adam.getByRole('checkbox', { name: t.kinds['report.imported'] }).check()
    await press(adam, t.addIt)
    secret = await adam.getByLabel(t.secret).and(adam.getByRole('textbox')).inputValue()
    expect(secret).toMatch(/^whsec_/)
    await adam.goto('/webhooks')
    await adam.getByRole('link', { name: receiver.address }).click()
    await expect(adam.getByText(t.noDeliveries)).toBeVisible()
    expect(await adam.content()).not.toContain(secret)
    place = new URL(adam.url()).pathname
  })

  await test.step('what happens arrives by itself, and what is signed verifies', async () => {
    await importReport(nadia)
    await expect.poll(() => receiver.got.length).toBe(1)
    const [{ type, headers, body }] = receiver.got as [Got]
    expect([type, isFromTheDesk(secret, headers, body)]).toEqual(['report.imported', true])
    await adam.reload()
    await expect(newest(adam)).toContainText(t.deliveries.arrived)
  })

  await test.step('what fails is in the log with what the receiver said, and can be sent again', async () => {
    receiver.status = 503
    await importReport(nadia)
    await expect.poll(() => events(receiver.got)).toBe(2)
    await expect.poll(async () => { await adam.reload(); return newest(adam).innerText() }).toContain(t.tries(1))
    await newest(adam).locator('summary').click()
    await expect(newest(adam)).toContainText('503')
    await expect(newest(adam)).toContainText('<b>receiver</b>')
    receiver.status = 204
    await press(newest(adam), t.sendAgain)
    await expect.poll(() => receiver.got.length).toBeGreaterThan(2)
    expect(events(receiver.got)).toBe(2)
    await expect.poll(async () => { await adam.reload(); return newest(adam).innerText() }).toContain(t.deliveries.arrived)
  })

  await test.step('it can be told of other events, but not of none', async () => {
    const form = adam.locator('form[action$="/kinds"]')
    await adam.locator('summary', { hasText: t.change }).click()
    await form.getByRole('checkbox', { name: t.kinds['report.imported'] }).uncheck()
    await press(form, en.page.save)
    await expect(form.getByText(en.problems.chooseKind)).toBeVisible()
    for (const kind of ['report.imported', 'claim.published'] as const) await form.getByRole('checkbox', { name: t.kinds[kind] }).check()
    await press(form, en.page.save)
    await expect(adam.getByText(en.problems.chooseKind)).toHaveCount(0)
    await adam.goto('/webhooks')
    await expect(adam.locator('.hook', { hasText: receiver.address })).toContainText(t.toldOf(2))
    await adam.goto(place)
  })

  await test.step('paused, it waits; resumed, it is told what happened meanwhile', async () => {
    await press(adam, t.pause)
    await expect(adam.locator('.status').first()).toHaveText(t.states.paused)
    await importReport(nadia)
    await press(adam, t.resume)
    await expect.poll(() => events(receiver.got)).toBe(3)
  })

  await test.step('removed, it is told nothing more, and stays to be seen', async () => {
    await adam.goto(place)
    await adam.locator('summary', { hasText: t.remove }).click()
    await press(adam, t.remove)
    await expect(adam.locator('.status').first()).toHaveText(t.states.ended)
    await importReport(nadia)
    await adam.goto('/webhooks')
    await expect(adam.locator('.hook', { hasText: receiver.address })).toContainText(t.states.ended)
    expect(events(receiver.got)).toBe(3)
  })
})

test('who is no admin finds no webhooks', async ({ meet }) => {
  const nadia = await meet('nadia')
  await nadia.goto('/claims')
  await expect(nadia.getByRole('banner').locator('a[href="/webhooks"]')).toHaveCount(0)
  expect((await nadia.goto('/webhooks'))?.status()).toBe(403)
})
