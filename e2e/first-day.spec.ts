import { en } from '../views/locales/en.ts'
import { expect, openDesk, test } from './desk.ts'
import { expectGoodLook, READERS } from './looks.ts'

test('a new desk is opened with its link, once, and every page says how to begin', async ({ page, complaints, javaScriptEnabled }) => {
  const desk = await openDesk('server/main.ts', '--create')
  const goodLook = async () => { if (javaScriptEnabled) await expectGoodLook(page, READERS[1], complaints) }
  try {
    await expect.poll(desk.words).toContain('/join/')
    const [link] = /http:\S+\/join\/\S+/.exec(desk.words())!
    await page.goto(link)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(en.people.found)
    await page.getByRole('button', { name: en.people.join }).click()
    await expect(page.getByLabel(en.people.name)).toHaveAccessibleDescription(en.problems.missing)

    await page.getByLabel(en.people.name).fill('Adam')
    await page.getByLabel(en.people.email).fill('adam@desk.example')
    await page.getByLabel(en.people.newPassword).fill('three quiet lanterns')
    await page.getByLabel(en.people.language).selectOption('en')
    await page.getByRole('button', { name: en.people.join }).click()
    await expect(page.getByRole('heading', { name: en.queue.empty })).toBeVisible()
    await goodLook()

    await page.getByRole('banner').getByRole('link', { name: en.nav.reports }).click()
    await expect(page.getByRole('heading', { name: en.reports.none })).toBeVisible()
    await goodLook()
    await page.getByRole('main').getByRole('link', { name: en.reports.new }).last().click()
    await expect(page).toHaveURL(`${desk.address}/reports/new`)

    await page.goto(`${desk.address}/people`)
    await expect(page.getByRole('main').getByRole('row')).toHaveCount(2)
    await page.goto(link)
    await expect(page.getByRole('main')).toContainText(en.refusals.linkSpent)
  } finally {
    await desk.close()
  }
})
