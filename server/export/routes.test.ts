import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { hash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { canonical } from '../audit/canonical.ts'
import { fullDesk, plain } from './testing.ts'

const FORMS = ['json', 'html', 'csv'] as const

const HEADS = {
  json: ['application/json; charset=utf-8', 'attachment'],
  html: ['text/html; charset=utf-8', 'inline'],
  csv: ['text/csv; charset=utf-8; header=present', 'attachment'],
} as const

test('every form is sent under its own type and a name made from the id', async (t) => {
  const { report, salmas } = await fullDesk(t)
  for (const form of FORMS) {
    const answer = await salmas.get(`/reports/${report.id}/export.${form}`)
    const [type, place] = HEADS[form]
    assert.deepEqual(
      [answer.status, ...['content-type', 'content-disposition', 'cache-control', 'x-content-type-options'].map((name) => answer.headers.get(name))],
      [200, type, `${place}; filename="verification-report-${report.id}.${form}"`, 'no-store', 'nosniff'],
    )
  }
})

test('the same address gives everybody the same bytes', async (t) => {
  const { report, salmas, adams, clock } = await fullDesk(t)
  const path = `/reports/${report.id}/export.json`
  const first = await (await salmas.get(path)).text()
  clock.at = new Date(clock.at.getTime() + 60_000)
  assert.equal(await (await adams.get(path)).text(), first)
  assert.equal(canonical(JSON.parse(first)), first)
})

test('the page comes in the language of its reader, with a policy that lets only its own style in', async (t) => {
  const { report, salmas } = await fullDesk(t)
  const path = `/reports/${report.id}/export.html`
  const english = await salmas.get(path)
  const page = await english.text()
  const style = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? ''
  assert.equal(english.headers.get('content-security-policy'), `default-src 'none'; style-src 'sha256-${hash('sha256', style, 'base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`)
  assert.match(page, /^<!doctype html>\n<html lang="en" dir="ltr">/)

  await salmas.post('/locale', { locale: 'ar' })
  assert.match(await (await salmas.get(path)).text(), /^<!doctype html>\n<html lang="ar" dir="rtl">/)
})

test('only members of the desk may fetch a report, and only one that is there', async (t) => {
  const { report, anyone, salmas } = await fullDesk(t)
  for (const form of FORMS) {
    const turned = await anyone.get(`/reports/${report.id}/export.${form}`)
    assert.deepEqual([turned.status, turned.headers.get('location')], [303, `/sign-in?next=${encodeURIComponent(`/reports/${report.id}/export.${form}`)}`])
    for (const id of ['0000000000', 'x', '%00', "'"]) assert.equal((await salmas.get(`/reports/${id}/export.${form}`)).status, 404)
  }
})

test('npm run verify takes the checkpoint of each form, and sees what was changed after it', async (t) => {
  const { db, report, salmas } = await fullDesk(t)
  const folder = mkdtempSync(join(tmpdir(), 'claimdesk-export-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const files = FORMS.map((form) => join(folder, `held.${form}`))
  for (const [index, form] of FORMS.entries()) writeFileSync(files[index]!, await (await salmas.get(`/reports/${report.id}/export.${form}`)).bytes())

  const verify = (database: string) => spawnSync(process.execPath, [
    fileURLToPath(new URL('../audit/command.ts', import.meta.url)), '--database', database, ...files.flatMap((file) => ['--checkpoint', file]),
  ], { encoding: 'utf8' })
  const whole = verify(db.name)
  assert.deepEqual([whole.status, whole.stderr], [0, ''])
  assert.match(whole.stdout, /agrees with 3 outside checkpoints\.\n$/)

  db.exec('DROP TRIGGER audit_events_never_change')
  db.prepare(`UPDATE audit_events SET body = replace(body, ?, 'another')`).run(plain('rationale'))
  assert.equal(verify(db.name).status, 1)
})
