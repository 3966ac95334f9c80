import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { PASSWORD, PEOPLE } from '../seeds/people.ts'
import { ar } from '../views/locales/ar.ts'
import { en } from '../views/locales/en.ts'
import { expect, test } from './desk.ts'
import { fillDoor } from './people.ts'

const HER_PASSWORD = 'three quiet lanterns'

test('somebody is invited, comes in with the link, and is out when an admin says so', async ({ meet, page }) => {
  const adam = await meet('adam')
  const { name, email, link } = await invite(adam)

  await test.step('the link lets her choose a password, once', async () => {
    await page.goto(link)
    await expect(page.getByRole('heading', { level: 1 })).toContainText(name)
    await page.getByLabel(en.people.newPassword).fill('short')
    await page.getByRole('button', { name: en.people.join }).click()
    await expect(page.getByLabel(en.people.newPassword)).toHaveAccessibleDescription(new RegExp(en.problems.passwordShort))

    await page.getByLabel(en.people.newPassword).fill(HER_PASSWORD)
    await page.getByRole('button', { name: en.people.join }).click()
    await expect(page).toHaveURL('/claims')
    await expect(page.getByRole('banner')).toContainText(name)
  })

  await test.step('she goes and comes back through the door', async () => {
    await page.getByRole('button', { name: en.nav.signOut }).click()
    await expect(page).toHaveURL('/sign-in')
    await page.goto(link)
    await expect(page.getByRole('main')).toContainText(en.refusals.linkSpent)

    await page.goto('/reports/new')
    await expect(page).toHaveURL(/\/sign-in\?next=/)
    await fillDoor(page, email, HER_PASSWORD)
    await expect(page).toHaveURL('/reports/new')
  })

  await test.step('once disabled, she is out at her next step and cannot come in', async () => {
    const row = adam.getByRole('row').filter({ hasText: email })
    await adam.goto('/people')
    await row.getByRole('button', { name: en.people.disable }).click()
    await expect(row).toContainText(en.people.standings.disabled)

    await page.reload()
    await expect(page).toHaveURL(/\/sign-in\?next=/)
    await fillDoor(page, email, HER_PASSWORD)
    await expect(page.getByLabel(en.people.password)).toHaveAccessibleDescription(en.problems.noMatch)
  })
})

test('a wrong password is told from nothing else, and the address stays', async ({ page }) => {
  await page.goto('/sign-in')
  await fillDoor(page, PEOPLE.salma.email, 'not-her-password')
  await expect(page.getByLabel(en.people.password)).toHaveAccessibleDescription(en.problems.noMatch)
  await expect(page.getByLabel(en.people.password)).toHaveValue('')
  await expect(page.getByLabel(en.people.email)).toHaveValue(PEOPLE.salma.email)

  await fillDoor(page, `nobody-${randomUUID()}@claimdesk.example`, PASSWORD)
  await expect(page.getByLabel(en.people.password)).toHaveAccessibleDescription(en.problems.noMatch)
})

test('changing the language keeps the page, before the door and behind it', async ({ meet, page }) => {
  const adam = await meet('adam')
  const { email, link } = await invite(adam)

  await page.goto('/sign-in?next=/reports/new')
  await page.getByRole('button', { name: en.nav.otherLanguage }).click()
  await expect(page).toHaveURL('/sign-in?next=/reports/new')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(ar.people.signIn)
  await expectLanguage(page, 'ar', 'rtl')
  await page.getByRole('button', { name: ar.nav.otherLanguage }).click()

  await page.goto(link)
  await page.getByLabel(en.people.newPassword).fill(HER_PASSWORD)
  await page.getByRole('button', { name: en.people.join }).click()
  await page.goto('/claims?status=in_review&order=oldest')
  await page.getByRole('button', { name: en.nav.otherLanguage }).click()
  await expect(page).toHaveURL('/claims?status=in_review&order=oldest')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(ar.queue.title)
  await expectLanguage(page, 'ar', 'rtl')

  await page.getByRole('button', { name: ar.nav.signOut }).click()
  await page.getByLabel(ar.people.email).fill(email)
  await page.getByLabel(ar.people.password).fill(HER_PASSWORD)
  await page.getByRole('button', { name: ar.people.signIn }).click()
  await expectLanguage(page, 'ar', 'rtl')
})

test('who may not, and what is not there, is said in a page with a way back', async ({ meet, page }) => {
  const salma = await meet('salma')
  for (const [address, status, sentence] of [
    ['/people', 403, ar.refusals.notYourRole],
    ['/claims/0000000000', 404, ar.refusals.notFound],
    ['/reports/0000000000', 404, ar.refusals.notFound],
    ['/nowhere', 404, ar.refusals.notFound],
  ] as const) {
    const answer = await salma.goto(address)
    expect(answer?.status(), address).toBe(status)
    await expect(salma.getByRole('main'), address).toContainText(sentence)
    await salma.getByRole('main').getByRole('link', { name: ar.page.back }).click()
    await expect(salma).toHaveURL('/claims')
  }

  await expect(salma.getByRole('banner').getByRole('link', { name: ar.nav.people })).toHaveCount(0)
  const answer = await page.goto('/nowhere')
  expect(answer?.status()).toBe(404)
  await page.getByRole('main').getByRole('link', { name: en.page.back }).click()
  await expect(page).toHaveURL('/')
  await page.goto('/claims/0000000000')
  await page.getByRole('main').getByRole('link', { name: en.publication.staff }).click()
  await expect(page).toHaveURL('/sign-in?next=%2Fclaims%2F0000000000')
})

/** A newcomer of this test alone. */
async function invite(adam: Page) {
  const name = `Huda ${randomUUID().slice(0, 6)}`
  const email = `${randomUUID()}@claimdesk.example`
  await adam.goto('/people')
  const form = adam.locator('form[action="/people"]')
  await form.getByLabel(en.people.name, { exact: true }).fill(name)
  await form.getByLabel(en.people.email).fill(email)
  await form.getByLabel(en.people.language).selectOption('en')
  await form.getByRole('button', { name: en.people.makeLink }).click()
  const link = await adam.getByLabel(en.people.linkFor(name)).and(adam.getByRole('textbox')).inputValue()
  return { name, email, link }
}

async function expectLanguage(page: Page, lang: string, dir: string) {
  await expect(page.locator('html')).toHaveAttribute('lang', lang)
  await expect(page.locator('html')).toHaveAttribute('dir', dir)
}
