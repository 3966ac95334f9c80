import assert from 'node:assert/strict'
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { extractText, getDocumentProxy } from 'unpdf'
import { ar } from '../../views/locales/ar.ts'
import { en } from '../../views/locales/en.ts'
import { readConfig } from '../config.ts'
import { desk } from '../claims/testing.ts'
import { testServer, key } from '../web/testing.ts'
import { verificationReport } from './document.ts'
import { pageOf } from './page.ts'
import { printLook } from './print-style.ts'
import { printerAt } from './print.ts'
import { fullDesk, plain } from './testing.ts'

const chromium = readConfig().chromium
const skip = existsSync(chromium) ? false : `there is no ${chromium}`
const left = () => readdirSync(tmpdir()).filter((name) => name.startsWith('claimdesk-print-'))

test('a report is printed as a tagged and outlined PDF with its own fonts, and says what its page says', { skip }, async (t) => {
  const { db, report: { id } } = await fullDesk(t)
  const report = verificationReport(db, id, key)
  const print = printerAt(chromium)
  for (const locale of ['ar', 'en'] as const) {
    const bytes = await print(pageOf(report, locale, { look: printLook() }))
    if (bytes === 'none') throw new Error('There is a browser')
    const raw = bytes.toString('latin1')
    for (const wanted of ['%PDF-', '/StructTreeRoot', '/Outlines', locale === 'ar' ? 'Amiri' : 'IBMPlexSans']) assert.ok(raw.includes(wanted), wanted)
    const { text } = await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: true })
    const words = text.replace(/\s+/g, '')
    for (const wanted of [...['statement', 'rationale', 'settle', 'first title', 'looked in', 'bypass reason'].map(plain), report.report.id, ...report.claims.map((claim) => claim.id)]) assert.ok(words.includes(wanted.replaceAll(' ', '')), wanted)
    assert.doesNotMatch(words, /(?:SEALED|INTERNAL)(?:title|note|quote|place|words|search|reason)/)
  }
})

test('a page that is printed reaches nothing, not even on this machine', { skip }, async (t) => {
  let asked = 0
  const server = createServer((_req, res) => { asked++; res.end() })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => { server.close(); server.closeAllConnections() })
  const { port } = server.address() as AddressInfo
  const places = ['127.0.0.1', 'localhost', '[::1]', '2130706433'].flatMap((host) => [`<img src="http://${host}:${port}/">`, `<link rel="stylesheet" href="http://${host}:${port}/">`, `<iframe src="http://${host}:${port}/"></iframe>`])
  const bytes = await printerAt(chromium)(`<!doctype html><title>x</title>${places.join('')}<script>fetch('http://127.0.0.1:${port}/')</script>`)
  assert.deepEqual([bytes.slice(0, 5).toString(), asked], ['%PDF-', 0])
})

test('what a desk that was killed left behind is taken away, and what others may still be printing is not', async (t) => {
  const [old, young] = [0, 1].map(() => mkdtempSync(join(tmpdir(), 'claimdesk-print-'))) as [string, string]
  t.after(() => { for (const folder of [old, young]) rmSync(folder, { recursive: true, force: true }) })
  writeFileSync(join(old, 'report.html'), 'words of the house')
  const longAgo = Date.now() / 1000 - 2 * 60 * 60
  utimesSync(old, longAgo, longAgo)
  assert.equal(await printerAt('/nowhere/chromium')('<p>'), 'none')
  assert.deepEqual([existsSync(old), existsSync(young)], [false, true])
})

test('a browser that comes to no end is ended, one that fails is told of, and none leaves anything behind', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'claimdesk-no-browser-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const program = (name: string, script: string) => {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`)
    chmodSync(join(folder, name), 0o700)
    return join(folder, name)
  }
  await assert.rejects(printerAt(program('endless', 'sleep 100'), 200)('<p>'), /SIGKILL/)
  await assert.rejects(printerAt(program('failing', 'exit 3'))('<p>'), /\(3\)/)
  await assert.rejects(printerAt(program('idle', 'exit 0'))('<p>'), /ENOENT/)
  assert.equal(await printerAt(join(folder, 'nowhere'))('<p>'), 'none')
  assert.deepEqual(left(), [])
})

test('where there is no browser, a sentence says so and leads to the page', async (t) => {
  const { db, report, salma } = await desk(t)
  const { as } = await testServer(t, db, { print: printerAt('/nowhere/chromium') })
  const browser = as(salma)
  for (const [locale, words] of [['en', en], ['ar', ar]] as const) {
    await browser.post('/locale', { locale })
    const answer = await browser.get(`/reports/${report.id}/export.pdf`)
    const page = await answer.text()
    assert.equal(answer.status, 503)
    assert.ok(page.includes(words.export.noPrinter))
    assert.ok(page.includes(`href="/reports/${report.id}/export.html"`))
  }
})
