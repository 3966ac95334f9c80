import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { test } from 'node:test'
import { ar } from '../views/locales/ar.ts'
import { en } from '../views/locales/en.ts'

const ROOT = join(import.meta.dirname, '..')
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8')
const filesIn = (...patterns: string[]) => patterns.flatMap((pattern) => globSync(pattern, { cwd: ROOT }).map((file) => file.replaceAll('\\', '/')).sort())
const withoutComments = (source: string) => source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1')

/** From left to right: a room may use those on its left. The trail is open to all, because every change is recorded there. */
const ROOMS = ['text', 'people', 'audit', 'reports', 'claims', 'evidence', 'verdicts', 'letters', 'publication', 'export', 'hooks', 'desk', 'api']
const OPEN_TO_ALL = 'server/audit/trail.ts'

const isTest = (file: string) => /\.test\.ts$|testing[\w-]*\.ts$/.test(file)
/** Pages and routes bring rooms together; claim-form answers the forms of every room with the page of the claim. */
const bringsTogether = (file: string) => /(^|[/-])(page|routes)\.ts$/.test(file) || file === 'server/claims/claim-form.ts'

const sources = filesIn('server/**/*.ts').filter((file) => !isTest(file) && !file.startsWith('server/bench/'))

type Import = { from: string; to: string }

