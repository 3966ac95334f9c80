import { request } from '@playwright/test'
import { en } from '../views/locales/en.ts'
import { expect, test } from './desk.ts'

test('a token is made, works for a program, and stops when it is revoked', async ({ meet, desk }) => {
  const page = await meet('adam')
  const t = en
  await page.goto('/claims')
  await page.getByRole('banner').getByRole('link', { name: /Adam/ }).click()
  await expect(page).toHaveURL('/tokens')

  await page.getByLabel(t.tokens.name).fill('Reads the queue')
  await page.getByLabel(t.tokens.days).fill('400')
  await page.getByRole('button', { name: t.tokens.makeIt }).click()
  await expect(page.getByLabel(t.tokens.days)).toHaveAccessibleDescription(new RegExp(t.problems.notThatManyDays))
  await expect(page.getByLabel(t.tokens.name)).toHaveValue('Reads the queue')
  await page.getByLabel(t.tokens.days).fill('30')
  await page.getByRole('button', { name: t.tokens.makeIt }).click()
  const token = await page.getByRole('textbox', { name: t.tokens.made('Reads the queue') }).inputValue()
  expect(token).toMatch(/^cd_[\w-]{43}$/)

  const program = await request.newContext({ baseURL: desk.address, extraHTTPHeaders: { authorization: `Bearer ${token}`, 'accept-language': 'en' } })
  const queue = await program.get('/api/v1/claims?limit=3')
  expect(queue.status()).toBe(200)
  const { items } = await queue.json() as { items: { id: string }[] }
  expect(items).toHaveLength(3)
  expect((await program.get(`/api/v1/claims/${items[0]!.id}`)).headers().etag).toMatch(/^"\d+"$/)
  expect((await program.get('/people', { maxRedirects: 0 })).status(), 'it opens no page').toBe(303)
  const refused = await program.post(`/api/v1/claims/${items[0]!.id}/sign-offs`, { data: {}, headers: { 'if-match': '"1"' } })
  expect(refused.status(), 'it is a checker’s').toBe(403)

  await page.goto('/tokens')
  const row = page.getByRole('row').filter({ hasText: 'Reads the queue' }).filter({ hasText: token.slice(0, 8) })
  await expect(row).toContainText(t.roles.checker)
  await expect(row).not.toContainText(t.tokens.never)
  await row.getByRole('button').click()
  await expect(row).toContainText('Revoked')
  expect((await program.get('/api/v1/claims')).status()).toBe(401)
  await program.dispose()
})
