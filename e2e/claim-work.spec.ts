import type { Page } from '@playwright/test'
import { ar } from '../views/locales/ar.ts'
import { en } from '../views/locales/en.ts'
import { expect, test } from './desk.ts'
import { opened } from './parts.ts'
import { freshLine, importReport, makeClaim, send } from './reports.ts'

// Salma reads the desk in Arabic, Yusuf in English.
const BASIS = 'تاريخ النشر و«مساء الأربعاء»'
const WHY = 'عددان لحصيلة واحدة.'

const TEXT = [
  'قالت بلدية تل زيزان إن الجسر انهار مساء الأربعاء. وأضافت أن 46 شخصا أصيبوا. ولم يتسن التحقق من هذه المعلومات من مصدر مستقل.',
  'وقال سامي داود، وهو مسعف، إن المصابين 73 شخصا. وتوقع أن يُفتح الجسر خلال أسبوعين إذا توقف المطر.',
].join('\n')

/** A report of its own, and claims of it: that a bridge fell, how many were hurt, twice, and when it will open again. */
async function bridge(page: Page) {
  const report = await importReport(page, { title: 'انهيار الجسر', text: `${TEXT}\n${freshLine()}`, publishedOn: '2026-11-19' })
  const fell = await makeClaim(page, report, 'الجسر انهار', 'انهار جسر تل زيزان')
  const hurt = await makeClaim(page, report, '46 شخصا أصيبوا', 'أصيب 46 شخصا في انهيار الجسر')
  const more = await makeClaim(page, report, 'المصابين 73 شخصا', 'أصيب 73 شخصا في انهيار الجسر')
  const opening = await makeClaim(page, report, 'يُفتح الجسر خلال أسبوعين', 'سيُفتح الجسر خلال أسبوعين')
  await send(page, `${opening}/wording`, { version: '1', statement: 'سيُفتح الجسر خلال أسبوعين', modality: 'predicted' })
  return { report, fell, hurt, more, opening }
}

test('colleagues talk about a claim where it stands, and nobody’s form becomes stale by it', async ({ meet }) => {
  const [salma, nadia] = [await meet('salma'), await meet('nadia')]
  const { fell } = await bridge(salma)
  await salma.goto(fell)
  await nadia.goto(fell)
  const form = await opened(nadia, '#add-remark')
  await form.getByLabel(ar.claim.remark).fill('اتصلي بالبلدية أولًا.')
  await form.getByRole('button', { name: ar.claim.sendRemark, exact: true }).click()
  await expect(nadia.locator('.remarks > li')).toContainText('اتصلي بالبلدية أولًا.')

  const wording = await opened(salma, '#wording')
  await wording.getByLabel(ar.claim.place).fill('تل زيزان')
  await wording.getByRole('button', { name: ar.page.save }).click()
  await expect(salma.locator('#remarks')).toContainText('اتصلي بالبلدية أولًا.')
  await expect(salma.locator('.claim')).toContainText('تل زيزان')
  await expect(salma.getByRole('alert')).toHaveCount(0)
})

test('who said it, through whom, whether they did, and when', async ({ meet, javaScriptEnabled }) => {
  test.slow()
  const salma = await meet('salma')
  const { fell, hurt } = await bridge(salma)

  await test.step('she writes down who said it, in the wrong order, and puts it right before she saves', async () => {
    await salma.goto(fell)
    const form = await opened(salma, '#attribution')
    await form.getByLabel(ar.hopFields.actor).fill('صحيفة المرفأ')
    await form.getByRole('button', { name: ar.claim.addHop }).click()
    await expect(form.getByLabel(ar.hopFields.actor)).toHaveCount(2)
    await expect(form.getByLabel(ar.hopFields.actor).last()).toBeFocused()
    await form.getByLabel(ar.hopFields.actor).last().fill('بلدية تل زيزان')
    await form.getByLabel(ar.hopFields.link).last().fill('https://tal-zezan.example/1')
    await expect(form.getByLabel(ar.hopFields.actor).last()).toBeInViewport()
    if (javaScriptEnabled !== false) await expect(salma, 'a form on its way is no address').toHaveURL(fell)
    await form.getByRole('button', { name: ar.claim.moveUp }).click()
    await expect(form.getByLabel(ar.hopFields.actor).first()).toHaveValue('بلدية تل زيزان')
    await expect(form.getByLabel(ar.hopFields.link).first()).toHaveValue('https://tal-zezan.example/1')
    await expect(salma.getByText(ar.claim.noAttribution)).toBeVisible()
    await form.getByRole('button', { name: ar.claim.saveAttribution }).click()
    if (javaScriptEnabled !== false) await expect(form.getByRole('button', { name: ar.claim.saveAttribution })).toBeFocused()
    await expect(salma.locator('.claim .chain > li').first()).toHaveText('بلدية تل زيزان')
  })

  await test.step('another claim came by the same way', async () => {
    await salma.goto(hurt)
    const form = await opened(salma, '#attribution')
    await form.getByLabel(ar.claim.sameChain).selectOption({ label: await form.getByRole('option', { name: 'صحيفة المرفأ' }).textContent() ?? '' })
    await form.getByRole('button', { name: ar.claim.takeChain }).click()
    await expect(salma.locator('.claim .chain > li')).toHaveText(['بلدية تل زيزان', 'صحيفة المرفأ'])
  })

  await test.step('whether they said it is asked apart', async () => {
    const check = salma.locator('#attribution-check')
    await expect(check).toContainText('بلدية تل زيزان')
    await check.getByRole('radio', { name: ar.attributionChecks.confirmed }).check()
    await check.getByLabel(ar.claim.checkNote).fill('بيانها على موقعها')
    await check.getByRole('button', { name: ar.page.save }).click()
    await expect(check.getByRole('radio', { name: ar.attributionChecks.confirmed })).toBeChecked()
    await expect(check.getByLabel(ar.claim.checkNote)).toHaveValue('بيانها على موقعها')
  })

  await test.step('the day that the text names is proposed with its basis, and saved when she saves it', async () => {
    await salma.goto(fell)
    const form = await opened(salma, '#wording')
    await form.getByLabel(ar.claim.place).fill('تل زيزان')
    await form.getByRole('button', { name: 'مساء الأربعاء' }).click()
    await expect(form.getByLabel(ar.claim.happenedOn).first()).toHaveValue('2026-11-18')
    await expect(form.getByLabel(ar.claim.dateBasis)).toHaveValue(BASIS)
    await expect(form.getByLabel(ar.claim.place)).toHaveValue('تل زيزان')
    await form.getByRole('button', { name: ar.page.save }).click()
    await expect(salma.getByText(BASIS).first()).toBeVisible()
  })
})

