import type { Page } from '@playwright/test'
import { expect, test } from './desk.ts'
import { wordsOf } from './people.ts'
import { button } from './parts.ts'
import { claimIn, send } from './reports.ts'

const t = wordsOf('nadia')
const version = (page: Page) => page.locator('input[name=version]').first().inputValue()
const dayFromNow = (days: number) => new Date(Date.now() + days * 24 * 60 * 60_000).toISOString().slice(0, 10)

test('a reader reports an error; it is due, the claim is corrected, and the letter is answered', async ({ meet, browser, desk }) => {
  const nadia = await meet('nadia')
  const claim = await claimIn(nadia, 'signed_off')
  await nadia.goto(claim)
  await button(nadia, t.publication.publish).click()
  await expect(nadia.locator('.status')).toHaveText(t.statuses.published)
  const reader = await (await browser.newContext({ baseURL: desk.address, javaScriptEnabled: false })).newPage()
  const words = `كتب هذا قارئ ${claim}`

  await test.step('from the foot of the page to the form, which says what is missing, and then thanks', async () => {
    await reader.goto(`${claim}?lang=ar`)
    await reader.getByRole('link', { name: t.letters.report }).click()
    await expect(reader.getByRole('heading', { level: 1 })).toHaveText(t.letters.report)
    await expect(reader.getByRole('main')).toContainText(t.letters.privacy(30))
    await reader.getByLabel(t.letters.contact).fill('qari@post.example')
    await button(reader, t.letters.send).click()
    await expect(reader.getByLabel(t.letters.message)).toHaveAccessibleDescription(new RegExp(t.problems.missing))
    await expect(reader.getByLabel(t.letters.contact)).toHaveValue('qari@post.example')
    await reader.getByLabel(t.letters.message).fill(words)
    await button(reader, t.letters.send).click()
    await expect(reader.getByRole('heading', { level: 1 })).toHaveText(t.letters.thanks)
    await expect(reader.getByRole('main')).toContainText(t.letters.sent(7))
    await reader.getByRole('link', { name: t.letters.backToClaim }).click()
    await expect(reader).toHaveURL(`${claim}?lang=ar`)
    await expect(reader.getByText(words)).toHaveCount(0)
  })

  await test.step('a supervisor finds it, with the day on which it is due, and cannot call it corrected yet', async () => {
    await nadia.goto('/claims')
    await nadia.getByRole('link', { name: new RegExp(`^${t.nav.letters}`) }).click()
    const listed = nadia.getByRole('listitem').filter({ hasText: words })
    await expect(listed).toContainText(t.letters.due('').trim())
    await listed.getByRole('link').click()
    await expect(nadia.getByRole('main')).toContainText('qari@post.example')
    await nadia.getByLabel(t.letters.outcome).selectOption('corrected')
    await nadia.getByLabel(t.letters.reason).fill('كنت على حق.')
    await button(nadia, t.letters.markAnswered).click()
    await expect(nadia.getByRole('alert')).toContainText(t.refusals.notCorrected)
    await expect(nadia.getByLabel(t.letters.reason)).toHaveValue('كنت على حق.')
  })
  const letter = new URL(nadia.url()).pathname.replace('/answer', '')

  await test.step('the claim is corrected', async () => {
    await nadia.getByRole('link', { name: t.letters.toCorrect }).click()
    await expect(nadia).toHaveURL(`${claim}#publication`)
    await send(nadia, `${claim}/corrections`, { version: await version(nadia), request: words })
    await nadia.goto(claim)
    await send(nadia, `${claim}/searches`, { version: await version(nadia), lookedIn: 'أرشيف الصور', lookedFor: 'الطريق R9', lookedOn: '2026-03-04', note: '', visibility: 'public' })
    await nadia.goto(claim)
    await send(nadia, `${claim}/verdicts`, { version: await version(nadia), verdict: 'unverifiable', rationale: 'الصور من يوم آخر، ولا صور من اليوم نفسه.', settle: 'صورة من اليوم نفسه' })
    await nadia.goto(claim)
    await send(nadia, `${claim}/sign-offs`, { version: await version(nadia), bypassReason: 'لا أحد غيري في المكتب اليوم' })
    await nadia.goto(claim)
    await send(nadia, `${claim}/publications`, { version: await version(nadia), reason: 'نبّهنا قارئ إلى أن الصور من يوم آخر.' })
  })

  await test.step('and the letter answered; then who wrote is erased', async () => {
    await nadia.goto(letter)
    await expect(nadia.getByRole('main')).toContainText(t.letters.isCorrected(2))
    await nadia.getByLabel(t.letters.outcome).selectOption('corrected')
    await nadia.getByLabel(t.letters.reason).fill('كنت على حق، وصحّحنا الادعاء.')
    await button(nadia, t.letters.markAnswered).click()
    await expect(nadia.locator('#answer')).toContainText('كنت على حق، وصحّحنا الادعاء.')
    await nadia.locator('summary', { hasText: t.letters.eraseContact }).click()
    await button(nadia, t.letters.eraseContact).click()
    await expect(nadia.locator('#who')).toContainText(t.letters.erased)
    await expect(nadia.getByText('qari@post.example')).toHaveCount(0)
    await nadia.goto('/letters?show=answered')
    await expect(nadia.getByRole('listitem').filter({ hasText: words })).toContainText(t.letters.outcomes.corrected)
  })
  await reader.context().close()
})

