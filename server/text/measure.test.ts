// Bars on data from outside the project. It is not part of the repository: where it is absent, these tests say so and are skipped.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { Language } from './language.ts'
import { passagesOf } from './passages.ts'
import { suggestClaims } from './suggest.ts'

const SHARED = join(import.meta.dirname, '../../../shared')
const EVAL = join(SHARED, 'eval')
const REPORT = join(SHARED, 'reports/hasakah-2015.txt')
const skip = existsSync(EVAL) && existsSync(REPORT) ? false : 'the measuring data (../shared/eval, ../shared/reports) is not here'
const folder = mkdtempSync(join(tmpdir(), 'text-measure-'))
after(() => rmSync(folder, { recursive: true }))

const SEGMENTATION = [
  ['ar', 'ar_pud-test', 0.99], ['en', 'en_pud-test', 0.99], ['hi', 'hi_pud-test', 0.985], ['fa', 'fa_seraji-test', 0.975], ['es', 'es_gsd-test', 0.955],
  ['fr', 'fr_gsd-test', 0.945], ['de', 'de_gsd-test', 0.905],
] as const satisfies readonly (readonly [Language, string, number])[]

for (const [language, name, bar] of SEGMENTATION) {
  test(`passages in ${language} end where sentences end: F1 of at least ${bar}`, { skip }, () => {
    const gold = join(EVAL, 'open/segmentation', `${name}.jsonl`)
    const passages = passagesOf(score('score-seg.mjs', gold), language)
    const [, f1] = /F1 ([\d.]+)/.exec(score('score-seg.mjs', gold, written(passages))) ?? []
    assert.ok(Number(f1) >= bar, `F1 ${f1}`)
  })
}

test('claims of the first report are found, with kind and claimant', { skip }, () => {
  const suggestions = suggestClaims(readFileSync(REPORT, 'utf8'), 'ar')
  const result = JSON.parse(score('score-claims.mjs', join(EVAL, 'dev/hasakah/gold.json'), written(suggestions), REPORT))
  assert.equal(result.invalid_offsets, 0)
  assert.equal(result.covered, 1)
  assert.ok(result['IoU>=0.5'].f1 >= 0.8 && result['IoU>=0.5'].precision >= 0.8)
  assert.ok(result.recall_check_worthy >= 0.7)
  for (const share of [result.kind_right, result.claimant_right]) {
    const [right, of] = share.split('/').map(Number)
    assert.ok(right / of >= 0.9, share)
  }
})

function score(scorer: string, ...words: string[]): string {
  const { stdout, stderr, status } = spawnSync(process.execPath, [join(EVAL, 'scorers', scorer), ...words], { encoding: 'utf8', maxBuffer: 1e9 })
  assert.equal(status, 0, stderr)
  return stdout
}

function written(value: unknown): string {
  const file = join(folder, 'predicted.json')
  writeFileSync(file, JSON.stringify(value))
  return file
}
