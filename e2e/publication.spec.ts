import type { Page } from '@playwright/test'
import { expect, test } from './desk.ts'
import { wordsOf } from './people.ts'
import { button } from './parts.ts'
import { claimIn, makeClaim, reportOf, send } from './reports.ts'

const t = wordsOf('nadia')
const panel = (page: Page) => page.getByRole('region', { name: t.publication.panel })

test('published, corrected and taken back, while readers can follow all of it', async ({ meet, browser, desk }) => {
  const nadia = await meet('nadia')
  const claim = await claimIn(nadia, 'signed_off')
  const reader = await (await browser.newContext({ baseURL: desk.address, javaScriptEnabled: false })).newPage()

  await test.step('what is signed off is not public until a supervisor says so', async () => {
    expect((await reader.goto(claim))!.status()).toBe(404)
    await nadia.goto(claim)
    await expect(panel(nadia)).toContainText(t.publication.isPrivate)
    const [preview] = await Promise.all([nadia.waitForEvent('popup'), panel(nadia).getByRole('link', { name: t.publication.preview }).click()])
    await expect(preview.getByRole('complementary', { name: t.publication.preview })).toContainText(t.publication.isDraft(1))
    await expect(preview.getByRole('heading', { level: 1 })).toHaveText('سواتر ترابية على الطريق')
    await preview.getByRole('link', { name: t.nav.otherLanguage }).click()
    await expect(preview.locator('html')).toHaveAttribute('lang', 'en')
    await preview.close()
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

test('a whole report published in one step; one claim of it corrected, then withdrawn, then the report', async ({ meet, browser, desk }) => {
  const nadia = await meet('nadia')
  const claim = await claimIn(nadia, 'signed_off')
  await nadia.goto(claim)
  const report = await reportOf(nadia)
  await makeClaim(nadia, report, '46 من عناصر الحرس وقعو في الأسر', 'لم يُفحص بعد')
  const reader = await (await browser.newContext({ baseURL: desk.address, javaScriptEnabled: false })).newPage()
  const shown = reader.locator(`#claim-${claim.split('/').at(-1)}`)

  await test.step('what would be published, and what not, is looked at before', async () => {
    expect((await reader.goto(report))!.status()).toBe(404)
    await nadia.goto(report)
    await nadia.getByRole('link', { name: t.publishedReports.look }).click()
    await expect(nadia.getByRole('region', { name: t.publishedReports.outcomes.first })).toContainText('سواتر ترابية على الطريق')
    await expect(nadia.getByRole('region', { name: t.publishedReports.outcomes.notSignedOff })).toContainText('لم يُفحص بعد')
    await button(nadia, t.publishedReports.publish).click()
    await expect(nadia.locator('#publication')).toContainText(t.publication.isPublic(1))
  })

  await test.step('readers find the text with its claim marked, and go from one to the other', async () => {
    await reader.goto(`/?show=reports&lang=ar`)
    await reader.locator(`a[href^="${report}"]`).click()
    await expect(reader.locator('.source mark')).toHaveText('أُغلق بسواتر ترابية')
    await reader.locator('.source mark a').click()
    await expect(reader).toHaveURL(new RegExp(`#claim-${claim.split('/').at(-1)}$`))
    await expect(shown).toContainText(t.verdicts.disputed)
    await expect(reader.getByText('لم يُفحص بعد')).toHaveCount(0)
    await shown.getByRole('heading').getByRole('link').click()
    await expect(reader).toHaveURL(`${claim}?lang=ar`)
  })

  await test.step('a search finds the claim, with its filters', async () => {
    await reader.goto('/?lang=ar')
    await reader.getByRole('searchbox').fill('السَواتر الترابيّة')
    await button(reader, t.publishedReports.find).click()
    await expect(reader).toHaveURL(/[?&]text=/)
    await expect(reader.locator(`.published__list a[href="${claim}?lang=ar"]`)).toBeVisible()
    await reader.getByRole('link', { name: t.verdicts.verified, exact: true }).click()
    await expect(reader.locator(`.published__list a[href="${claim}?lang=ar"]`)).toHaveCount(0)
    await expect(reader.getByRole('searchbox')).toHaveValue('السَواتر الترابيّة')
  })

  await test.step('a correction of the claim is one of the report', async () => {
    await correctAlone(nadia, claim)
    await send(nadia, `${claim}/publications`, { version: await versionOf(nadia, claim), reason: 'تبيّن أن الصور من يوم آخر.' })
    await reader.goto(`${report}?lang=ar`)
    await expect(reader.locator('.correction')).toContainText('تبيّن أن الصور من يوم آخر.')
    await expect(shown).toContainText(t.verdicts.unverifiable)
    await reader.goto('/corrections?lang=ar')
    await expect(reader.locator('.published__also', { has: reader.locator(`a[href="${report}?lang=ar"]`) })).toContainText(t.publishedReports.alsoSays)
  })

  await test.step('a claim that is withdrawn stays in the list of its report, and is marked no more', async () => {
    await send(nadia, `${claim}/unpublishing`, { version: await versionOf(nadia, claim), reason: 'طلب المصدر مهلة.' })
    await reader.goto(`${report}?lang=ar`)
    await expect(shown).toContainText(t.publication.withdrawn)
    await expect(reader.locator('.source mark')).toHaveCount(0)
    for (const version of [1, 2, 3]) expect((await reader.goto(`${report}/v/${version}`))!.status()).toBe(200)
  })

  await test.step('the report is withdrawn with a reason, and says so', async () => {
    await nadia.goto(report)
    await nadia.getByRole('link', { name: t.publishedReports.manage }).click()
    await nadia.locator('summary', { hasText: t.publishedReports.unpublish }).click()
    await button(nadia, t.publishedReports.unpublish).click()
    await expect(nadia.getByLabel(t.publishedReports.whyUnpublish)).toHaveAccessibleDescription(new RegExp(t.problems.missing))
    await nadia.getByLabel(t.publishedReports.whyUnpublish).fill('سحبت الصحيفة مادتها.')
    await button(nadia, t.publishedReports.unpublish).click()
    await expect(nadia.locator('#publication')).toContainText(t.publication.isWithdrawn)
    expect((await reader.goto(`${report}?lang=ar`))!.status()).toBe(200)
    await expect(reader.getByRole('heading', { level: 1 })).toHaveText(t.publishedReports.withdrawnTitle)
    await expect(reader.getByRole('main')).toContainText('سحبت الصحيفة مادتها.')
  })
  await reader.context().close()
})

async function versionOf(page: Page, claim: string): Promise<string> {
  await page.goto(claim)
  return page.locator('input[name=version]').first().inputValue()
}

/** Opened again, looked for in vain, and signed off once more by the only one who is there. */
async function correctAlone(page: Page, claim: string) {
  await send(page, `${claim}/corrections`, { version: await versionOf(page, claim), request: 'ابحث من جديد.' })
  await send(page, `${claim}/searches`, { version: await versionOf(page, claim), lookedIn: 'أرشيف الصور', lookedFor: 'الطريق R9', lookedOn: '2026-03-04', note: '', visibility: 'public' })
  await send(page, `${claim}/verdicts`, { version: await versionOf(page, claim), verdict: 'unverifiable', rationale: 'الصور من يوم آخر، ولا صور من اليوم نفسه.', settle: 'صورة من اليوم نفسه' })
  await send(page, `${claim}/sign-offs`, { version: await versionOf(page, claim), bypassReason: 'لا أحد غيري في المكتب اليوم' })
}
