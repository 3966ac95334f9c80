import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { hash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { en } from '../../views/locales/en.ts'
import { tokenOf } from '../api/testing.ts'
import { readBundle } from '../audit/bundle.ts'
import { canonical } from '../audit/canonical.ts'
import { verifyBundle } from '../audit/verify-bundle.ts'
import { desk } from '../claims/testing.ts'
import { key, testServer } from '../web/testing.ts'
import { verificationReport } from './document.ts'
import { pageOf } from './page.ts'
import { fullDesk, plain } from './testing.ts'

const FORMS = ['json', 'html', 'csv', 'zip', 'docx', 'pdf'] as const
/** A PDF and a document of Word say when they were written. */
const EXACT = ['json', 'html', 'csv', 'zip'] as const
/** Those in which a checkpoint can be read as it stands. */
const PLAIN = ['json', 'html', 'csv'] as const

const HEADS = {
  json: ['application/json; charset=utf-8', 'attachment'],
  html: ['text/html; charset=utf-8', 'inline'],
  csv: ['text/csv; charset=utf-8; header=present', 'attachment'],
  zip: ['application/zip', 'attachment'],
  pdf: ['application/pdf', 'attachment'],
  docx: ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'attachment'],
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
  const all = (browser: typeof salmas) => Promise.all(EXACT.map(async (form) => (await browser.get(`/reports/${report.id}/export.${form}`)).text()))
  const first = await all(salmas)
  clock.at = new Date(clock.at.getTime() + 60_000)
  assert.deepEqual(await all(adams), first)
  assert.equal(canonical(JSON.parse(first[0]!)), first[0])
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

test('npm run verify takes the checkpoint of each form that is text, and sees what was changed after it', async (t) => {
  const { db, report, salmas } = await fullDesk(t)
  const folder = mkdtempSync(join(tmpdir(), 'claimdesk-export-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const files = PLAIN.map((form) => join(folder, `held.${form}`))
  for (const [index, form] of PLAIN.entries()) writeFileSync(files[index]!, await (await salmas.get(`/reports/${report.id}/export.${form}`)).bytes())

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

test('the ZIP holds the same report as data and as a page in its reader’s language; whoever changes a byte of it is found out', async (t) => {
  const { db, report, salmas } = await fullDesk(t)
  const path = `/reports/${report.id}/export.zip`
  const bytes = Buffer.from(await (await salmas.get(path)).bytes())
  const document = verificationReport(db, report.id, key)
  const file = (name: string) => readBundle(bytes).entries.find((entry) => entry.name === name)!.data.toString()
  assert.deepEqual([file('report.json'), file('report.html'), file('checkpoint.txt')], [canonical(document), pageOf(document, 'en'), document.checkpoint])
  assert.equal(verifyBundle(bytes, { key: document.desk.vkey }).ok, true)

  for (let at = 0; at < bytes.length; at += 50) {
    const changed = Buffer.from(bytes)
    changed[at]! ^= 1 << (at % 8)
    assert.equal(verifyBundle(changed).ok, false, `byte ${at}`)
  }

  await salmas.post('/locale', { locale: 'ar' })
  const arabic = Buffer.from(await (await salmas.get(path)).bytes())
  assert.match(readBundle(arabic).entries.find(({ name }) => name === 'report.html')!.data.toString(), /<html lang="ar" dir="rtl">/)
})

test('npm run verify -- --bundle believes the ZIP, and not one that was changed', async (t) => {
  const { report, salmas } = await fullDesk(t)
  const folder = mkdtempSync(join(tmpdir(), 'claimdesk-export-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const bytes = Buffer.from(await (await salmas.get(`/reports/${report.id}/export.zip`)).bytes())
  const verify = (content: Buffer) => {
    writeFileSync(join(folder, 'held.zip'), content)
    return spawnSync(process.execPath, [fileURLToPath(new URL('../audit/command.ts', import.meta.url)), '--bundle', join(folder, 'held.zip')], { encoding: 'utf8' })
  }
  const whole = verify(bytes)
  assert.deepEqual([whole.status, whole.stderr], [0, ''])
  bytes[bytes.length >> 1]! ^= 1
  assert.equal(verify(bytes).status, 1)
})

test('a PDF is printed for whoever still waits when its turn comes; where twenty wait, the next is told so at once', async (t) => {
  const here = await desk(t)
  const [begun, ready] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  let printed = 0
  const print = async () => {
    begun.resolve()
    if (++printed === 1) await ready.promise
    return Buffer.from('%PDF-')
  }
  const { base, anyone } = await testServer(t, here.db, { print })
  const authorization = `Bearer ${tokenOf(here, here.salma)}`
  const ask = (signal: AbortSignal | null = null) => fetch(`${base}/api/v1/reports/${here.report.id}/export.pdf`, { headers: { authorization, 'accept-language': 'en' }, signal })

  const first = ask()
  await begun.promise
  const leaving = new AbortController()
  const others = Array.from({ length: 21 }, () => ask(leaving.signal))
  const refused = await Promise.race(others)
  assert.deepEqual([refused.status, (await refused.json() as { detail: string }).detail], [503, en.refusals.tooManyAtOnce])

  leaving.abort()
  assert.equal((await Promise.allSettled(others)).filter(({ status }) => status === 'rejected').length, 20)
  // By the time that these are answered, the desk knows who has gone.
  for (let time = 0; time < 20; time++) await anyone.get('/healthz')
  ready.resolve()
  assert.deepEqual([(await first).status, (await ask()).status, printed], [200, 200, 2])
})
