import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { test, type TestContext } from 'node:test'
import { operations } from './api/routes.ts'
import { createApp } from './app.ts'
import { HOOK_WEB } from './hooks/deliver.ts'
import { anchorRoutes } from './claims/anchor-routes.ts'
import { replyRoutes } from './claims/reply-routes.ts'
import { claimRoutes } from './claims/routes.ts'
import { similarRoutes } from './claims/similar-routes.ts'
import { evidenceRoutes } from './evidence/routes.ts'
import { exportRoutes } from './export/routes.ts'
import { ACCESS, type RouteName } from './people/access.ts'
import { listTokens, makeToken, revokeToken } from './people/personal-tokens.ts'
import { ROLES, type Person, type Role } from './people/person.ts'
import { startSession } from './people/sessions.ts'
import { publicationRoutes } from './publication/routes.ts'
import { verdictRoutes } from './verdicts/routes.ts'
import { NOON, offline, testDesk, testPeople, testLine, testServer, toNothing, type Browser } from './web/testing.ts'

/** Who may open which door, written down a second time: a slip in the role table shows here. */
const DOORS: Record<RouteName, 'anyone' | 'checker' | 'supervisor' | 'admin'> = {
  'GET /': 'anyone',
  'GET /feed.atom': 'anyone',
  'GET /feed.json': 'anyone',
  'GET /corrections': 'anyone',
  'GET /corrections.atom': 'anyone',
  'GET /corrections.json': 'anyone',
  'GET /schema/verification-report.json': 'anyone',
  'GET /claimreview.json': 'anyone',
  'GET /oembed': 'anyone',
  'GET /healthz': 'anyone',
  'GET /sign-in': 'anyone',
  'POST /sign-in': 'anyone',
  'POST /sign-out': 'anyone',
  'GET /join/:token': 'anyone',
  'POST /join/:token': 'anyone',
  'POST /locale': 'anyone',
  'GET /checkpoint': 'anyone',
  'GET /checkpoint/proof': 'anyone',
  'GET /.well-known/claimdesk-key': 'anyone',
  'GET /verify': 'anyone',
  'POST /verify': 'anyone',
  'GET /people': 'admin',
  'POST /people': 'admin',
  'GET /people/:personId/*step': 'admin',
  'POST /people/:personId/role': 'admin',
  'POST /people/:personId/disabling': 'admin',
  'POST /people/:personId/enabling': 'admin',
  'POST /people/:personId/reset': 'admin',
  'GET /api': 'anyone',
  'GET /api/v1/openapi.json': 'anyone',
  'GET /tokens': 'checker',
  'POST /tokens': 'checker',
  'GET /tokens/:tokenId/*step': 'checker',
  'POST /tokens/:tokenId/revocation': 'checker',
  'GET /reports': 'checker',
  'GET /reports/new': 'checker',
  'POST /reports/new': 'checker',
  'GET /reports/suggestions': 'checker',
  'GET /reports/:reportId/revisions/new': 'checker',
  'POST /reports/:reportId/revisions/new': 'checker',
  'GET /reports/:reportId/changes': 'checker',
  'GET /reports/:reportId': 'anyone',
  'GET /reports/:reportId/v/:number': 'anyone',
  'GET /reports/:reportId/v/:number/card.ar.png': 'anyone',
  'GET /reports/:reportId/v/:number/card.en.png': 'anyone',
  'GET /reports/:reportId/original': 'checker',
  'POST /reports/:reportId/claims': 'checker',
  'POST /reports/:reportId/passages/:number/mark': 'checker',
  'POST /reports/:reportId/passages/:number/caveat': 'checker',
  'POST /reports/:reportId/passages/:number/acceptance': 'checker',
  'POST /reports/:reportId/passages/:number/dismissal': 'checker',
  'POST /reports/:reportId/sign-offs': 'supervisor',
  'GET /reports/:reportId/publications': 'supervisor',
  'POST /reports/:reportId/publications': 'supervisor',
  'POST /reports/:reportId/unpublishing': 'supervisor',
  'GET /reports/:reportId/export.html': 'checker',
  'GET /reports/:reportId/export.json': 'checker',
  'GET /reports/:reportId/export.csv': 'checker',
  'GET /reports/:reportId/export.pdf': 'checker',
  'GET /reports/:reportId/export.docx': 'checker',
  'GET /reports/:reportId/export.zip': 'checker',
  'GET /reports/:reportId/*form': 'checker',
  'GET /exports': 'checker',
  'POST /exports': 'checker',
  'GET /exports/:exportId': 'checker',
  'GET /exports/:exportId/file': 'checker',
  'GET /exports/:exportId/*form': 'checker',
  'POST /exports/:exportId/cancellation': 'checker',
  'GET /claims': 'checker',
  'GET /claims/assignments': 'checker',
  'POST /claims/assignments': 'supervisor',
  'GET /claims/:claimId': 'anyone',
  'GET /claims/:claimId/v/:number': 'anyone',
  'GET /claims/:claimId/v/:number/card.ar.png': 'anyone',
  'GET /claims/:claimId/v/:number/card.en.png': 'anyone',
  'GET /claims/:claimId/embed': 'anyone',
  'GET /claims/:claimId/errors/new': 'anyone',
  'POST /claims/:claimId/errors/new': 'anyone',
  'GET /claims/:claimId/errors/sent': 'anyone',
  'POST /claims/:claimId/remarks': 'checker',
  'POST /claims/:claimId/requests': 'checker',
  'POST /claims/:claimId/requests/:requestId/answers': 'checker',
  'POST /claims/:claimId/requests/:requestId/silence': 'checker',
  'POST /claims/:claimId/requests/:requestId/withdrawal': 'checker',
  'GET /desk': 'supervisor',
  'GET /letters': 'supervisor',
  'GET /letters/:letterId': 'supervisor',
  'GET /letters/:letterId/*step': 'supervisor',
  'POST /letters/:letterId/taking': 'supervisor',
  'POST /letters/:letterId/answer': 'supervisor',
  'POST /letters/:letterId/erasure': 'supervisor',
  'GET /claims/:claimId/*form': 'checker',
  'POST /claims/:claimId/acceptance': 'checker',
  'POST /claims/:claimId/dismissal': 'checker',
  'POST /claims/:claimId/restoration': 'checker',
  'POST /claims/:claimId/wording': 'checker',
  'POST /claims/:claimId/words': 'checker',
  'POST /claims/:claimId/attribution': 'checker',
  'POST /claims/:claimId/chain': 'checker',
  'POST /claims/:claimId/attribution-check': 'checker',
  'POST /claims/:claimId/due': 'checker',
  'POST /claims/:claimId/links': 'checker',
  'GET /claims/similar': 'checker',
  'GET /claims/:claimId/similar': 'checker',
  'POST /claims/:claimId/statements': 'checker',
  'POST /claims/:claimId/taken-evidence': 'checker',
  'POST /claims/:claimId/links/:linkId/withdrawal': 'checker',
  'POST /claims/:claimId/assignment': 'supervisor',
  'POST /claims/:claimId/edges': 'checker',
  'POST /claims/:claimId/split': 'checker',
  'POST /claims/:claimId/merging': 'checker',
  'POST /claims/:claimId/check-out': 'checker',
  'POST /claims/:claimId/release': 'checker',
  'POST /claims/:claimId/evidence': 'checker',
  'POST /claims/:claimId/searches': 'checker',
  'POST /claims/:claimId/evidence/:evidenceId/withdrawal': 'checker',
  'POST /claims/:claimId/evidence/:evidenceId/reinstatement': 'checker',
  'POST /claims/:claimId/evidence/:evidenceId/snapshots': 'checker',
  'GET /claims/:claimId/evidence/:evidenceId/snapshots/:snapshotId/file': 'checker',
  'POST /claims/:claimId/evidence/:evidenceId/snapshots/:snapshotId/confirmation': 'checker',
  'POST /claims/:claimId/verdicts': 'checker',
  'POST /claims/:claimId/change-requests': 'supervisor',
  'POST /claims/:claimId/sign-offs': 'supervisor',
  'GET /claims/:claimId/draft': 'supervisor',
  'POST /claims/:claimId/publications': 'supervisor',
  'POST /claims/:claimId/corrections': 'supervisor',
  'POST /claims/:claimId/unpublishing': 'supervisor',
  'GET /audit': 'checker',
  'GET /webhooks': 'admin',
  'POST /webhooks': 'admin',
  'GET /webhooks/:hookId': 'admin',
  'GET /webhooks/:hookId/*step': 'admin',
  'POST /webhooks/:hookId/kinds': 'admin',
  'POST /webhooks/:hookId/secret': 'admin',
  'POST /webhooks/:hookId/pausing': 'admin',
  'POST /webhooks/:hookId/resuming': 'admin',
  'POST /webhooks/:hookId/removal': 'admin',
  'POST /webhooks/:hookId/deliveries/:seq/sending': 'admin',
}

