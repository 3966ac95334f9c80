import { ar as t } from '../views/locales/ar.ts'
import { expect, test } from './desk.ts'

test('a supervisor sees what waits and goes there; a checker has no such page', async ({ meet }) => {
  const nadia = await meet('nadia')
  await nadia.goto('/claims')
  await nadia.getByRole('link', { name: t.nav.desk, exact: true }).click()
  await expect(nadia.getByRole('heading', { level: 1 })).toHaveText(t.desk.title)

  const waiting = nadia.getByRole('region', { name: t.desk.waiting })
  await waiting.getByRole('link', { name: t.statuses.in_review, exact: true }).click()
  await expect(nadia).toHaveURL(/\/claims\?status=in_review$/)
  await nadia.goBack()

  const oldest = nadia.getByRole('region', { name: t.desk.longest }).getByRole('link').first()
  const statement = await oldest.innerText()
  await oldest.click()
  await expect(nadia.getByRole('heading', { level: 1 })).toHaveText(statement)

  const salma = await meet('salma')
  await salma.goto('/claims')
  await expect(salma.getByRole('link', { name: t.nav.desk, exact: true })).toHaveCount(0)
})