/** What a file loads when it runs: imports of types alone are gone by then. */
function importsOf(file: string): Import[] {
  return Array.from(read(file).matchAll(/^(?:import|export)\s+(?!type\b)(?:([^'"]*?)\s+from\s+)?'([^']+)'/gm), ([, names = '', to]) => ({ names, to: to! }))
    .filter(({ names }) => !/^\{(\s*type\s+\w+( as \w+)?\s*,?)+\s*\}$/.test(names))
    .map(({ to }) => ({ from: file, to: to.startsWith('.') ? posix.join(posix.dirname(file), to) : to }))
}

const imports = sources.flatMap(importsOf)
const roomOf = (file: string) => /^server\/(\w+)\//.exec(file)?.[1] ?? ''
const told = (found: readonly Import[]) => found.map(({ from, to }) => `${from} → ${to}`)

test('the reader of imports sees what it should', () => {
  assert.ok(imports.length > 200, `${imports.length} imports`)
  assert.ok(told(imports).includes('server/claims/rules.ts → server/errors.ts'))
  assert.ok(!told(imports).includes('server/claims/rules.ts → server/people/person.ts'), 'types alone do not count')
})

/** Errors, and which day it is where the desk stands. */
const RULES_KNOW = ['server/errors.ts', 'server/days.ts']

test('rules load nothing but errors and the calendar, and know no clock, no database and no chance', () => {
  const rules = sources.filter((file) => file.endsWith('/rules.ts'))
  assert.ok(rules.length >= 4)
  assert.deepEqual(told(imports.filter(({ from, to }) => rules.includes(from) && !RULES_KNOW.includes(to))), [])
  for (const file of rules) assert.doesNotMatch(withoutComments(read(file)), /new Date\(\)|Date\.now|Math\.random|\.prepare\(|process\./, file)
})

test('rooms use rooms on their left, save from pages and routes', () => {
  const rightwards = imports.filter(({ from, to }) => ROOMS.includes(roomOf(from)) && ROOMS.indexOf(roomOf(to)) > ROOMS.indexOf(roomOf(from)))
  assert.deepEqual(told(rightwards.filter(({ from, to }) => !bringsTogether(from) && to !== OPEN_TO_ALL)), [])
})

test('every folder of the server is a room, the plumbing, or the bench', () => {
  assert.deepEqual([...new Set(sources.map(roomOf))].filter((room) => room && ![...ROOMS, 'web'].includes(room)), [])
})

test('routes do not load routes, but for the door of the room of people', () => {
  const between = imports.filter(({ from, to }) => /routes\.ts$/.test(from) && /(^|[/-])routes\.ts$/.test(to) && to !== 'server/web/routes.ts')
  assert.deepEqual(told(between), [])
})

/** Where the plumbing has to know something of the field, and what for. */
const PLUMBING_KNOWS = {
  'server/web/errors.ts → server/audit/trail.ts': 'a form sent twice leads where it led the first time',
  'server/web/routes.ts → server/people/access.ts': 'the role table stands before every route',
  'server/web/visitor.ts → server/people/person.ts': 'the languages of the interface',
}

test('the plumbing knows nothing of the field, save where it says why', () => {
  const known = imports.filter(({ from, to }) => roomOf(from) === 'web' && ROOMS.includes(roomOf(to)))
  assert.deepEqual(told(known), Object.keys(PLUMBING_KNOWS))
})

/** Beside pages, routes and forms: files of a room that belong to its HTTP side. */
const HTTP_SIDE = {
  'server/people/door.ts': 'the routes in and out, apart from those of the page of people',
  'server/people/session-cookie.ts': 'the cookie that carries a session',
  'server/reports/import.ts': 'the form of the import',
  'server/claims/claim-form.ts': 'the one way a form of the claim page is answered',
}

test('what changes data does not know how it was asked', () => {
  // The room of the API is nothing but another way of asking.
  const asking = imports.filter(({ from, to }) => ROOMS.includes(roomOf(from)) && roomOf(from) !== 'api' && roomOf(to) === 'web' && !bringsTogether(from) && !from.endsWith('/form.ts'))
  assert.deepEqual([...new Set(asking.map(({ from }) => from))].sort(), Object.keys(HTTP_SIDE).filter((file) => file !== 'server/claims/claim-form.ts').sort())
})

/** multer and its fallback parser stand before the body reader of app.ts. */
const KNOWS_EXPRESS = ['server/reports/upload.ts']

test('only app.ts, the plumbing and routes load express', () => {
  const packages = imports.filter(({ to }) => ['express', 'helmet', 'multer'].includes(to))
  assert.ok(packages.length >= 3)
  assert.deepEqual(told(packages.filter(({ from }) => from !== 'server/app.ts' && roomOf(from) !== 'web' && !from.endsWith('routes.ts') && !KNOWS_EXPRESS.includes(from))), [])
})

const packageOf = (path: string) => path.split('/').slice(0, path.startsWith('@') ? 2 : 1).join('/')

test('what is loaded at run time stands in the dependencies, not in those for development', () => {
  const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> }
  const packages = new Set(imports.map(({ to }) => to).filter((to) => !to.startsWith('node:') && !/^(server|views|db)\//.test(to)).map(packageOf))
  assert.deepEqual([...packages].filter((name) => !(name in dependencies)), [])
})

test('only config.ts reads the environment', () => {
  assert.deepEqual(sources.filter((file) => /process\.env\b/.test(withoutComments(read(file)))), ['server/config.ts'])
})

test('only what serves looks at the clock; everything else is told the time', () => {
  // A command is told by nobody; errors.ts stamps what it logs.
  assert.deepEqual(sources.filter((file) => /new Date\(\)|Date\.now\(/.test(withoutComments(read(file)))), ['server/audit/witness-command.ts', 'server/main.ts', 'server/serve.ts', 'server/web/errors.ts'])
})

test('no enums, no namespaces, no default exports, and one class', () => {
  const code = filesIn('server/**/*.ts', 'views/**/*.ts', 'db/**/*.ts', 'seeds/**/*.ts').filter((file) => !file.endsWith('.d.ts') && !isTest(file))
  assert.ok(code.length > 100)
  const found = code.flatMap((file) => Array.from(withoutComments(read(file)).matchAll(/^(?:export )?(?:abstract )?(class|enum|const enum|namespace|export default)\b.*$/gm), ([line]) => `${file}: ${line}`))
  assert.deepEqual(found, ['server/errors.ts: export class Refusal extends Error {'])
})

test('imports of our own end in .ts, and lines in no semicolon', () => {
  const code = filesIn('server/**/*.ts', 'views/**/*.ts', 'db/**/*.ts', 'seeds/**/*.ts', 'e2e/**/*.ts')
  assert.deepEqual(code.filter((file) => /from '\.{1,2}\/[^']*(?<!\.ts)'/.test(read(file))), [])
  assert.deepEqual(code.filter((file) => /^[^`]*;$/m.test(withoutComments(read(file)).replace(/`[^`]*`/g, ''))), [])
})

const templates = filesIn('views/**/*.ejs')

/** What machines read: JSON in which nothing can end the element, see inPage(). It runs nowhere. */
const DATA_BLOCK = 'views/publication/_claim-review.ejs'

test('templates print unescaped only other templates, their body, the stamped attributes of htmx, and one block of data', () => {
  for (const file of templates) {
    const found = Array.from(read(file).matchAll(/<%-\s*([\s\S]*?)\s*%>/g), ([, code]) => code!)
    assert.deepEqual(found.filter((code) => !/^(include\(|it\.body$|hx\()/.test(code)), file === DATA_BLOCK ? ['it.claimReview'] : [], file)
  }
})

test('templates write htmx attributes only through hx()', () => {
  for (const file of templates) assert.doesNotMatch(read(file).replace(/<meta name="htmx-config"[^>]*>/, ''), /\s(data-)?hx-[\w:-]+\s*=/, file)
})

test('templates hold no inline style, no inline script and no handler', () => {
  for (const file of templates) {
    const markup = read(file).replace(/<%[\s\S]*?%>/g, '')
    assert.doesNotMatch(markup, /\sstyle\s*=|\son\w+\s*=|javascript:/i, file)
    if (file === DATA_BLOCK) assert.equal(markup, '<script type="application/ld+json"></script>\n')
    else for (const [script] of markup.matchAll(/<script[\s\S]*?<\/script>/gi)) assert.match(script, /^<script src="\/static\/[^"]+" nonce="" defer><\/script>$/, file)
  }
})

test('templates quote every attribute whose value they print', () => {
  for (const file of templates) assert.doesNotMatch(read(file), /\s[\w-]+=<%=/, file)
})

test('words come from the catalogues: no template holds a sentence of its own', () => {
  for (const file of templates) {
    const words = read(file).replace(/<%[\s\S]*?%>/g, ' ').replace(/<(style|script|code|pre)\b[\s\S]*?<\/\1>|<bdi class="code"[\s\S]*?<\/bdi>/g, ' ').replace(/<[^>]*>/g, ' ').replace(/&\w+;/g, ' ').match(/\p{L}{3,}/gu) ?? []
    assert.deepEqual(words.filter((word) => !['HTML', 'PDF', 'DOCX', 'JSON', 'CSV', 'ZIP', 'sha'].includes(word)), [], file)
  }
})

/** A side of the screen has another name in each direction of writing. */
const PHYSICAL = /(?:^|[\s;{(])(?:(?:margin|padding|border|scroll-margin|scroll-padding|inset)-(?:left|right|top|bottom)(?:-\w+)*|left|right|top|bottom|width|height|(?:min|max)-(?:width|height)|border-(?:top|bottom)-(?:left|right)-radius|float|clear)\s*:(?!\s*none)/

test('style sheets speak of beginning and end, never of left and right', () => {
  const sheets = filesIn('static/css/*.css')
  assert.ok(sheets.length > 5)
  for (const file of sheets) {
    const rules = read(file).replace(/\/\*[\s\S]*?\*\//g, '').replace(/@(?:media|container|page)[^{]*\{/g, '{')
    assert.deepEqual(rules.split('\n').filter((line) => PHYSICAL.test(line)), [], file)
    assert.doesNotMatch(rules, /text-align:\s*(left|right)|(justify|align)-\w+:\s*(left|right)|transform-origin:\s*(left|right)/, file)
  }
})

test('a field that takes the direction of what is typed has a placeholder, by which it is known to be empty', () => {
  const fields = templates.flatMap((file) => read(file).match(/<(?:input|textarea)\b(?:<%[\s\S]*?%>|[^>])*>/g) ?? []).filter((field) => /\bdir="(?:<%.*)?auto/.test(field))
  assert.ok(fields.length > 3)
  assert.deepEqual(fields.filter((field) => !field.includes(' placeholder="')), [])
})

/** What htmx puts on a form that is under way. */
const WORN_BY_OTHERS = ['htmx-request']

test('every class of the style sheets is worn somewhere', () => {
  const wearers = [...templates, ...sources, ...filesIn('static/js/*.js')].map(read).join('\n')
  /** Of `verdict--<%= verdict %>` the beginning is known. */
  const begun = Array.from(wearers.matchAll(/([\w-]+(?:--|__|-))(?:<%|\$\{)/g), ([, beginning]) => beginning!)
  const isWorn = (name: string) => new RegExp(`(?<![\\w-])${name}(?![\\w-])`).test(wearers) || begun.some((beginning) => name.startsWith(beginning))
  const classesIn = (file: string) => Array.from(read(file).replace(/\/\*[\s\S]*?\*\//g, '').matchAll(/([^{}]+)\{/g), ([, selector]) => selector!.match(/(?<=\.)[a-z][\w-]*/gi) ?? []).flat()
  const classes = new Set(filesIn('static/css/*.css').flatMap(classesIn))
  assert.ok(classes.size > 200 && isWorn('panel') && !isWorn('nobody-wears-this'), `${classes.size} classes`)
  assert.deepEqual([...classes].filter((name) => !WORN_BY_OTHERS.includes(name) && !isWorn(name)), [])
})

const flat = (words: object, path = ''): [string, unknown][] =>
  Object.entries(words).flatMap(([name, value]) => typeof value === 'object' && value !== null ? flat(value as object, `${path}${name}.`) : [[path + name, value] as [string, unknown]])

test('both catalogues say the same things', () => {
  assert.deepEqual(flat(ar).map(([name]) => name).toSorted(), flat(en).map(([name]) => name).toSorted())
  for (const [name, words] of [...flat(ar), ...flat(en)]) assert.ok(typeof words === 'function' || (typeof words === 'string' && words.trim() !== ''), name)
})

/** The trail looks these up by the fields that an event changed. */
const LOOKED_UP = 'fields.'

test('every word of the catalogues is said somewhere', () => {
  const users = [...templates, ...sources, ...filesIn('views/*.ts', 'server/bench/*.ts', 'static/js/*.js', 'seeds/*.ts')].map(read).join('\n')
  const isSaid = (name: string) => {
    const [last, parent] = name.split('.').toReversed() as [string, string | undefined]
    // By its name; or its table is looked into, or gone through.
    return parent === undefined ? users.includes(`.${last}`) : new RegExp(`\\b${parent}\\??\\.${last}\\b|\\.${parent}(\\?\\.)?\\[|Object\\.\\w+\\([\\w.]*\\b${parent}\\)`).test(users)
  }
  assert.ok(isSaid('claim.signOff') && !isSaid('claim.nobodySaysThis'))
  assert.deepEqual(flat(en).map(([name]) => name).filter((name) => !name.startsWith(LOOKED_UP) && !isSaid(name)), [])
})

/** What is the same in every language, or names another one. */
const NOT_ARABIC = ['direction', 'nav.otherLanguage', 'page.none', 'locales.en', 'fields.sha256']
const NOT_ENGLISH = ['nav.otherLanguage', 'locales.ar']

test('the Arabic catalogue is in Arabic and the English one is not', () => {
  const arabic = (words: unknown) => /\p{Script=Arabic}/u.test(String(words))
  assert.deepEqual(flat(ar).filter(([, words]) => !arabic(words)).map(([name]) => name), NOT_ARABIC)
  assert.deepEqual(flat(en).filter(([, words]) => arabic(words)).map(([name]) => name), NOT_ENGLISH)
})

test('a test stands beside what it tests', () => {
  const tests = filesIn('server/**/*.test.ts').filter((file) => /^server\/\w+\//.test(file))
  const orphans = tests.filter((file) => !filesIn(`${posix.dirname(file)}/*.ts`).some((other) => !isTest(other)))
  assert.deepEqual(orphans, [])
})