const services = (t: TestContext, db: ReturnType<typeof testDesk>) =>
  ({ db, key: generateKeyPairSync('ed25519').privateKey, now: () => NOON, deskName: 'Test desk', publicUrl: 'http://desk.test', fetchPage: offline, suggester: undefined, print: toNothing, outposts: [], showsNames: true, exports: testLine(t, db), hookWeb: HOOK_WEB })

type Layer = { route?: { path: string; methods: Record<string, boolean> } }

test('the routes of the app are those of the role table, all of them and no others', (t) => {
  const app = createApp(services(t, testDesk(t)))
  const layers = (app as unknown as { router: { stack: Layer[] } }).router.stack
  const registered = layers.flatMap(({ route }) => route ? Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${route.path}`) : [])
  assert.deepEqual(registered.toSorted(), Object.keys(ACCESS).toSorted())
  assert.equal(new Set(registered).size, registered.length, 'no route stands twice')
})

test('no route hides behind one that was opened before it', (t) => {
  const app = createApp(services(t, testDesk(t)))
  const layers = (app as unknown as { router: { stack: (Layer & { match: (path: string) => boolean })[] } }).router.stack.filter(({ route }) => route)
  for (const [index, { route }] of layers.entries()) {
    const method = Object.keys(route!.methods)[0]!
    const path = sample(route!.path)
    const first = layers.findIndex((layer) => layer.route!.methods[method] && layer.match(path))
    assert.equal(first, index, `${method} ${path} reaches ${layers[first]?.route?.path}`)
  }
})

/** An address of this route where there is nothing, so that whoever may come in changes nothing. */
const sample = (path: string) => path.replace(/:token/, 'x'.repeat(43)).replace(/:number/, '1').replace(/[:*]\w+/g, '0000000000')

/** Everybody who may stand at a door. Who was disabled, or whose time is over, still has the cookie. */
function visitors(t: TestContext) {
  const db = testDesk(t)
  const { salma, yusuf, nadia, adam } = testPeople(db)
  const cookies = {
    nobody: '', forged: `sid=${'A'.repeat(43)}`, checker: sid(salma), supervisor: sid(nadia), admin: sid(adam),
    disabled: sid(yusuf), expired: sid(nadia, new Date(NOON.getTime() - 12 * 60 * 60_000)),
  }
  db.prepare('UPDATE people SET disabled_at = ? WHERE id = ?').run(NOON.toISOString(), yusuf.id)
  return { db, cookies }

  function sid(person: Person, at = NOON) {
    return `sid=${startSession(db, { person, at })}`
  }
}

test('every door opens to those it should, and to nobody else', async (t) => {
  const { db, cookies } = visitors(t)
  const { anyone } = await testServer(t, db)
  let denied = 0
  for (const [name, lowest] of Object.entries(DOORS) as [RouteName, string][]) {
    const [method, pattern] = name.split(' ') as ['GET' | 'POST', string]
    for (const [visitor, cookie] of Object.entries(cookies)) {
      const before = db.serialize()
      const answer = await ask(anyone, method, sample(pattern), cookie)
      const may = lowest === 'anyone' || ROLES.indexOf(visitor as Person['role']) >= ROLES.indexOf(lowest as Person['role'])
      const known = ROLES.includes(visitor as Person['role'])
      const says = `${name} for ${visitor}: ${answer.status} ${answer.headers.get('location') ?? ''}`

      if (may) {
        assert.ok(answer.status < 500 && answer.status !== 401 && answer.status !== 403, says)
        if (known) assert.doesNotMatch(answer.headers.get('location') ?? '', /^\/sign-in\?/, says)
        continue
      }
      denied++
      if (known) assert.equal(answer.status, 403, says)
      else if (method === 'POST') assert.equal(answer.status, 401, says)
      else assert.deepEqual([answer.status, answer.headers.get('location')], [303, `/sign-in?next=${encodeURIComponent(sample(pattern))}`], says)
      assert.ok(before.equals(db.serialize()), `${says} and something changed`)
    }
  }
  assert.ok(denied > 180, `${denied} doors stayed shut`)
})

test('whoever asks for the head of a page alone learns what the page would have been', async (t) => {
  const { db, cookies } = visitors(t)
  const { base } = await testServer(t, db)
  for (const door of (Object.keys(DOORS) as RouteName[]).filter((name) => name.startsWith('GET '))) {
    const path = sample(door.slice('GET '.length))
    for (const [visitor, cookie] of [['nobody', cookies.nobody], ['a checker', cookies.checker]] as const) {
      const [whole, head] = await Promise.all(['GET', 'HEAD'].map((method) => fetch(base + path, { method, redirect: 'manual', headers: { cookie, 'accept-language': 'en' } })))
      assert.deepEqual([head!.status, head!.headers.get('location'), head!.headers.get('content-type'), await head!.text()], [whole!.status, whole!.headers.get('location'), whole!.headers.get('content-type'), ''], `${door} for ${visitor}`)
      await whole!.arrayBuffer()
    }
  }
})

/** Whoever may show a token, and which role it gives them: those whose token is over get none. */
function bearers(t: TestContext) {
  const db = testDesk(t)
  const { salma, yusuf, nadia, adam } = testPeople(db)
  const longAgo = new Date(NOON.getTime() - 10 * 24 * 60 * 60_000)
  const make = (person: Person, role = person.role, at = NOON) => makeToken(db, { person, at }, { name: 'A program', role, days: 5 })
  const revoked = make(nadia)
  revokeToken(db, { person: nadia, at: NOON }, listTokens(db, nadia, { at: NOON, limit: 9 })[0]!.id)
  const tokens: Record<string, [token: string, role: Role | null]> = {
    nobody: ['', null], forged: [`cd_${'A'.repeat(43)}`, null], checker: [make(salma), 'checker'], supervisor: [make(nadia), 'supervisor'], admin: [make(adam), 'admin'],
    'lesser than its person': [make(adam, 'checker'), 'checker'], expired: [make(adam, 'admin', longAgo), null], revoked: [revoked, null], disabled: [make(yusuf), null], 'of somebody who lost a role': [make({ ...salma, role: 'admin' }, 'admin'), 'checker'],
  }
  db.prepare('UPDATE people SET disabled_at = ? WHERE id = ?').run(NOON.toISOString(), yusuf.id)
  return { db, tokens }
}

test('the API opens each door to those to whom the page or form opens it, by their tokens and by nothing else', async (t) => {
  const { db, tokens } = bearers(t)
  const { base } = await testServer(t, db)
  const app = services(t, db)
  const all = operations(app, {
    ...claimRoutes(app), ...anchorRoutes(app), ...replyRoutes(app), ...similarRoutes(app), ...evidenceRoutes(app), ...verdictRoutes(app), ...publicationRoutes(app), ...exportRoutes(app),
  })
  assert.ok(all.length > 40)
  let denied = 0
  for (const { method, path, door } of all) {
    const lowest = DOORS[door] === 'anyone' ? 'checker' : DOORS[door]
    for (const [bearer, [token, role]] of Object.entries(tokens)) {
      // What is unknown is counted, and so throttled: that has a test of its own.
      db.prepare('DELETE FROM sign_in_failures').run()
      const before = bearer === 'forged' ? null : contentOf(db)
      const answer = await fetch(`${base}/api/v1${sample(path)}`, { method, headers: { authorization: `Bearer ${token}`, cookie: 'sid=whatever' } })
      await answer.arrayBuffer()
      const says = `${method} ${path} for ${bearer}: ${answer.status}`
      const may = role !== null && ROLES.indexOf(role) >= ROLES.indexOf(lowest)

      if (may) assert.ok(answer.status < 500 && answer.status !== 401 && answer.status !== 403, says)
      else assert.equal(answer.status, role === null ? 401 : 403, says)
      if (!may) denied++
      if (before !== null) assert.equal(contentOf(db), before, `${says} and something changed`)
    }
  }
  assert.ok(denied > 200, `${denied} doors stayed shut`)
})

/** All that the desk holds, but for the day on which a token was used last. */
const contentOf = (db: ReturnType<typeof testDesk>) => JSON.stringify(['audit_events', 'claims', 'people', 'sessions', 'evidence', 'reports', 'publications'].map((table) => db.prepare(`SELECT * FROM ${table}`).all()))

async function ask(browser: Browser, method: 'GET' | 'POST', path: string, cookie: string) {
  // Leaving would take the session away from the doors that follow.
  const answer = method === 'GET' ? await browser.get(path, { cookie }) : await browser.post(path, {}, path === '/sign-out' ? { cookie: '' } : { cookie })
  await answer.arrayBuffer()
  return answer
}

test('what is no door is nothing, whoever asks and however', async (t) => {
  const { db, cookies } = visitors(t)
  const { base } = await testServer(t, db)
  const before = db.serialize()
  const paths = ['/nothing', '/admin', '/claims/0000000000', '/people', '/reports/new', '/audit', '/join/x', '/.env', '/static/../package.json', '/static/%2e%2e/package.json', '/static/vendor/../../package.json']
  for (const cookie of [cookies.nobody, cookies.admin]) {
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'QUERY', 'PROPFIND']) {
      for (const path of paths) {
        const answer = await fetch(base + path, { method, redirect: 'manual', headers: { cookie, 'sec-fetch-site': 'same-origin' } })
        assert.ok([404, 200].includes(answer.status) && (answer.status === 404 || method === 'OPTIONS'), `${method} ${path}: ${answer.status}`)
      }
    }
    for (const path of ['/nothing', '/.env', '/static/../package.json', '/static/%2e%2e%2fpackage.json']) {
      assert.equal((await fetch(base + path, { redirect: 'manual', headers: { cookie } })).status, 404, path)
    }
  }
  assert.ok(before.equals(db.serialize()))
})
