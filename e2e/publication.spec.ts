import type { Page } from '@playwright/test'
import { expect, test } from './desk.ts'
import { wordsOf } from './people.ts'
import { claimIn, send } from './reports.ts'

const t = wordsOf('nadia')
const panel = (page: Page) => page.getByRole('region', { name: t.publication.panel })
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

test('published, corrected and taken back, while readers can follow all of it', async ({ meet, browser, desk }) => {
  const nadia = await meet('nadia')
  const claim = await claimIn(nadia, 'signed_off')
  const reader = await (await browser.newContext({ baseURL: desk.address, javaScriptEnabled: false })).newPage()

  await test.step('what is signed off is not public until a supervisor says so', async () => {
    expect((await reader.goto(claim))!.status()).toBe(404)
    await nadia.goto(claim)
    await expect(panel(nadia)).toContainText(t.publication.isPrivate)
    await button(nadia, t.publication.publish).click()
    await expect(nadia.locator('.status')).toHaveText(t.statuses.published)
    await reader.goto(`${claim}?lang=ar`)
    await expect(reader.getByRole('heading', { level: 1 })).toHaveText('سواتر ترابية على الطريق')
    await expect(reader.locator('.published__verdict')).toContainText(t.definitions.disputed)
    await expect(reader.locator('blockquote mark')).toHaveText('أُغلق بسواتر ترابية')
    await expect(reader.getByText('Traffic moves.')).toHaveCount(0)
  })

  await test.step('from the working page one link leads to what readers see', async () => {
    await panel(nadia).getByRole('link', { name: t.publication.asReaders }).click()
    await expect(nadia).toHaveURL(`${claim}/v/1`)
    await nadia.goto(claim)
  })

  await test.step('a correction is asked for, made, and published with its reason', async () => {
    await panel(nadia).locator('summary', { hasText: t.publication.correct }).click()
    await nadia.getByLabel(t.publication.whatToCorrect).fill('ابحث من جديد.')
    await button(nadia, t.publication.begin).click()
    await expect(nadia.locator('.status')).toHaveText(t.statuses.in_progress)
    const version = () => nadia.locator('input[name=version]').first().inputValue()
    await send(nadia, `${claim}/searches`, { version: await version(), lookedIn: 'أرشيف الصور', lookedFor: 'الطريق R9', lookedOn: '2026-03-04', note: '', visibility: 'public' })
    await nadia.goto(claim)
    await send(nadia, `${claim}/verdicts`, { version: await version(), verdict: 'unverifiable', rationale: 'الصور من يوم آخر، ولا صور من اليوم نفسه.', settle: 'صورة من اليوم نفسه' })
    await nadia.goto(claim)
    await send(nadia, `${claim}/sign-offs`, { version: await version(), bypassReason: 'لا أحد غيري في المكتب اليوم' })
    await nadia.goto(claim)
    await button(nadia, t.publication.publishNext).click()
    await expect(nadia.getByLabel(t.publication.notice)).toHaveAccessibleDescription(new RegExp(t.problems.missing))
    await nadia.getByLabel(t.publication.notice).fill('تبيّن أن الصور من يوم آخر.')
    await button(nadia, t.publication.publishNext).click()
    await expect(nadia.locator('.status')).toHaveText(t.statuses.published)

    await reader.goto(`${claim}?lang=ar`)
    await expect(reader.locator('.correction')).toContainText('تبيّن أن الصور من يوم آخر.')
    await expect(reader.locator('.published__verdict')).toContainText(t.verdicts.unverifiable)
    await reader.locator('.correction').getByRole('link').click()
    await expect(reader).toHaveURL(`${claim}/v/1?lang=ar`)
    await expect(reader.locator('.published__verdict')).toContainText(t.verdicts.disputed)
    await reader.getByRole('link', { name: t.publication.corrections }).click()
    await expect(reader.locator('.correction').first()).toContainText('تبيّن أن الصور من يوم آخر.')
  })

  await test.step('taken back, its address says so, and both versions stay', async () => {
    await panel(nadia).locator('summary', { hasText: t.publication.unpublish }).click()
    await nadia.getByLabel(t.publication.whyUnpublish).fill('طلب المصدر مهلة.')
    await button(nadia, t.publication.unpublish).click()
    await expect(panel(nadia)).toContainText(t.publication.isWithdrawn)
    await reader.goto(`${claim}?lang=ar`)
    await expect(reader.getByRole('heading', { level: 1 })).toHaveText(t.publication.withdrawnTitle)
    await expect(reader.getByRole('main')).toContainText('طلب المصدر مهلة.')
    for (const version of [1, 2]) expect((await reader.goto(`${claim}/v/${version}`))!.status()).toBe(200)
  })
  await reader.context().close()
})
