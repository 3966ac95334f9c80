import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from './desk.ts'
import { en } from '../views/locales/en.ts'

/** The refusal; and that what Playwright itself runs in a frame to look at it is no more let in than any other script. */
const EXPECTED = /frame-ancestors 'none'|Blocked script execution in '[^']*\/embed/

test('a card stands in the page of somebody else, and leads to the claim; the page of the claim stands in no frame', async ({ page, desk, complaints }) => {
  await page.goto('/?lang=en')
  const claim = await page.locator('.published__list a').first().evaluate((link) => link.href.replace(/\?.*/, '') as string)
  const statement = await page.locator('.published__list a').first().innerText()
  const { html } = await (await page.request.get('/oembed', { params: { url: `${claim}?lang=en` } })).json()

  const site = createServer((_req, res) => {
    res.setHeader('Content-Type', 'text/html; charset=utf-8')
    res.end(`<!doctype html><html lang="en"><title>Gazette</title><h1>Gazette</h1>${html}<iframe title="whole" src="${claim}"></iframe>`)
  })
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
  try {
    const address = `http://127.0.0.1:${(site.address() as AddressInfo).port}`
    expect(address).not.toBe(desk.address)
    await page.goto(address)
    const card = page.frameLocator('iframe').first()
    await expect(card.getByRole('heading')).toHaveText(statement)
    await expect(card.locator('.verdict')).toBeVisible()

    await expect.poll(() => page.frames().map((frame) => frame.url())).toContain('chrome-error://chromewebdata/')
    await expect(page.frameLocator('iframe[title=whole]').getByRole('heading', { name: statement })).toHaveCount(0)
    await expect.poll(() => complaints.join()).toMatch(/frame-ancestors 'none'/)

    const opened = page.waitForEvent('popup')
    await card.getByRole('link', { name: en.publication.howChecked }).click()
    await expect((await opened).getByRole('heading', { level: 1 })).toHaveText(statement)
    await expect(page).toHaveURL(`${address}/`)
    expect(complaints.splice(0).filter((complaint) => !EXPECTED.test(complaint))).toEqual([])
  } finally {
    await new Promise((resolve) => { site.close(resolve); site.closeAllConnections() })
  }
})