test('what a claim stands against: a caveat, another claim, its day, and an origin that counts once', async ({ meet }) => {
  test.slow()
  const salma = await meet('salma')
  const { report, hurt, more, opening } = await bridge(salma)

  await test.step('what the caveat covers was proposed, and counts when she says so', async () => {
    await salma.goto(report)
    const caveat = salma.locator('.covering', { hasText: 'ولم يتسن التحقق' })
    if (await caveat.getByRole('button').isHidden()) await caveat.locator('summary').click()
    for (const words of ['انهار جسر تل زيزان', 'أصيب 46 شخصا']) await caveat.getByRole('checkbox', { name: words }).check()
    await caveat.getByRole('button', { name: ar.report.saveCovers }).click()
    await expect(card(salma, 'أصيب 46 شخصا')).toContainText(ar.report.caveatOn)
    await expect(card(salma, 'أصيب 46 شخصا').locator('blockquote')).toContainText('ولم يتسن التحقق من هذه المعلومات من مصدر مستقل')
    await expect(card(salma, 'أصيب 73 شخصا')).not.toContainText(ar.report.caveatOn)
  })

  await test.step('two numbers that cannot both be true are in conflict, on both', async () => {
    await salma.goto(hurt)
    const links = await opened(salma, '#add-link')
    await links.getByRole('button', { name: ar.claim.linkThem }).click()
    await expect(links.getByText(ar.problems.missing).first()).toBeVisible()
    await links.getByLabel(ar.claim.otherClaim).fill(more)
    await links.getByLabel(ar.claim.linkNote).fill(WHY)
    await links.getByRole('button', { name: ar.claim.linkThem }).click()
    await expect(salma.locator('.link--contradicts')).toContainText('أصيب 73 شخصا')

    await salma.locator('.link--contradicts a').click()
    await expect(salma).toHaveURL(more)
    await expect(salma.locator('.link--contradicts')).toContainText(WHY)
    await salma.goto(report)
    await expect(card(salma, 'أصيب 73 شخصا').getByRole('link', { name: ar.claim.conflictWith('').trim() })).toBeVisible()
  })

  await test.step('a prediction waits for its day; one whose day is past stands in the queue', async () => {
    const yusuf = await meet('yusuf')
    await yusuf.goto(opening)
    await expect(yusuf.getByText(en.claim.waitsForDay)).toBeVisible()
    await expect(yusuf.getByRole('button', { name: en.claim.checkOut })).toHaveCount(0)
    const due = await opened(yusuf, '#due details')
    await due.getByLabel(en.claim.dueOn).fill('2026-01-02')
    await due.getByLabel(en.claim.condition).fill('إذا توقف المطر')
    await due.getByRole('button', { name: en.page.save }).click()
    await expect(yusuf.getByText(en.claim.hasComeDue('2 January 2026'))).toBeVisible()
    await yusuf.getByRole('button', { name: en.claim.checkOut }).click()
    await expect(yusuf.getByRole('radio', { name: en.verdicts.unverifiable })).toBeVisible()
    await yusuf.goto(`/claims?report=${report.split('/').at(-1)}`)
    await expect(yusuf.getByRole('row', { name: 'سيُفتح الجسر' })).toContainText(en.claim.due)
  })

  await test.step('an origin that the desk knows is filled in for her to confirm, and counts once', async () => {
    await salma.goto(hurt)
    await salma.getByRole('button', { name: ar.claim.checkOut }).click()
    await expect(salma.getByRole('radio', { name: ar.verdicts.verified })).toBeVisible()
    await attach(salma, 'https://sada.example/1', 'خبر عاجل', 'وكالة الصدى')
    await attach(salma, 'https://sada.example/2', 'تكرار', '')
    const form = salma.locator('#add-evidence')
    await expect(form.getByLabel(ar.claim.origin)).toHaveValue('وكالة الصدى')
    await expect(form).toContainText('مقترح')
    await form.getByRole('button', { name: ar.claim.addLink }).click()
    await expect(salma.locator('.evidence')).toHaveCount(2)
    await expect(salma.locator('.gate').first()).toContainText(ar.claim.counted(2, 1))
  })
})

const card = (page: Page, words: string) => page.locator('.margin-claim', { hasText: words })

async function attach(page: Page, address: string, title: string, origin: string) {
  const form = await opened(page, '#add-evidence')
  await form.getByRole('radio', { name: ar.stances.supports }).check()
  await form.getByLabel(ar.claim.address).fill(address)
  await form.getByLabel(ar.claim.linkTitle).fill(title)
  await form.getByLabel(ar.claim.origin).fill(origin)
  await form.getByLabel(ar.claim.publisher).fill('صدى')
  await form.getByRole('button', { name: ar.claim.addLink }).click()
  if (origin) await expect(page.locator('.evidence', { hasText: title })).toBeVisible()
}
