import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'

type Line = { id: string; text: string; title?: string }
type Answer = { id: string; hits: { id: string; score: number }[] }

/** Asks the batch door. */
function similar(t: TestContext, claims: readonly Line[], queries: readonly Line[]): Answer[] {
  const folder = mkdtempSync(join(tmpdir(), 'similar-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const file = (name: string, lines: readonly Line[]) => { writeFileSync(join(folder, name), lines.map((line) => `${JSON.stringify(line)}\n`).join('')); return join(folder, name) }
  return ask(file('claims.jsonl', claims), file('queries.jsonl', queries))
}

function ask(claims: string, queries: string): Answer[] {
  const out = execFileSync(process.execPath, [join(import.meta.dirname, 'similar-command.ts'), '--claims', claims, '--queries', queries], { encoding: 'utf8' })
  return out.trim().split('\n').map((line) => JSON.parse(line) as Answer)
}

const lines = (texts: readonly string[]) => texts.map((text, index) => ({ id: `c${index}`, text }))

test('Arabic claims are found in other words of the same roots, with other letters and other numbers', (t) => {
  const claims = lines(['أُغلق جسر سارم أمام الشاحنات بعد الفيضان', 'ارتفع سعر الخبز في العاصمة إلى ٧٣ قرشًا', 'افتتح الوزير مستشفى الأطفال في تل مرسى', 'انقطعت الكهرباء عن قرى البحيرة ليلتين'])
  const answers = similar(t, claims, lines(['الشاحنات ممنوعة من جسر سارم، وهو مغلق منذ الفيضانات', 'سعر الخبز بالعاصمه 73 قرشا', 'والوزير يفتتح مستشفيات الاطفال', 'بلا كهرباء: قريتان على البحيرة']))
  assert.deepEqual(answers.map(({ hits }) => hits[0]!.id), ['c0', 'c1', 'c2', 'c3'])
})

test('who says the same words is found, though more claims than are looked at share the rarest of them', (t) => {
  // More rows than all words may have together: «ferry», the commonest, is not asked for, and hundreds have the two others.
  const others = lines(Array.from({ length: 14_000 }, (_, index) => `${index % 20 === 0 ? 'quarry' : 'meadow'} ${index % 3 === 0 ? 'orchard' : 'timber'} ${index % 60 === 0 ? 'harbour' : 'ferry'}`))
  const [answer] = similar(t, [...others, { id: 'same', text: 'quarry orchard ferry' }], lines(['Quarry, orchard, ferry']))
  assert.equal(answer!.hits[0]!.id, 'same')
})

test('English posts are found in spite of handles, addresses and tags, by the claim or by its title', (t) => {
  const claims = [
    { id: 'bread', text: 'A loaf of bread costs five crowns in the capital.' }, { id: 'well', text: 'The wells of Sarim were poisoned.', title: 'Did someone poison the water of a village?' },
    { id: 'mayor', text: 'The mayor of Belmoor sold the library to his brother.' },
  ]
  const answers = similar(t, claims, lines([
    'RT @breadwatch: 5 crowns!! loaves are costing FIVE crowns now https://t.co/x1 #CapitalBread', '@who is it true that somebody poisoned a village’s water?? pic.twitter.com/zz', 'Belmoor’s library… sold! To the mayors brother #Belmoor',
  ]))
  assert.deepEqual(answers.map(({ hits }) => hits[0]!.id), ['bread', 'well', 'mayor'])
})

test('each query has its line, best first, even where nothing is like it', (t) => {
  const answers = similar(t, lines(['The bridge is closed.', 'A bridge over the river was closed for lorries.']), lines(['a closed bridge', 'zzz', '', 'the of and']))
  assert.deepEqual(answers.map(({ id, hits }) => [id, hits.length]), [['c0', 2], ['c1', 0], ['c2', 0], ['c3', 0]])
  const [first, second] = answers[0]!.hits
  assert.ok(first!.score >= second!.score)
})

test('a line that is none is refused in a sentence', () => {
  const folder = mkdtempSync(join(tmpdir(), 'similar-'))
  writeFileSync(join(folder, 'bad.jsonl'), 'not json\n')
  assert.throws(() => ask(join(folder, 'bad.jsonl'), join(folder, 'bad.jsonl')), /a line is not \{"id","text"\}/)
  assert.throws(() => ask(join(folder, 'none.jsonl'), join(folder, 'bad.jsonl')), /ENOENT/)
  rmSync(folder, { recursive: true })
})

const HEADLINES = join(import.meta.dirname, '../../../shared/eval/dev/similar-ans')

test('on headlines that others wrote it reaches the bars', { skip: existsSync(HEADLINES) ? false : 'the headlines to measure on are not here' }, () => {
  const queries = readFileSync(join(HEADLINES, 'queries.jsonl'), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as { id: string; relation: string; relevant: string[]; exclude?: string })
  const found = new Map(ask(join(HEADLINES, 'claims.jsonl'), join(HEADLINES, 'queries.jsonl')).map(({ id, hits }) => [id, hits.map((hit) => hit.id)]))
  const mean = (relation: string, valueOf: (relevant: string[], hits: string[]) => number) => {
    const asked = queries.filter((query) => query.relation === relation)
    return asked.reduce((sum, { id, relevant, exclude }) => sum + valueOf(relevant, found.get(id)!.filter((hit) => hit !== exclude).slice(0, 5)), 0) / asked.length
  }
  const recall = (relevant: string[], hits: string[]) => hits.filter((hit) => relevant.includes(hit)).length / relevant.length
  const precision = (relevant: string[], hits: string[]) =>
    hits.reduce((sum, hit, index) => relevant.includes(hit) ? sum + hits.slice(0, index + 1).filter((each) => relevant.includes(each)).length / (index + 1) : sum, 0) / relevant.length

  const reached = { agreeMap: mean('agree', precision), agreeRecall: mean('agree', recall), disagreeRecall: mean('disagree', recall) }
  assert.ok(reached.agreeMap >= 0.87 && reached.agreeRecall >= 0.93 && reached.disagreeRecall >= 0.84, JSON.stringify(reached))
})
