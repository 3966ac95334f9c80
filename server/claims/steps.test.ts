import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formIn } from '../web/testing-page.ts'
import { hopsOf } from './attribution.ts'
import { desk, LINK, refuse, sendTwice, type Desk } from './testing.ts'

type Step = {
  says: string
  /** Brings a claim to where the step starts. */
  from: (desk: Desk) => string
  by?: 'salmas' | 'nadias'
  path: string
  fields?: (desk: Desk) => Record<string, string>
  action: string
  before: unknown
  /** Without the version, which grows by one unless `keepsVersion`. */
  after: (desk: Desk) => unknown
  reason?: string
  keepsVersion?: true
}

const UNTIL = '2026-03-04T12:30:00.000Z'
const WORDING = { statement: 'Le pont est fermé depuis lundi', modality: 'predicted', place: 'Lyon', happenedOn: '2026-03-02', dateBasis: '« lundi »' }
const HOP = { actor: 'Mairie', named: true, medium: 'tweet', verb: 'compte', link: 'https://mairie.example/1' }

const STEPS: Step[] = [
  {
    says: 'accepting a suggestion as it is', from: ({ suggested }) => suggested(), path: 'acceptance', action: 'claim.accepted',
    before: { status: 'suggested' }, after: () => ({ status: 'queued', quote: 'Le pont est fermé', rules: 'any-1' }),
  },
  {
    says: 'accepting a suggestion as edited', from: ({ suggested }) => suggested(), path: 'acceptance', fields: () => ({ statement: 'Fermé', modality: 'opinion' }),
    action: 'claim.accepted', before: { status: 'suggested', statement: 'Le pont est fermé', modality: 'asserted' },
    after: () => ({ status: 'queued', statement: 'Fermé', modality: 'opinion', quote: 'Le pont est fermé', rules: 'any-1' }),
  },
  {
    says: 'dismissing a suggestion', from: ({ suggested }) => suggested(), path: 'dismissal', fields: () => ({ reason: ' Said twice. ' }),
    action: 'claim.dismissed', before: { status: 'suggested' }, after: () => ({ status: 'dismissed' }), reason: 'Said twice.',
  },
  {
    says: 'dismissing a claim of the queue', from: ({ queued }) => queued(), path: 'dismissal',
    action: 'claim.dismissed', before: { status: 'queued' }, after: () => ({ status: 'dismissed' }),
  },
  {
    says: 'undoing a dismissal', from: ({ dismissed }) => dismissed(), path: 'restoration',
    action: 'claim.restored', before: { status: 'dismissed' }, after: () => ({ status: 'suggested' }),
  },
  {
    says: 'rewording', from: ({ queued }) => queued(), path: 'wording', fields: () => WORDING, action: 'claim.reworded',
    before: { statement: '73 blessés', modality: 'asserted', place: '', happenedOn: null, dateBasis: '' }, after: () => WORDING,
  },
  {
    says: 'rewording one part', from: ({ queued }) => queued(), path: 'wording', fields: () => ({ statement: '73 blessés', modality: 'asserted', place: 'Lyon' }), action: 'claim.reworded',
    before: { place: '' }, after: () => ({ place: 'Lyon' }),
  },
  {
    says: 'writing down who said it', from: ({ queued }) => queued(), path: 'attribution', action: 'claim.attributed',
    fields: () => ({ 'actor-1': 'Mairie', 'named-1': 'on', 'medium-1': 'tweet', 'verb-1': 'compte', 'link-1': HOP.link, 'actor-3': 'des voisins' }),
    before: { attribution: [] }, after: () => ({ attribution: [HOP, { actor: 'des voisins', named: false, medium: '', verb: '', link: '' }] }),
  },
  {
    says: 'answering whether they said it', from: ({ queued }) => queued(), path: 'attribution-check', fields: () => ({ answer: 'misquoted' }), action: 'claim.attribution_checked',
    before: { attributionCheck: 'unchecked' }, after: () => ({ attributionCheck: 'misquoted' }),
  },
  {
    says: 'assigning', from: ({ queued }) => queued(), by: 'nadias', path: 'assignment', fields: ({ yusuf }) => ({ assignee: yusuf.id }), action: 'claim.assigned',
    before: { assignee: null }, after: () => ({ assignee: 'Yusuf' }), keepsVersion: true,
  },
  {
    says: 'checking out', from: ({ queued }) => queued(), path: 'check-out', action: 'claim.checked_out',
    before: { status: 'queued', holder: null, heldUntil: null, version: 1 }, after: () => ({ status: 'in_progress', holder: 'Salma', heldUntil: UNTIL }),
  },
  {
    says: 'releasing', from: ({ inProgress }) => inProgress(), path: 'release', action: 'claim.released',
    before: { status: 'in_progress', holder: 'Salma', heldUntil: UNTIL, version: 2 }, after: () => ({ status: 'queued', holder: null, heldUntil: null }),
  },
]

