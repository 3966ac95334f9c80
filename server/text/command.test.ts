import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'

const COMMAND = join(import.meta.dirname, 'command.ts')
const folder = mkdtempSync(join(tmpdir(), 'text-command-'))
after(() => rmSync(folder, { recursive: true }))

const REPORT = '\uFEFFقالت البلدية إن الجسر انهار. ولم تحدد السبب.'
const file = join(folder, 'report.txt')
const broken = join(folder, 'broken.txt')
writeFileSync(file, REPORT)
writeFileSync(broken, Buffer.from([0xc3, 0x28]))

function run(...words: string[]) {
  return spawnSync(process.execPath, [COMMAND, ...words], { encoding: 'utf8' })
}

test('passages are printed as offsets into the file as it is, byte order mark and all', () => {
  const { stdout, status } = run('passages', '--language', 'ar', file)
  assert.equal(status, 0)
  assert.deepEqual(JSON.parse(stdout), [{ start: 0, end: 30 }, { start: 30, end: REPORT.length }])
})

test('suggestions are printed with spans, kind, source, chain, cue and passage', () => {
  const [first] = JSON.parse(run('suggest', '--language', 'ar', file).stdout)
  assert.deepEqual(Object.keys(first), ['spans', 'kind', 'modality', 'source', 'chain', 'cue', 'passage'])
  assert.equal(REPORT.slice(first.spans[0].start, first.spans[0].end), 'الجسر انهار')
  assert.equal(first.source.text, 'البلدية')
})

const REFUSED = [
  ['an unknown door', ['similar', '--language', 'ar', file]],
  ['a missing file name', ['passages', '--language', 'ar']],
  ['a second file', ['passages', '--language', 'ar', file, file]],
  ['an unknown language', ['passages', '--language', 'xx', file]],
  ['no language', ['passages', file]],
  ['an unknown option', ['passages', '--lang', 'ar', file]],
  ['a file that is not there', ['suggest', '--language', 'ar', join(folder, 'none.txt')]],
  ['a folder', ['suggest', '--language', 'ar', folder]],
  ['a file that is not UTF-8', ['suggest', '--language', 'ar', broken]],
] as const

for (const [name, words] of REFUSED) {
  test(`${name} is refused in one line, with exit code 2`, () => {
    const { status, stdout, stderr } = run(...words)
    assert.equal(status, 2)
    assert.equal(stdout, '')
    assert.match(stderr, /^[^\n]+\n$/)
  })
}
