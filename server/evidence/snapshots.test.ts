import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { test } from 'node:test'
import { desk, LINK, refuse, sendTwice, type Desk } from '../claims/testing.ts'
import { eventsAfter } from '../people/testing.ts'
import { UNDICI } from '../reports/reading/tools.ts'
import { standingSignOff } from '../verdicts/sign-off.ts'
import { tracesIn } from '../web/testing.ts'
import { formIn, hasForm, wordsIn } from '../web/testing-page.ts'
import { evidenceOf, type Link } from './evidence.ts'
import { choiceFor, SNAPSHOT_CHOICES, VISIBILITIES } from './rules.ts'
import { snapshotsOf } from './snapshots.ts'
import { pageAt } from './testing.ts'
import { nextWanted } from './wanted.ts'

const lastOf = ({ db }: Desk, evidenceId: string) => snapshotsOf(db, [evidenceId]).get(evidenceId)!.at(-1)!
const placeOf = ({ claimId, evidenceId, snapshotId }: { claimId: string; evidenceId: string; snapshotId: string }) => `/claims/${claimId}/evidence/${evidenceId}/snapshots/${snapshotId}`

const STORED = { 'public take': 'take', 'public none': 'none', 'internal take': 'take', 'internal none': 'none', 'sealed take': 'none', 'sealed none': 'none' }

test('what is stored of the choice: of sealed evidence the desk fetches nothing by itself', () => {
  const stored = VISIBILITIES.flatMap((visibility) => SNAPSHOT_CHOICES.map((snapshot) => [`${visibility} ${snapshot}`, choiceFor({ visibility, snapshot })]))
  assert.deepEqual(Object.fromEntries(stored), STORED)
})

for (const [chosen, stored] of Object.entries(STORED)) {
  test(`a link sent as ${chosen} is stored as ${stored}, says so in its trace, and ${stored === 'take' ? 'waits to be fetched' : 'is never fetched'}`, async (t) => {
    const here = await desk(t)
    const [visibility, snapshot] = chosen.split(' ') as [string, string]
    const id = here.queued()
    const event = await sendTwice(here, here.salmas, `/claims/${id}/evidence`, { ...LINK, version: '1', visibility, snapshot }, `/claims/${id}`)
    const [link] = evidenceOf(here.db, id) as [Link]
    assert.deepEqual([link.snapshot, (event.after as Record<string, unknown>).snapshot, nextWanted(here.db)?.evidenceId], [stored, stored, stored === 'take' ? link.id : undefined])
  })
}

test('a link of which nothing is said is fetched; another answer than the two is refused at its field', async (t) => {
  const here = await desk(t)
  const id = here.queued()
  const { snapshot: _snapshot, ...link } = LINK
  const form = formIn(await refuse(here, here.salmas, `/claims/${id}/evidence`, { ...link, version: '1', snapshot: 'later' }, 422), `/claims/${id}/evidence`)
  assert.equal(form.snapshot?.problem, 'Choose one of these.')
  await here.salmas.post(`/claims/${id}/evidence`, { ...link, version: '1' })
  assert.equal(nextWanted(here.db)?.address, LINK.address)
})

test('what came is stored with one trace of the desk’s own, which holds its hash and not its bytes', async (t) => {
  const here = await desk(t)
  const id = here.queued()
  const one = here.wanted(id)
  const before = tracesIn(here.db)
  const text = '<!doctype html><title>Dépêche &amp; suite</title><p>73 blessés'
  const hops = [{ address: one.address, status: 301, ip: '127.0.0.2' }, { address: 'https://agence.example/2', status: 200, ip: '127.0.0.2' }]
  const { snapshotId } = here.keep(one, pageAt(one.address, { bytes: Buffer.from(text), finalAddress: hops[1]!.address, hops }))

  const at = '2026-03-04T12:00:00.000Z'
  const facts = { hops, mediaType: 'text/html', title: 'Dépêche & suite', size: Buffer.byteLength(text), sha256: hash('sha256', text) }
  assert.deepEqual(lastOf(here, one.evidenceId), {
    id: snapshotId, evidenceId: one.evidenceId, address: one.address, startedAt: at, endedAt: at, tool: UNDICI, askedBy: null, problem: null, ...facts, confirmedBy: null, confirmedAt: null,
  })
  const events = eventsAfter(here.db, before)
  assert.deepEqual(events.map(({ action, actor, subject, claim, after }) => ({ action, actor, subject, claim, after })), [{
    action: 'snapshot.taken', actor: null, subject: `snapshot/${snapshotId}`, claim: id, after: { evidence: one.evidenceId, address: one.address, startedAt: at, tool: UNDICI, ...facts },
  }])
  assert.ok(!JSON.stringify(events).includes('73 blessés'))
  assert.equal(nextWanted(here.db), undefined)
})

