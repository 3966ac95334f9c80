import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bundleOf } from '../audit/bundle.ts'
import { parseCheckpoint } from '../audit/checkpoint.ts'
import { proofsOf } from '../audit/proofs.ts'
import { verifyBundle } from '../audit/verify-bundle.ts'
import { publishedVersions } from '../publication/publication.ts'
import { words } from '../../views/locales/words.ts'
import { en } from '../../views/locales/en.ts'
import { formats } from '../../views/locales/formats.ts'
import { key } from '../web/testing.ts'
import { wordsIn } from '../web/testing-page.ts'
import { verificationReport, type VerificationReport } from './document.ts'
import { pageOf } from './page.ts'
import { sheetOf } from './sheet.ts'
import { correctedDesk, fullDesk, plain } from './testing.ts'

test('of a claim the report tells every version that left the house, with the hash of what left', async (t) => {
  const { db, report, ids } = await correctedDesk(t)
  const { claims, corrections, counts } = verificationReport(db, report.id, key)
  const { publications } = claims.find(({ id }) => id === ids.corrected)!
  assert.deepEqual(publications.map(({ version, kind, verdict, reason }) => [version, kind, verdict, reason]), [
    [1, 'claim', 'verified', null], [2, 'claim', 'disputed', plain('correction reason')], [3, 'withdrawal', null, plain('withdrawal notice')],
  ])
  assert.deepEqual(publications.map(({ sha256 }) => sha256), publishedVersions(db, ids.corrected).map(({ sha256 }) => sha256))
  assert.deepEqual(corrections.map(({ claim, version, kind, notice: { before, now, by } }) => [claim, version, kind, before.verdict, now?.verdict, by.name]), [
    [ids.corrected, 2, 'claim', 'verified', 'disputed', 'Nadia'], [ids.corrected, 3, 'withdrawal', 'disputed', undefined, null],
  ])
  assert.equal(counts.corrections, 2)
  assert.deepEqual(claims.find(({ id }) => id === ids.first)?.publications.map(({ version, reason }) => [version, reason]), [[1, null]])
})

test('the corrections stand on the page in both languages and in the sheet, and a report without any says so', async (t) => {
  const { db, report } = await correctedDesk(t)
  const told = verificationReport(db, report.id, key)
  const { db: other, report: { id } } = await fullDesk(t)
  const none = verificationReport(other, id, key)
  for (const locale of ['ar', 'en'] as const) {
    const w = words[locale].publication
    const page = wordsIn(pageOf(told, locale))
    for (const wanted of [w.corrected, w.withdrawn, w.saidBefore, w.saysNow, plain('correction reason'), plain('withdrawal notice'), w.noticeBy('Nadia', formats[locale].utc(told.corrections[0]!.notice.at)), w.roles.supervisor]) {
      assert.ok(page.includes(wanted), `${locale}: ${wanted}`)
    }
    assert.ok(wordsIn(pageOf(none, locale)).includes(w.noCorrections))
  }
  const sheet = sheetOf(told)
  assert.match(sheet, /,public_versions,corrections,public_now,last_notice,public_sha256,/)
  assert.match(sheet, new RegExp(`,3,2,withdrawal,"${plain('withdrawal notice')}",`))
})

test('a bundle whose report says something else of what was published is refused', async (t) => {
  const { db, report, ids } = await correctedDesk(t)
  const told = verificationReport(db, report.id, key)
  const checked = (edit: (report: VerificationReport, publications: VerificationReport['claims'][number]['publications']) => void) => {
    const edited = structuredClone(told)
    edit(edited, edited.claims.find(({ id }) => id === ids.corrected)!.publications)
    const proofs = proofsOf(db, told.audit.map(({ seq }) => seq), parseCheckpoint(told.checkpoint).size)
    return verifyBundle(bundleOf(edited, { html: '', proofs, key })).problems.map((sentence) => sentence(en, formats.en)).join('\n')
  }
  assert.equal(checked(() => undefined), '')
  for (const edit of [
    (_report, publications) => publications.pop(), (_report, publications) => { publications[0]!.sha256 = '0'.repeat(64) }, (_report, publications) => { publications[1]!.reason = 'x' },
    (_report, publications) => { publications[2]!.kind = 'claim' }, (_report, publications) => { publications[1]!.at = '2020-01-01T00:00:00.000Z' },
    ({ corrections }) => corrections.pop(), ({ corrections }) => { corrections[0]!.notice.by.name = 'Salma' }, ({ corrections }) => { corrections[1]!.notice.reason = 'x' },
    ({ corrections }) => { corrections[0]!.version = 3 },
  ] as Parameters<typeof checked>[0][]) assert.match(checked(edit), /what of it was published in report\.json is not what the events say/, String(edit))
})
