import assert from 'node:assert/strict'
import { test } from 'node:test'
import { desk, RATIONALE, type Desk } from '../claims/testing.ts'
import { reword } from '../claims/wording.ts'
import { correct, publish, publishedVersions, unpublish } from '../publication/publication.ts'
import { unpublishReport } from '../publication/report-publication.ts'
import { proposeVerdict, requestChanges } from '../verdicts/verdicts.ts'
import { key } from '../web/testing.ts'
import { addHook } from './hooks.ts'
import { layOut } from './outbox.ts'
import { KINDS } from './rules.ts'

/** What a webhook that wants to know everything is told of what `happens`. */
function toldOf(here: Desk, happens: () => void) {
  addHook(here.db, here.by(here.adam), { address: 'https://hooks.example/desk', kinds: [...KINDS] }, key)
  happens()
  assert.equal(layOut(here.db, here.clock.at, 'https://desk.test'), false)
  return here.db.prepare<[], string>('SELECT body FROM deliveries ORDER BY seq').pluck().all()
}

test('the life of a claim is told by name, id, status and version, and what is public of it once it is', async (t) => {
  const here = await desk(t)
  let id = ''
  const bodies = toldOf(here, () => { id = here.correctedOnce(); here.published(id, 'Counted anew.') }).map((body) => JSON.parse(body))
  assert.deepEqual(bodies.map(({ type, data }) => [type, data.claim.status, data.publication?.version ?? null]), [
    ['claim.accepted', 'queued', null], ['verdict.proposed', 'in_review', null], ['claim.signed_off', 'signed_off', null], ['claim.published', 'published', 1],
    ['claim.correction_begun', 'in_progress', null], ['verdict.proposed', 'in_review', null], ['claim.signed_off', 'signed_off', null], ['claim.corrected', 'published', 2],
  ])
  const { sha256 } = publishedVersions(here.db, id)[1]!
  const last = bodies.at(-1)!
  assert.deepEqual({ ...last, id: /^evt_\d+_mmbziio0$/.test(last.id) }, {
    id: true, type: 'claim.corrected', timestamp: '2026-03-04T12:00:00.000Z',
    data: {
      desk: 'https://desk.test', report: { id: here.report.id, version: 1 }, claim: { id, status: 'published', version: here.claim(id).version },
      publication: {
        kind: 'claim', version: 2, verdict: 'disputed', statement: '73 blessés', language: 'fr', sha256,
        address: `https://desk.test/claims/${id}/v/2`, latest: `https://desk.test/claims/${id}`,
      },
    },
  })
})

test('a claim that is taken back is told without its words', async (t) => {
  const here = await desk(t)
  const id = here.published()
  const [body] = toldOf(here, () => unpublish(here.db, here.by(here.nadia), { ...here.at(id), reason: 'Nothing holds.' }, { key, showsNames: true })).map((text) => JSON.parse(text))
  assert.equal(body.type, 'claim.withdrawn')
  assert.deepEqual({ ...body.data.publication, sha256: '' }, { kind: 'withdrawal', version: 2, verdict: null, statement: null, language: 'fr', sha256: '', address: `https://desk.test/claims/${id}/v/2`, latest: `https://desk.test/claims/${id}` })
})

test('a report is told by its id and version', async (t) => {
  const here = await desk(t)
  const [body] = toldOf(here, () => here.revised({ '73': '75' })).map((text) => JSON.parse(text))
  assert.deepEqual([body.type, body.data.claim, body.data.report.version, body.data.publication], ['report.revised', null, 2, null])
})

test('a published report is told by its page, its versions follow their claims, and when it is taken back nothing of it is told', async (t) => {
  const here = await desk(t)
  let id = ''
  const bodies = toldOf(here, () => {
    id = here.signedOff()
    here.publishedReport()
    here.published(here.correctedOnce(id), 'Counted anew.')
    unpublishReport(here.db, here.by(here.nadia), { reportId: here.report.id, publication: 2, reason: 'Nothing holds.' }, { key, showsNames: true })
  }).map((text) => JSON.parse(text)).filter(({ type }) => type.startsWith('report.'))
  const [address, common] = [`https://desk.test/reports/${here.report.id}`, { language: 'fr', sha256: '' }]
  assert.deepEqual(bodies.map(({ type, data }) => [type, data.claim, { ...data.publication, sha256: '' }]), [
    ['report.published', null, { kind: 'report', version: 1, title: 'Le pont', address: `${address}/v/1`, latest: address, ...common }],
    ['report.updated', null, { kind: 'report', version: 2, title: 'Le pont', address: `${address}/v/2`, latest: address, ...common }],
    ['report.withdrawn', null, { kind: 'withdrawal', version: 3, title: null, address: `${address}/v/3`, latest: address, ...common }],
  ])
})

const canary = (what: string) => `CANARY-${what}`

test('no word of what is not public, no verdict before it is, and nobody’s name, whether the desk shows names or not', async (t) => {
  for (const showsNames of [true, false]) {
    const here = await desk(t)
    const { db, by, salma, nadia, at } = here
    const named = { ...nadia, name: canary('Nadia') }
    const bodies = toldOf(here, () => {
      const id = here.supported(here.inProgress())
      reword(db, by({ ...salma, name: canary('Salma') }), { ...at(id), statement: canary('draft'), modality: 'asserted', place: canary('place'), happenedOn: null, dateBasis: canary('basis') })
      for (const visibility of ['public', 'internal', 'sealed'] as const) {
        const word = canary(visibility)
        here.attach(id, { title: word, note: word, quote: word, publisher: word, origin: word, address: `https://x.example/${word}`, visibility })
        here.search(id, { lookedIn: word, lookedFor: word, note: word, visibility })
      }
      here.propose(id)
      requestChanges(db, by(named), { ...at(id), request: canary('request') })
      reword(db, by(salma), { ...at(id), statement: 'OPEN-statement', modality: 'asserted', place: '', happenedOn: null, dateBasis: '' })
      proposeVerdict(db, by(salma), { ...at(id), verdict: 'verified', rationale: `${RATIONALE} ${canary('rationale')}`, settle: canary('settle') })
      here.signedOff(id)
      publish(db, by(named), { ...at(id), reason: '' }, { key, showsNames })
      correct(db, by(named), { ...at(id), request: canary('to-correct') })
      here.dismissed()
    })
    assert.equal(bodies.length, 7)
    for (const body of bodies) assert.doesNotMatch(body, /CANARY|Salma|Nadia|Adam|Yusuf/, body)
    const [published, before] = [bodies.filter((body) => body.includes('"claim.published"')), bodies.filter((body) => !body.includes('"claim.published"'))]
    assert.match(published.join(), /"verdict":"verified","statement":"OPEN-statement"/)
    for (const body of before) assert.doesNotMatch(body, /verified|OPEN-|La Gazette|Le pont|73/, body)
    assert.match(JSON.stringify(db.prepare('SELECT body FROM audit_events').all()), /CANARY-sealed.*CANARY-rationale.*CANARY-to-correct/s, 'the words were planted')
  }
})
