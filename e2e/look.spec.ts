import type { TestContext } from 'node:test'
import type { Page } from '@playwright/test'
import { smallBundle } from '../server/audit/testing-bundle.ts'
import { PEOPLE } from '../seeds/people.ts'
import { ar } from '../views/locales/ar.ts'
import { en } from '../views/locales/en.ts'
import { expect, test } from './desk.ts'
import { expectGoodLook, expectGoodPrint, READERS, sticksOut, strayWords, violations, type Reader } from './looks.ts'
import { wordsOf } from './people.ts'
import { bringPage, claimIn, corrected, freshLine, freshText, importReport, makeClaim, newClaim, reportOf, revisedReport, send } from './reports.ts'

// What is wrong here is said in words; a trace would tell nothing more, and costs half the time.
test.use({ trace: 'off' })

type Words = typeof en

/** A queue of a few claims: what looks at every letter takes its time with a long one. */
const FEW = '/claims?status=in_review&verdict=unverifiable&order=oldest'

/** What is on the screen when it is looked at. */
const SCREENS: Record<string, (page: Page, t: Words) => Promise<unknown>> = {
  'the queue': (page) => page.goto('/claims'),
  'the queue, narrowed': (page) => page.goto(FEW),
  'an empty queue': (page) => page.goto('/claims?text=zzzzzz'),
  'the queue with a problem': async (page, t) => {
    await page.goto(FEW)
    await page.getByRole('button', { name: t.claim.assign, exact: true }).click()
    await expect(page.getByRole('alert')).toBeVisible()
  },
  'the shortcuts': async (page, t) => {
    await page.goto(FEW)
    await page.getByRole('button', { name: t.page.keys }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
  },

  'the search for similar claims': async (page) => {
    await page.goto(`/claims/similar?${new URLSearchParams({ text: 'Satellite imagery shows 41 structures in the Baylasan camp were not demolished' })}`)
    await expect(page.locator('.pair').first()).toBeVisible()
  },
  'a search for similar claims that finds none': (page) => page.goto('/claims/similar?text=zzzzzz'),
  'a search for similar claims that cannot be read': (page) => page.goto(`/claims/similar?language=xx&text=${'x'.repeat(5001)}`),
  'what is like a claim': async (page) => {
    await page.goto(`/claims/similar?${new URLSearchParams({ text: 'نصف المباني المهدومة في مخيم البيلسان' })}`)
    await page.goto(`${await page.locator('.pair a').first().getAttribute('href')}/similar`)
    await expect(page.locator('.pair').first()).toBeVisible()
    await openAll(page)
  },

  'the list of reports': (page) => page.goto('/reports'),
  'the end of the list of reports': (page) => page.goto('/reports?before=2000-01-01T00:00:00.000Z_0000000000'),
  'what became of the suggestions': (page) => page.goto('/reports/suggestions'),
  'the import form': (page) => page.goto('/reports/new'),
  'the import form with problems': async (page, t) => {
    await page.goto('/reports/new')
    await page.getByLabel(t.reports.file).setInputFiles({ name: 'scan.pdf', mimeType: 'application/pdf', buffer: Buffer.from('\x89PNG') })
    await page.getByRole('button', { name: t.reports.import }).click()
    await expect(page.getByText(t.reports.notImported)).toBeVisible()
  },

  'a page to look through': bringPage,
  'a report with its original': async (page, t) => {
    await bringPage(page, t)
    await page.getByRole('button', { name: t.reports.import }).click()
    await page.locator('.original summary').click()
    await expect(page.getByRole('link', { name: t.originals.download })).toBeVisible()
  },

  'an Arabic report that was brought twice': async (page) => page.goto(`${await importReport(page)}?known=1`),
  'a mixed report': async (page) => page.goto(await importReport(page, { text: freshText('mixed'), title: 'مخيم Open Shelter 🏚️' })),
  'an English report, triaged': async (page, t) => {
    await page.goto(await importReport(page, { text: freshText('en'), title: 'Fire at the plant', publisher: 'Saltmarsh Gazette' }))
    await page.getByRole('button', { name: t.claim.accept, exact: true }).first().click()
    await expect(page.locator('.margin-claim--queued')).toBeVisible()
    await page.getByRole('button', { name: t.claim.dismiss, exact: true }).first().click()
    await expect(page.locator('.margin-claim--dismissed')).toBeVisible()
    await page.getByRole('button', { name: t.marks.opinion }).last().click()
    await expect(page.getByRole('button', { pressed: true })).toBeVisible()
    await openAll(page)
  },
  'a report whose words stand in several places': async (page, t) => {
    await page.goto(await importReport(page))
    await openAll(page)
    await page.getByLabel(t.report.quote).fill('الحرس')
    await page.getByRole('button', { name: t.report.makeIt, exact: true }).click()
    await expect(page.locator('[data-make]').getByRole('radio').first()).toBeVisible()
  },

  'what a later version would change': async (page, t) => {
    const text = freshText()
    const report = await importReport(page, { text })
    await makeClaim(page, report, 'أُغلق بسواتر ترابية', 'أُغلق الطريق بسواتر ترابية')
    await page.goto(`${report}/revisions/new`)
    await page.locator('textarea[name=text]').fill(corrected(text))
    await page.getByRole('button', { name: t.revision.look }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(t.revision.consequences)
    await openAll(page)
  },
  'a version that another followed': async (page) => page.goto((await revisedReport(page)).previous),
  'what a version changed': async (page) => {
    await page.goto(`${(await revisedReport(page)).report}/changes`)
    await openAll(page)
  },
  'a claim whose words changed': async (page) => {
    await page.goto((await revisedReport(page)).claim)
    await openAll(page)
  },
  'a report with the form of its sign-off': async (page, t) => {
    await page.goto(await importReport(page))
    await page.locator('#reading > summary').click()
    await page.getByRole('button', { name: t.report.signOffAnyway }).click()
    await expect(page.getByRole('alert')).toBeVisible()
  },
  'a report that was signed off all the same, and then changed': async (page, t) => {
    const report = await importReport(page)
    await page.goto(report)
    await page.locator('#reading > summary').click()
    await page.getByLabel(t.report.signOffReason).fill('الصفحة الأولى وحدها لنا')
    await page.getByRole('button', { name: t.report.signOffAnyway }).click()
    await expect(page.locator('#reading')).toContainText(t.report.approvals.standing)
    await makeClaim(page, report, 'أُغلق بسواتر ترابية')
    await page.goto(report)
    await openAll(page)
  },

  'a suggested claim': async (page, t) => {
    await page.goto(await importReport(page))
    await page.getByRole('link', { name: t.claim.edit }).first().click()
    await expect(page.getByRole('heading', { name: t.claim.suggestion })).toBeVisible()
  },
  'a dismissed claim': async (page, t) => {
    await page.goto(await importReport(page))
    await page.getByRole('link', { name: t.claim.edit }).first().click()
    await page.getByRole('button', { name: t.claim.dismiss, exact: true }).click()
    await expect(page.getByRole('button', { name: t.claim.restore })).toBeVisible()
  },
  'a queued claim with every form open': async (page) => {
    await page.goto(await newClaim(page))
    await openAll(page)
  },
  'a claim of several pieces, said again, with a problem at its edges': async (page, t) => {
    const report = await importReport(page, { text: freshText('mixed'), title: 'النشرة الشهرية' })
    const [claim, other] = [await makeClaim(page, report, 'نفت بلدية … أي مبنى مأهول'), await makeClaim(page, report, 'ستة هياكل مهجورة')]
    await send(page, `${other}/merging`, { version: '1', into: claim.split('/').at(-1)!, as: 'repetition' })
    await page.goto(claim)
    await page.locator('#edges > summary').click()
    await page.getByLabel(t.claim.retype).fill('mot à mot')
    await page.getByRole('button', { name: t.claim.moveEdges }).click()
    await expect(page.getByText(t.problems.quoteMissing)).toBeVisible()
    await openAll(page)
  },
  'a split and a merge with problems': async (page, t) => {
    await page.goto(await newClaim(page))
    await openAll(page)
    await page.locator('#split').getByRole('button', { name: t.claim.splitIt }).click()
    await expect(page.locator('#split').getByText(t.problems.choose)).toBeVisible()
    await openAll(page)
    await page.locator('#merge').getByRole('button', { name: t.claim.mergeIt }).click()
    await expect(page.locator('#merge').getByText(t.problems.choose)).toBeVisible()
    await openAll(page)
  },
  'a report that repeats itself, its first passage current': async (page, t) => {
    await page.goto(await importReport(page, { text: `Le pont est fermé depuis lundi. C’est une honte. Le pont est fermé depuis lundi.\n${freshLine()}`, language: 'fr' }))
    await page.getByRole('button', { name: t.marks.opinion }).nth(1).click()
    await expect(page.getByRole('button', { pressed: true })).toBeVisible()
    await page.keyboard.press('u')
    await page.keyboard.press('m')
    await expect(page.getByText(t.claim.repeats(1))).toBeVisible()
  },
  'a claim in progress with every form open': async (page) => {
    await page.goto(await claimIn(page, 'in_progress'))
    await openAll(page)
  },
  'a verdict with problems': async (page, t) => {
    await page.goto(await claimIn(page, 'in_progress'))
    await page.getByRole('button', { name: t.claim.propose }).click()
    await expect(page.getByText(t.problems.choose)).toBeVisible()
  },
  'a verdict that the evidence does not carry': async (page, t) => {
    await page.goto(await claimIn(page, 'in_progress'))
    await page.getByRole('radio', { name: t.verdicts.verified }).check()
    await page.getByLabel(t.claim.rationale).fill('It is long enough, but there is nothing to go by.')
    await page.getByRole('button', { name: t.claim.propose }).click()
    await expect(page.getByRole('alert')).toBeVisible()
  },
  'evidence whose page was kept, is gone, and is wanted again': async (page, t) => {
    await page.goto(`/claims?${new URLSearchParams({ text: 'تراجعت قوات الحرس الإقليمي' })}`)
    await page.locator('a[href^="/claims/"]', { hasText: 'تراجعت قوات' }).first().click()
    await page.getByRole('button', { name: t.snapshots.takeAnother }).first().click()
    await expect(page.getByText(t.snapshots.wanted('').slice(0, 12))).toBeVisible()
    await openAll(page)
  },
  'evidence with problems': async (page, t) => {
    await page.goto(await claimIn(page, 'in_progress'))
    await page.locator('#add-evidence > summary').click()
    await page.locator('#add-evidence').getByRole('button', { name: t.claim.addLink }).click()
    await expect(page.locator('#add-evidence').getByText(t.problems.missing).first()).toBeVisible()
    await openAll(page)
  },
  'an attribution with problems': async (page, t) => {
    await page.goto(await newClaim(page))
    await openAll(page)
    await page.locator('#attribution').getByLabel(t.hopFields.verb).first().fill('قال')
    await page.locator('#attribution').getByRole('button', { name: t.page.save }).click()
    await expect(page.locator('#attribution').getByText(t.problems.missing)).toBeVisible()
  },
  'an attribution being put in order': async (page, t) => {
    await page.goto(await newClaim(page))
    await openAll(page)
    const form = page.locator('#attribution')
    for (const [index, actor] of ['Corvane news agency', 'ربيع السنديان', 'صحيفة المرفأ'].entries()) {
      await form.getByLabel(t.hopFields.actor).last().fill(actor)
      await form.getByRole('button', { name: t.claim.addHop }).click()
      await expect(form.getByLabel(t.hopFields.actor)).toHaveCount(index + 2)
    }
    await form.getByRole('button', { name: t.claim.moveUp }).first().click()
    await expect(form.getByLabel(t.hopFields.actor).first()).toHaveValue('ربيع السنديان')
    await openAll(page)
  },
  'a forecast whose day has come': async (page, t) => {
    const claim = await newClaim(page)
    await send(page, `${claim}/wording`, { version: '1', statement: 'Barriers will go up', modality: 'predicted' })
    await send(page, `${claim}/due`, { version: '2', dueOn: '2026-01-02', condition: 'إذا استمر القتال' })
    await page.goto(claim)
    await expect(page.locator('#due')).toContainText(t.fields.condition)
    await openAll(page)
  },
  'a claim in conflict, under a caveat': async (page, t) => {
    await page.goto(await doubtedClaim(page, t))
    await expect(page.locator('.link--contradicts')).toBeVisible()
    await openAll(page)
  },
  'a report with a caveat and a conflict': async (page, t) => {
    await page.goto(await doubtedClaim(page, t))
    await page.locator('.caveat a').first().click()
    await expect(page.locator('.margin-claim').getByText(t.report.caveatOn).first()).toBeVisible()
    await openAll(page)
    // The link led down the page; what is half under the map that stays at its top is no smaller for that.
    await page.locator('html').evaluate((html) => html.scrollTo(0, 0))
  },
  'an origin that is proposed': async (page, t) => {
    await page.goto(await claimIn(page, 'in_progress'))
    await openAll(page)
    const form = page.locator('#add-evidence')
    await form.getByLabel(t.claim.address).fill('https://banks.example/another')
    await form.getByRole('button', { name: t.claim.addLink }).click()
    await expect(form.getByLabel(t.claim.origin)).toHaveValue('Two Banks Monitor')
  },
  'a stale form': async (page, t) => {
    const claim = await newClaim(page)
    await page.goto(claim)
    await send(page, `${claim}/wording`, { version: '1', statement: 'Reworded meanwhile, in English', modality: 'asserted' })
    await openAll(page)
    await page.locator('#wording').getByRole('button', { name: t.page.save }).click()
    await expect(page.getByRole('alert')).toContainText(t.page.whatChanged)
    await openAll(page)
  },
  'one’s own verdict in review': async (page) => {
    await page.goto(await claimIn(page, 'in_review'))
    await openAll(page)
  },
  'a verdict that was signed off alone': async (page) => {
    await page.goto(await claimIn(page, 'signed_off'))
    await openAll(page)
  },
  'a claim that may be published': async (page, t) => {
    await page.goto(await claimIn(page, 'signed_off'))
    await page.getByRole('button', { name: t.publication.publish, exact: true }).click()
    await expect(page.locator('.status')).toHaveText(t.statuses.published)
    await openAll(page)
  },
  'what readers would get of a claim': async (page, t) => {
    await page.goto(await claimIn(page, 'signed_off'))
    await page.goto((await page.getByRole('link', { name: t.publication.preview, exact: true }).getAttribute('href'))!)
    await expect(page.getByRole('complementary', { name: t.publication.preview })).toBeVisible()
  },
  'what publishing a report would do': async (page, t) => {
    const claim = await claimIn(page, 'signed_off')
    await page.goto(claim)
    const report = await reportOf(page)
    await makeClaim(page, report, '46 من عناصر الحرس وقعو في الأسر', 'Not checked: لم يُفحص بعد')
    await page.goto(`${report}/publications`)
    await expect(page.getByRole('button', { name: t.publishedReports.publish, exact: true })).toBeVisible()
  },
  'a published report, and the form that withdraws it with a problem': async (page, t) => {
    await page.goto(await claimIn(page, 'signed_off'))
    const report = await reportOf(page)
    await page.goto(`${report}/publications`)
    await page.getByRole('button', { name: t.publishedReports.publish, exact: true }).click()
    await expect(page.locator('#publication')).toContainText(t.publication.isPublic(1))
    await page.goto(`${report}/publications`)
    await openAll(page)
    await page.getByRole('button', { name: t.publishedReports.unpublish }).click()
    await expect(page.getByText(t.problems.missing)).toBeVisible()
    await openAll(page)
  },
  'a sign-off that went stale with its evidence': async (page, t) => {
    await page.goto(await claimIn(page, 'signed_off'))
    await openAll(page)
    await page.getByRole('article').getByLabel(t.claim.withdrawReason).fill('It shows another road.')
    await page.getByRole('article').getByRole('button', { name: t.claim.withdraw }).click()
    await expect(page.getByText(t.claim.signOffStale)).toBeVisible()
    await openAll(page)
  },

  'a claim whose claimant was asked': async (page, t) => {
    const claim = await claimIn(page, 'in_progress')
    const asked = { askedOf: 'Two Banks Monitor', channel: 'press_office', contact: 'press@banks.example', question: 'هل الطريق R9 مفتوح؟', askedOn: '2026-01-05', answerBy: '2026-01-07' }
    for (const version of ['3', '4', '5']) await send(page, `${claim}/requests`, { ...asked, version })
    const places = async () => (await page.locator('.request').evaluateAll((all) => all.map(({ id }) => id))).map((id: string) => `${claim}/requests/${id.replace('request-', '')}`)
    await page.goto(claim)
    const [silent, answered, withdrawn] = await places()
    await send(page, `${silent}/silence`, { version: '6' })
    await send(page, `${answered}/answers`, { version: '7', words: 'The road is open, as everybody can see.', language: 'en', answeredOn: '2026-01-06' })
    await send(page, `${withdrawn}/withdrawal`, { version: '8', reason: 'سُجّل مرتين' })
    await page.goto(claim)
    await openAll(page)
    await page.locator('#add-request').getByRole('button', { name: t.replies.ask }).click()
    await expect(page.locator('#add-request').getByText(t.problems.missing).first()).toBeVisible()
    await openAll(page)
  },
  'the desk today': async (page) => {
    await page.goto('/desk')
    await openAll(page)
  },
  'the letters of readers': (page) => page.goto('/letters'),
  'the letters that were answered': (page) => page.goto('/letters?show=answered'),
  'a letter, with problems': async (page, t) => {
    await page.goto('/letters')
    await page.locator('.letters a').first().click()
    await page.getByRole('button', { name: t.letters.markAnswered }).click()
    await expect(page.getByText(t.problems.choose)).toBeVisible()
    await openAll(page)
  },
  'a letter that was answered': async (page) => {
    await page.goto('/letters?show=answered')
    await page.locator('.letters a').first().click()
    await expect(page.locator('#who')).toBeVisible()
    await openAll(page)
  },

  'the trail': (page) => page.goto('/audit'),
  'the trail, narrowed, with everything open': async (page) => {
    await page.goto('/audit?action=verdict.proposed')
    await openAll(page)
  },
  'the trail of a claim': async (page) => {
    const claim = await claimIn(page, 'signed_off')
    await page.goto(`/audit?claim=${claim.split('/').at(-1)}`)
    await openAll(page)
  },
  'the check of a bundle': async (page) => page.goto('/verify'),
  'the check of a bundle, with problems': async (page, t) => {
    await page.goto('/verify')
    await page.getByLabel(t.bundle.outside).fill('not a head')
    await page.getByRole('button', { name: t.bundle.check }).click()
    await expect(page.getByText(t.problems.chooseFile)).toBeVisible()
  },
  'a bundle that is whole': async (page, t) => {
    await check(page, t, aBundle())
    await expect(page.getByRole('heading', { name: t.bundle.whole })).toBeVisible()
  },
  'a bundle that was changed': async (page, t) => {
    const bytes = aBundle()
    bytes[200]! ^= 1
    await check(page, t, bytes)
    await expect(page.getByRole('heading', { name: t.bundle.broken })).toBeVisible()
  },
  'an exported report': async (page, t) => {
    await page.goto('/reports')
    await page.getByRole('row').nth(1).getByRole('link').first().click()
    await expect(page.getByText(t.report.export, { exact: true })).toBeVisible()
    await page.goto(`${new URL(page.url()).pathname}/export.html`)
  },
  'the tokens': (page) => page.goto('/tokens'),
  'a token that was just made': async (page, t) => {
    await makeToken(page, t, 'تصدير كل ليلة')
    await expect(page.locator('.notice input')).toHaveValue(/^cd_/)
  },
  'a token whose form came twice': async (page, t) => {
    await page.goto('/tokens')
    const once = await page.locator('form[action="/tokens"] [name=once]').inputValue()
    const fields = { once, name: 'تصدير كل ليلة for the archive', role: 'checker', days: '90' }
    expect((await page.request.post('/tokens', { form: fields, headers: { 'Sec-Fetch-Site': 'same-origin' } })).status()).toBe(201)
    await page.getByLabel(t.tokens.name).fill(fields.name)
    await page.getByRole('button', { name: t.tokens.makeIt }).click()
    await expect(page.getByRole('status').filter({ hasText: t.tokens.wasShown(fields.name) })).toBeVisible()
  },
  'tokens with problems, some of them over': async (page, t) => {
    await makeToken(page, t, 'Nightly export')
    const revoke = page.getByRole('button', { name: t.tokens.revokeThis('Nightly export') })
    await revoke.click()
    await expect(revoke).toHaveCount(0)
    await makeToken(page, t, '')
    await expect(page.getByText(t.problems.missing)).toBeVisible()
  },
  'the API, for people': async (page, t) => {
    await page.goto(`/api?lang=${t.direction === 'rtl' ? 'ar' : 'en'}`)
    for (const id of ['getReport', 'listClaims', 'attachLink', 'proposeVerdict']) await page.locator(`#${id} > summary`).click()
  },
  'an exported report, brief': async (page) => {
    await page.goto('/reports')
    await page.getByRole('row').nth(1).getByRole('link').first().click()
    await expect(page).toHaveURL(/\/reports\/\w{10}$/)
    await page.goto(`${new URL(page.url()).pathname}/export.html?extent=brief`)
  },
  'the menu of exports': async (page, t) => {
    await page.goto('/reports')
    await page.getByRole('row').nth(1).getByRole('link').first().click()
    await page.locator('#export > summary').click()
    await expect(page.getByRole('button', { name: 'DOCX' })).toBeVisible()
    await expect(page.getByLabel(t.export.extents.brief)).toBeVisible()
  },
  'exports by period, with a problem': async (page, t) => {
    await page.goto('/exports')
    await page.getByLabel(t.exports.from).fill('2020-01-02')
    await page.getByLabel(t.exports.to).fill('2020-01-01')
    await page.getByRole('button', { name: t.exports.ask }).click()
    await expect(page.getByText(t.problems.endsBefore)).toBeVisible()
  },
  'exports of what the queue shows': (page) => page.goto(`/exports?by=filter&status=in_review&${new URLSearchParams({ text: 'مخيم camp <b>' })}`),
  'an export that is done': async (page, t) => {
    await page.goto('/exports?by=filter&status=in_review')
    await page.getByRole('button', { name: t.exports.ask }).click()
    await expect(page.getByRole('link', { name: t.exports.download })).toBeVisible()
  },
  'nothing at this address': (page) => page.goto('/nowhere'),
}

async function makeToken(page: Page, t: Words, name: string) {
  await page.goto('/tokens')
  await page.getByLabel(t.tokens.name).fill(name)
  await page.getByRole('button', { name: t.tokens.makeIt }).click()
}

for (const reader of READERS) {
  for (const [name, open] of Object.entries(SCREENS)) {
    test(`${name}, ${reader.language}`, { tag: '@scripts' }, async ({ meet, complaints }) => {
      const page = await meet(reader.name)
      await open(page, wordsOf(reader.name))
      await expectGoodLook(page, reader, complaints)
    })
  }

  test(`the queue of a checker, ${reader.language}`, { tag: '@scripts' }, async ({ meet, complaints }) => {
    const page = await meet(reader.language === 'ar' ? 'salma' : 'yusuf')
    await page.goto('/claims?status=queued')
    await expectGoodLook(page, reader, complaints)
  })

  test(`the door, ${reader.language}`, { tag: '@scripts' }, async ({ page, desk, meet, complaints }) => {
    await page.context().addCookies([{ name: 'locale', value: reader.language, url: desk.address }])
    const t = wordsOf(reader.name)
    await page.goto('/verify')
    await expectGoodLook(page, reader, complaints)
    await page.goto('/sign-in')
    await expectGoodLook(page, reader, complaints)
    await page.getByLabel(t.people.email).fill(PEOPLE.salma.email)
    await page.getByRole('button', { name: t.people.signIn }).click()
    await expect(page.getByText(t.problems.missing)).toBeVisible()
    await expectGoodLook(page, reader, complaints)

    await page.goto(await linkFor(await meet('adam'), reader))
    await page.getByLabel(t.people.newPassword).fill('short')
    await page.getByRole('button', { name: t.people.join }).click()
    await expect(page.getByText(t.problems.passwordShort)).toBeVisible()
    await expectGoodLook(page, reader, complaints)
  })

  test(`what readers get, ${reader.language}`, { tag: '@scripts' }, async ({ page, complaints }) => {
    const t = wordsOf(reader.name)
    await page.goto(`/?lang=${reader.language}`)
    await expectGoodLook(page, reader, complaints)
    const claims = await page.locator('.published__list a').evaluateAll((links) => links.map((link) => link.href))
    // Others publish in this desk too, while the screens are looked at.
    expect(claims.length).toBeGreaterThan(1)
    for (const claim of claims.slice(0, 4)) {
      await page.goto(claim)
      await openAll(page)
      await expectGoodLook(page, reader, complaints)
      await page.goto(claim.replace('?', '/embed?'))
      await expectGoodLook(page, reader, complaints)
    }
    await expectGoodPrint(page, complaints)

    await page.goto(`/?lang=${reader.language}&show=reports`)
    await expectGoodLook(page, reader, complaints)
    const reports = await page.locator('.published__list a').evaluateAll((links) => links.map((link) => link.href))
    expect(reports.length).toBeGreaterThan(1)
    for (const report of reports.slice(-2)) {
      await page.goto(report)
      await openAll(page)
      await expectGoodLook(page, reader, complaints)
      await expectGoodPrint(page, complaints)
    }
    await page.goto(claims[0]!)
    await page.getByRole('link', { name: t.letters.report }).click()
    await expectGoodLook(page, reader, complaints)
    await page.getByLabel(t.letters.seenAt).fill('nowhere')
    await page.getByRole('button', { name: t.letters.send }).click()
    await expect(page.getByText(t.problems.notAnAddress)).toBeVisible()
    await expectGoodLook(page, reader, complaints)
    await page.goto(`${new URL(claims[0]!).pathname}/errors/sent?lang=${reader.language}`)
    await expectGoodLook(page, reader, complaints)
    await page.goto(`/corrections?lang=${reader.language}`)
    await expectGoodLook(page, reader, complaints)
    const tombstones = page.locator('.published__list > li').filter({ has: page.locator('.correction__kind b', { hasText: t.publication.withdrawn }) })
    const aboutClaims = page.locator('a[href^="/claims/"]')
    await tombstones.filter({ hasNot: aboutClaims }).getByRole('link', { name: t.publication.latest }).first().click()
    await expect(page.getByRole('heading', { name: t.publishedReports.withdrawnTitle })).toBeVisible()
    await openAll(page)
    await expectGoodLook(page, reader, complaints)
    await page.goBack()
    await tombstones.filter({ has: aboutClaims }).getByRole('link', { name: t.publication.latest }).first().click()
    await expect(page.getByRole('heading', { name: t.publication.withdrawnTitle })).toBeVisible()
    await expectGoodLook(page, reader, complaints)
    await page.goto(page.url().replace('?', '/embed?'))
    await expect(page.getByRole('heading', { name: t.publication.withdrawnTitle })).toBeVisible()
    await expectGoodLook(page, reader, complaints)
    await page.goto(`/?lang=${reader.language}&language=es`)
    await expectGoodLook(page, reader, complaints)
  })

  test(`the people, ${reader.language}`, { tag: '@scripts' }, async ({ meet, complaints }) => {
    const adam = await meet('adam')
    const t = wordsOf(reader.name)
    await send(adam, '/locale', { locale: reader.language, back: '/people' })
    try {
      await adam.goto('/people')
      await adam.getByRole('button', { name: t.people.makeLink }).click()
      await expect(adam.getByText(t.problems.missing).first()).toBeVisible()
      await expectGoodLook(adam, reader, complaints)
      await adam.goto('/people')
      await adam.locator('form[action="/people"]').getByLabel(t.people.name, { exact: true }).fill('هدى Huda')
      await adam.locator('form[action="/people"]').getByLabel(t.people.email).fill(freshAddress())
      await adam.getByRole('button', { name: t.people.makeLink }).click()
      await expect(adam.getByRole('heading', { name: 'هدى Huda' })).toBeVisible()
      await expectGoodLook(adam, reader, complaints)
    } finally {
      await send(adam, '/locale', { locale: 'en', back: '/people' })
    }
  })

  test(`webhooks, ${reader.language}`, { tag: '@scripts' }, async ({ meet, complaints }) => {
    const adam = await meet('adam')
    const t = wordsOf(reader.name)
    await send(adam, '/locale', { locale: reader.language, back: '/webhooks' })
    try {
      await adam.goto('/webhooks')
      for (const box of await adam.getByRole('checkbox').all()) await box.uncheck()
      await adam.getByLabel(t.hooks.address, { exact: true }).fill('http://127.0.0.1/')
      await adam.getByRole('button', { name: t.hooks.addIt, exact: true }).click()
      await expect(adam.getByText(t.problems.chooseKind)).toBeVisible()
      await openAll(adam)
      await expectGoodLook(adam, reader, complaints)

      await adam.locator('.hook a', { hasText: 'site.newsroom.example' }).click()
      await expect(adam.locator('.delivery').first()).toBeVisible()
      await openAll(adam)
      await expectGoodLook(adam, reader, complaints)
      await adam.locator('form[action$="/secret"] button').click()
      await expect(adam.getByText(t.hooks.overlap)).toBeVisible()
      await openAll(adam)
      await expectGoodLook(adam, reader, complaints)
    } finally {
      await send(adam, '/locale', { locale: 'en', back: '/webhooks' })
    }
  })
}

test('what is not for somebody', { tag: '@scripts' }, async ({ meet, complaints }) => {
  const nadia = await meet('nadia')
  await nadia.goto('/people')
  await expect(nadia.getByRole('main')).toContainText(ar.refusals.notYourRole)
  await expectGoodLook(nadia, READERS[0], complaints)
})

test('the sight of a mistake can fail', { tag: '@scripts' }, async ({ meet, complaints }) => {
  const adam = await meet('adam')
  await adam.goto('/claims')
  await adam.locator('main').evaluate((main) => {
    const wide = main.ownerDocument.createElement('img')
    wide.width = 2000
    main.replaceChildren(wide, 'بلا اتجاه')
  })
  expect(await violations(adam, complaints)).toEqual([expect.stringContaining('image-alt'), expect.stringContaining('page-has-heading-one')])
  expect(await sticksOut(adam)).toHaveLength(1)
  expect(await strayWords(adam, 'ltr')).toEqual(['بلا اتجاه'])
})

/** A claim of a report of its own that contradicts another, and that the publisher does not vouch for. */
async function doubtedClaim(page: Page, t: Words): Promise<string> {
  const report = await importReport(page)
  const [claim, other] = [await makeClaim(page, report, 'أُسر 46 من عناصرها', 'أُسر 46 من الحرس'), await makeClaim(page, report, 'أُغلق بسواتر ترابية', 'Closed by barriers')]
  await send(page, `${claim}/links`, { kind: 'contradicts', claim: other, note: 'Both cannot be: لا يصحّان معًا' })
  await page.goto(report)
  const covering = page.locator('.covering', { hasText: 'ولم يتسنَّ' })
  await covering.evaluate((details) => { details.open = true })
  await covering.getByRole('checkbox', { name: 'أُسر 46 من الحرس' }).check()
  await covering.locator('form').getByRole('button').click()
  await expect(page.locator('.margin-claim', { hasText: 'أُسر 46 من الحرس' })).toContainText(t.report.caveatOn)
  return claim
}

async function check(page: Page, t: Words, buffer: Buffer) {
  await page.goto('/verify')
  await page.getByLabel(t.bundle.file, { exact: true }).setInputFiles({ name: 'bundle.zip', mimeType: 'application/zip', buffer })
  await page.getByRole('button', { name: t.bundle.check }).click()
}

/** Of a desk that is gone again. */
function aBundle(): Buffer {
  const last: (() => void)[] = []
  const { bytes } = smallBundle({ after: (work: () => void) => last.push(work) } as unknown as TestContext)
  for (const work of last.toReversed()) work()
  return bytes
}

async function openAll(page: Page) {
  await page.locator('details').evaluateAll((all) => { for (const details of all) details.open = true })
}

async function linkFor(adam: Page, { language }: Reader): Promise<string> {
  const form = adam.locator('form[action="/people"]')
  await adam.goto('/people')
  await form.getByLabel(en.people.name, { exact: true }).fill('هدى Huda')
  await form.getByLabel(en.people.email).fill(freshAddress())
  await form.getByLabel(en.people.language).selectOption(language)
  await form.getByRole('button', { name: en.people.makeLink }).click()
  return adam.locator('input[readonly]').inputValue()
}

const freshAddress = () => `${crypto.randomUUID()}@claimdesk.example`
