import { expect, type Page } from '@playwright/test'
import { PASSWORD, PEOPLE } from '../seeds/people.ts'
import { ar } from '../views/locales/ar.ts'
import { en } from '../views/locales/en.ts'

export type Name = keyof typeof PEOPLE

/** The words in which somebody reads the desk. */
export const wordsOf = (name: Name) => ({ ar, en })[PEOPLE[name].locale]

/** Comes in through the door. The door itself speaks the language of the browser. */
export async function signIn(page: Page, name: Name) {
  await page.goto('/sign-in')
  await fillDoor(page, PEOPLE[name].email, PASSWORD)
  await expect(page).toHaveURL('/claims')
}

export async function fillDoor(page: Page, email: string, password: string) {
  await page.getByLabel(en.people.email).fill(email)
  await page.getByLabel(en.people.password).fill(password)
  await page.getByRole('button', { name: en.people.signIn }).click()
}