test('whom the claim is about is asked, says nothing, and readers learn both', async ({ meet, browser, desk, javaScriptEnabled }) => {
  const nadia = await meet('nadia')
  const claim = await claimIn(nadia, 'in_review')
  const panel = nadia.locator('#replies')

  await test.step('a request is recorded in the panel of the claim', async () => {
    await nadia.goto(claim)
    await expect(panel).toContainText(t.replies.none)
    await panel.locator('summary', { hasText: t.replies.ask }).click()
    const form = nadia.locator('#add-request')
    await form.getByLabel(t.replies.askedOf).fill('الحرس الإقليمي')
    await form.getByLabel(t.replies.channel).selectOption('press_office')
    await form.getByLabel(t.replies.contact).fill('press@guard.example')
    await form.getByLabel(t.replies.question).fill('هل أغلقتم الطريق؟')
    await form.getByLabel(t.replies.askedOn).fill(dayFromNow(-3))
    await form.getByLabel(t.replies.answerBy).fill(dayFromNow(-4))
    await button(nadia, t.replies.ask).click()
    await expect(form.getByLabel(t.replies.answerBy)).toHaveAccessibleDescription(new RegExp(t.problems.beforeAsked))
    await expect(form.getByLabel(t.replies.question)).toHaveValue('هل أغلقتم الطريق؟')
    await form.getByLabel(t.replies.answerBy).fill(dayFromNow(-1))
    await button(nadia, t.replies.ask).click()
    await expect(panel.getByRole('article')).toContainText('الحرس الإقليمي')
    await expect(form).not.toHaveAttribute('open')
    if (javaScriptEnabled) await expect(panel.locator('summary', { hasText: t.replies.ask })).toBeFocused()
  })

  await test.step('and, the day being over, that no answer came', async () => {
    await button(nadia, t.replies.recordSilence).click()
    await expect(panel.getByRole('article')).toContainText(t.replies.silent('').replace(/[.\s]+$/, '').trim())
    await expect(button(nadia, t.replies.recordSilence)).toHaveCount(0)
  })

  await test.step('readers get it with what is signed off, without the address and the question', async () => {
    await send(nadia, `${claim}/sign-offs`, { version: await version(nadia), bypassReason: 'لا أحد غيري في المكتب اليوم' })
    await nadia.goto(claim)
    await button(nadia, t.publication.publish).click()
    await expect(nadia.locator('.status')).toHaveText(t.statuses.published)
    const reader = await (await browser.newContext({ baseURL: desk.address, javaScriptEnabled: false })).newPage()
    await reader.goto(`${claim}?lang=ar`)
    const section = reader.getByRole('region', { name: t.replies.title })
    await expect(section).toContainText('الحرس الإقليمي')
    await expect(section).toContainText(t.replies.through.press_office)
    for (const inside of ['press@guard.example', 'هل أغلقتم الطريق؟']) await expect(reader.getByText(inside)).toHaveCount(0)
    await reader.context().close()
  })
})