for (const { says, from, by = 'salmas', path, fields = () => ({}), action, before, after, reason = null, keepsVersion } of STEPS) {
  test(`${says} has one effect and one trace, however often the form is sent`, async (t) => {
    const here = await desk(t)
    const id = from(here)
    const { version } = here.claim(id)
    const event = await sendTwice(here, here[by], `/claims/${id}/${path}`, { ...fields(here), version: String(version) }, `/claims/${id}`)

    const moved = keepsVersion ? {} : { version: version + 1 }
    const subject = [event.action, event.subject, event.claim, event.report, event.actor?.id]
    assert.deepEqual(subject, [action, `claim/${id}`, id, here.report.id, by === 'salmas' ? here.salma.id : here.nadia.id])
    assert.deepEqual([event.before, event.after, event.reason, event.batch], [before, { ...after(here) as object, ...moved }, reason, keepsVersion ? event.seq : null])
    assert.equal(here.claim(id).version, keepsVersion ? version : version + 1)
  })
}

test('what was written down stands in the claim', async (t) => {
  const { salmas, queued, claim, db } = await desk(t)
  const id = queued()
  await salmas.post(`/claims/${id}/wording`, { ...WORDING, version: '1' })
  await salmas.post(`/claims/${id}/attribution`, { 'actor-1': 'Mairie', 'named-1': 'on', 'medium-1': 'tweet', 'verb-1': 'compte', 'link-1': HOP.link, version: '2' })
  const { statement, modality, place, happenedOn, dateBasis, claimant, quote } = claim(id)
  assert.deepEqual({ statement, modality, place, happenedOn, dateBasis, claimant, quote }, { ...WORDING, claimant: 'Mairie', quote: '73 blessés' })
  assert.deepEqual(hopsOf(db, id), [HOP])
})

test('saying again what a claim says already changes nothing', async (t) => {
  const here = await desk(t)
  const { salmas, nadias, signedOff, claim, at, salma } = here
  const id = signedOff()
  const { statement, modality } = claim(id)
  const before = here.db.serialize()
  for (const [browser, path, fields] of [
    [salmas, 'wording', { statement, modality, place: '', happenedOn: '', dateBasis: '' }],
    [salmas, 'attribution', { 'named-1': 'on' }],
    [salmas, 'attribution-check', { answer: 'unchecked' }],
    [nadias, 'assignment', { assignee: salma.id }],
  ] as const) {
    const answer = await browser.post(`/claims/${id}/${path}`, { ...fields, version: String(at(id).version) })
    assert.equal(answer.status, 303, path)
    assert.ok(before.equals(here.db.serialize()), `${path} changed something`)
  }
  assert.equal(claim(id).status, 'signed_off')
})

test('a suggestion dealt with beside the source leads back to its place there, sent once or twice', async (t) => {
  const here = await desk(t)
  const id = here.suggested()
  const back = `/reports/${here.report.id}#claim-${id}`
  for (const [path, version] of [['acceptance', '1'], ['dismissal', '2'], ['restoration', '3']] as const) {
    const first = await here.salmas.post(`/claims/${id}/${path}`, { version, back, once: path })
    const second = await here.salmas.post(`/claims/${id}/${path}`, { version, back, once: path })
    assert.deepEqual([first.headers.get('location'), second.headers.get('location')], [back, back])
  }
  const held = here.inProgress()
  for (const elsewhere of ['//evil.example', 'https://evil.example/', '/reports/../people', '/audit', `/reports/${here.report.id}#a b`]) {
    const other = await here.salmas.post(`/claims/${held}/check-out`, { back: elsewhere })
    assert.equal(other.headers.get('location'), `/claims/${held}`)
  }
})

test('a key that another claim used does not count as done here', async (t) => {
  const { salmas, suggested, claim } = await desk(t)
  const [first, second] = [suggested(1), suggested(2)]
  await salmas.post(`/claims/${first}/acceptance`, { version: '1', once: 'same' })
  const answer = await salmas.post(`/claims/${second}/acceptance`, { version: '1', once: 'same' })
  assert.deepEqual([answer.headers.get('location'), claim(second).status], [`/claims/${first}`, 'suggested'])
})