test('where nothing came, that is stored, and the page says why in a sentence', async (t) => {
  const here = await desk(t)
  const id = here.queued()
  const one = here.wanted(id)
  const before = tracesIn(here.db)
  here.keep(one, { problem: 'fetchNotFound', hops: [{ address: one.address, status: 404, ip: '127.0.0.2' }] })
  const { problem, sha256, hops } = lastOf(here, one.evidenceId)
  assert.deepEqual([problem, sha256, hops[0]!.status, eventsAfter(here.db, before).map(({ action }) => action)], ['fetchNotFound', null, 404, ['snapshot.failed']])
  assert.match(wordsIn(await (await here.salmas.get(`/claims/${id}`)).text()), /No snapshot on .* there is no page at this address \(any more\) \(\u2068HTTP 404\u2069\)\./)
})

test('asked for again it is another row; the same bytes are kept once', async (t) => {
  const here = await desk(t)
  const id = here.queued()
  const { evidenceId } = here.keep(here.wanted(id))
  const path = `/claims/${id}/evidence/${evidenceId}/snapshots`
  const event = await sendTwice(here, here.yusufs, path, {}, `/claims/${id}`)
  assert.deepEqual([event.action, event.actor!.id, event.subject, event.after], ['snapshot.asked', here.yusuf.id, `evidence/${evidenceId}`, { address: LINK.address }])
  const asked = here.db.serialize()
  assert.equal((await here.salmas.post(path)).status, 303)
  assert.ok(asked.equals(here.db.serialize()), 'what waits already waits once')

  here.keep(nextWanted(here.db)!)
  const all = snapshotsOf(here.db, [evidenceId]).get(evidenceId)!
  assert.deepEqual(all.map(({ askedBy }) => askedBy), [null, 'Yusuf'])
  assert.equal(here.db.prepare('SELECT count(*) FROM snapshot_files').pluck().get(), 1)
})

test('what came is not stored twice, and not for evidence that was withdrawn meanwhile', async (t) => {
  const here = await desk(t)
  const id = here.queued()
  const one = here.wanted(id)
  here.keep(one)
  const once = here.db.serialize()
  here.keep(one)
  assert.ok(once.equals(here.db.serialize()))

  const other = here.wanted(id)
  await here.salmas.post(`/claims/${id}/evidence/${other.evidenceId}/withdrawal`, { version: '3', reason: 'A source is at risk.' })
  assert.equal(nextWanted(here.db), undefined)
  const withdrawn = here.db.serialize()
  assert.throws(() => here.keep(other), TypeError, 'there is none')
  assert.ok(withdrawn.equals(here.db.serialize()))
  const page = await (await here.salmas.get(`/claims/${id}`)).text()
  assert.equal(hasForm(page, `/claims/${id}/evidence/${other.evidenceId}/snapshots`), false)
  await here.salmas.post(`/claims/${id}/evidence/${other.evidenceId}/snapshots`)
  assert.equal(nextWanted(here.db), undefined)
})

test('somebody confirms that it shows what is cited; the first time counts, and until then the page says that nobody has', async (t) => {
  const here = await desk(t)
  const id = here.queued()
  const place = here.keep(here.wanted(id))
  assert.match(wordsIn(await (await here.salmas.get(`/claims/${id}`)).text()), /Nobody has confirmed yet that it shows what is cited\./)
  const event = await sendTwice(here, here.yusufs, `${placeOf(place)}/confirmation`, {}, `/claims/${id}`)
  assert.deepEqual([event.action, event.actor!.id, event.subject], ['snapshot.confirmed', here.yusuf.id, `snapshot/${place.snapshotId}`])
  const confirmed = here.db.serialize()
  await here.salmas.post(`${placeOf(place)}/confirmation`)
  assert.ok(confirmed.equals(here.db.serialize()))
  assert.match(wordsIn(await (await here.salmas.get(`/claims/${id}`)).text()), /\u2068Yusuf\u2069 confirmed on .* that it shows what is cited\./)
})