test('a form that comes again with other words is not taken for the one before, and keeps them', async (t) => {
  const here = await desk(t)
  const id = here.inProgress()
  const action = `/claims/${id}/evidence`
  const sent = { ...LINK, version: String(here.claim(id).version), once: 'same' }
  assert.equal((await here.salmas.post(action, sent)).status, 303)
  assert.equal((await here.salmas.post(action, sent)).status, 303)

  const page = await refuse(here, here.salmas, action, { ...sent, title: 'Corrected' }, 409)
  assert.equal(formIn(page, action).title?.value, 'Corrected')
})

test('the key of somebody else keeps nobody from doing the same', async (t) => {
  const { salmas, yusufs, queued, claim } = await desk(t)
  const [first, second] = [queued(), queued('Le pont')]
  await salmas.post(`/claims/${first}/check-out`, { once: 'same' })
  await yusufs.post(`/claims/${second}/check-out`, { once: 'same' })
  assert.deepEqual([claim(first).holder, claim(second).holder], ['Salma', 'Yusuf'])
})

test('bulk assignment leaves one trace a claim, all of one batch, and leads back to the same queue', async (t) => {
  const { db, nadias, queued, suggested, salmas, yusuf, claim } = await desk(t)
  await salmas.post(`/claims/${suggested()}/acceptance`, { version: '1' })
  const ids = [queued(), suggested()]
  const body = new URLSearchParams([...ids, ids[0]!].map((id): [string, string] => ['claim', id]))
  body.set('assignee', yusuf.id)
  body.set('once', 'bulk')

  const answers = [await nadias.post('/claims/assignments?status=queued', body), await nadias.post('/claims/assignments?status=queued', body)]
  assert.deepEqual(answers.map(({ status, headers }) => [status, headers.get('location')]), [[303, '/claims?status=queued'], [303, '/claims?status=queued']])
  const events = db.prepare("SELECT claim_id AS claim, batch FROM audit_events WHERE action = 'claim.assigned' ORDER BY seq").all() as { claim: string; batch: number }[]
  assert.deepEqual(events.map((event) => event.claim), ids)
  assert.equal(new Set(events.map(({ batch }) => batch)).size, 1)
  assert.deepEqual(ids.map((id) => claim(id).assignee), ['Yusuf', 'Yusuf'])
})

test('an address that is no claim, and a step that is not for a role, are refused', async (t) => {
  const here = await desk(t)
  const { salmas, nadias, queued, inReview, yusuf } = here
  for (const id of ['0000000000', 'nothing', '%00', '%F0%9F%91%8B', `${queued()}0`]) {
    assert.equal((await salmas.get(`/claims/${id}`)).status, 404)
    for (const path of ['acceptance', 'dismissal', 'restoration', 'wording', 'attribution', 'attribution-check', 'check-out', 'release']) {
      await refuse(here, salmas, `/claims/${id}/${path}`, { version: '1', statement: 'x', modality: 'asserted', answer: 'confirmed' }, 404)
    }
    await refuse(here, nadias, `/claims/${id}/assignment`, { assignee: yusuf.id }, 404)
  }
  await refuse(here, nadias, `/claims/${queued()}/assignment`, { assignee: '0000000000' }, 404)
  await refuse(here, nadias, '/claims/assignments', { assignee: '', claim: '0000000000' }, 404)
  await refuse(here, salmas, `/claims/${queued()}/assignment`, { assignee: yusuf.id }, 403)
  await refuse(here, salmas, '/claims/assignments', { assignee: yusuf.id, claim: queued() }, 403)
  await refuse(here, salmas, `/claims/${inReview()}/check-out`, {}, 409)
})

test('every address that a form is sent to also answers a reload', async (t) => {
  const { salmas, queued, report } = await desk(t)
  const id = queued()
  for (const [path, place] of [
    [`/claims/${id}/wording`, `/claims/${id}`], [`/claims/${id}/evidence/0000000000/withdrawal`, `/claims/${id}`], ['/claims/assignments?status=queued', '/claims?status=queued'],
    [`/reports/${report.id}/claims`, `/reports/${report.id}`], [`/reports/${report.id}/passages/1/acceptance`, `/reports/${report.id}`],
  ] as const) {
    const answer = await salmas.get(path)
    assert.deepEqual([answer.status, answer.headers.get('location')], [303, place])
  }
})