test('what failed, what is not there, and a search have nothing to confirm, to ask for or to fetch', async (t) => {
  const here = await desk(t)
  const id = here.queued()
  const one = here.wanted(id)
  const failed = here.keep(one, { problem: 'fetchTooSlow' })
  const search = here.search(id)
  const other = here.keep(here.wanted(here.queued('Le pont')))
  for (const place of [failed, { ...other, claimId: id }, { ...other, evidenceId: one.evidenceId }, { ...failed, snapshotId: 'AAAAAAAAAA' }]) {
    await refuse(here, here.salmas, `${placeOf(place)}/confirmation`, {}, 404)
    assert.equal((await here.salmas.get(`${placeOf(place)}/file`)).status, 404)
  }
  await refuse(here, here.salmas, `/claims/${id}/evidence/${search}/snapshots`, {}, 404)
  await refuse(here, here.salmas, `/claims/${id}/evidence/AAAAAAAAAA/snapshots`, {}, 404)
})

test('a copy is saved by whoever belongs to the desk, byte for byte, and never opened', async (t) => {
  const here = await desk(t)
  const id = here.queued()
  const bytes = Buffer.from('<!doctype html><script>alert(1)</script>\xff\0', 'latin1')
  const one = here.wanted(id)
  const place = here.keep(one, pageAt(one.address, { bytes, mediaType: 'text/html', name: '"><script>.exe' }))
  const answer = await here.salmas.get(`${placeOf(place)}/file`)
  assert.deepEqual(Buffer.from(await answer.arrayBuffer()), bytes)
  const headers = ['content-type', 'content-disposition', 'content-security-policy', 'x-content-type-options', 'cache-control'].map((name) => answer.headers.get(name))
  assert.deepEqual(headers, ['application/octet-stream', `attachment; filename=snapshot-2026-03-04-${hash('sha256', bytes).slice(0, 12)}.html`, "sandbox; default-src 'none'", 'nosniff', 'no-store'])
  assert.equal((await here.anyone.get(`${placeOf(place)}/file`)).status, 303)

  here.db.exec("DROP TRIGGER snapshot_files_are_not_edited; UPDATE snapshot_files SET bytes = x'00'")
  assert.equal((await here.salmas.get(`${placeOf(place)}/file`)).status, 500)
})

test('a snapshot voids no sign-off and moves no claim: none of it is what was approved', async (t) => {
  const here = await desk(t)
  const id = here.supported(here.inProgress())
  const one = here.wanted(id)
  here.propose(id)
  here.signedOff(id)
  const { version } = here.claim(id)
  const place = here.keep(one)
  await here.salmas.post(`${placeOf(place)}/confirmation`)
  await here.salmas.post(`/claims/${id}/evidence/${one.evidenceId}/snapshots`)
  here.keep(nextWanted(here.db)!, { problem: 'fetchNotFound' })
  assert.deepEqual([here.claim(id).status, here.claim(id).version, standingSignOff(here.db, here.claim(id)) !== undefined], ['signed_off', version, true])
})

test('evidence taken over is fetched anew for the claim it was taken to, as the first was to be', async (t) => {
  const here = await desk(t)
  const [from, to] = [here.queued('Le pont'), here.queued()]
  here.keep(here.wanted(from))
  const evidence = evidenceOf(here.db, from)[0]!.id
  await here.salmas.post(`/claims/${to}/taken-evidence`, { from, evidence, version: '1' })
  const copy = evidenceOf(here.db, to)[0] as Link
  assert.deepEqual([copy.snapshot, nextWanted(here.db)?.evidenceId, nextWanted(here.db)?.claimId], ['take', copy.id, to])
})
