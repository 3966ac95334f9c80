// Holds every template to models.ts: each one becomes a function of its model, and the compiler reads the lot.
//   node views/check.ts
import { spawnSync } from 'node:child_process'
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { FRAME } from './models.ts'

const VIEWS = import.meta.dirname
const TSC = join(VIEWS, '../node_modules/.bin/tsc')

/** Checks every template below a folder that also holds models.ts. Returns what the compiler said, in terms of the templates; '' when all is well. */
function checkTemplates(folder: string): string {
  const out = join(folder, '.checked')
  const names = globSync('**/*.ejs', { cwd: folder }).map((file) => file.replace(/\.ejs$/, ''))

  rmSync(out, { recursive: true, force: true })
  try {
    for (const name of names) write(join(out, `${name}.ejs.ts`), asFunction(name, readFileSync(join(folder, `${name}.ejs`), 'utf8')))
    write(join(out, 'names.ts'), sameNames(names))
    write(join(out, 'tsconfig.json'), JSON.stringify({ extends: join(VIEWS, '../tsconfig.json'), compilerOptions: { noUnusedParameters: false, noUnusedLocals: false }, include: ['**/*.ts', join(VIEWS, '../server/web/express.d.ts')] }))

    const { stdout, stderr } = spawnSync(TSC, ['--pretty', 'false', '-p', out], { encoding: 'utf8' })
    return (stdout + stderr).replaceAll(/(?:\S*\/)?\.checked\/(.+?)\.ts\(/g, 'views/$1(')
  } finally {
    rmSync(out, { recursive: true, force: true })
  }
}

function write(file: string, text: string) {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

/** Line N of the result is line N of the template, so that errors point at the template. */
function asFunction(name: string, template: string): string {
  const models = `${'../'.repeat(name.split('/').length)}models.ts`
  const code = template.split(/(<%[\s\S]*?%>)/).map(asCode).join('')
  return `import type { Views, PartialName, Frame } from '${models}'; `
    + `export default ({ ${FRAME.join(', ')} }: ${frameOf(name)}, it: Views['${name}'], `
    + 'include: <N extends PartialName>(name: N, it: Views[N]) => string, '
    + `__text: (value: string | number | boolean) => void, __html: (value: string) => void) => {${code}}\n`
}

/** Signed-in pages know that somebody is signed in; the frame and the pages for everybody do not. */
const frameOf = (name: string) => /^(layout|shared|people|publication|api)\//.test(name) ? 'Frame' : `Frame & { viewer: NonNullable<Frame['viewer']> }`

function asCode(part: string): string {
  const [, kind, body] = part.match(/^<%([=\-#_]?)([\s\S]*?)[-_]?%>$/) ?? []
  if (body === undefined || kind === '#') return part.replaceAll(/[^\n]/g, '')
  if (kind === '=') return `__text(${body});`
  if (kind === '-') return `__html(${body});`
  return `${body};`
}

const sameNames = (names: readonly string[]) => `
  import type { Views } from '../models.ts'
  type Same<A extends B, B> = A
  export type EveryTemplateHasAModel = Same<${union(names)}, keyof Views>
  export type EveryModelHasATemplate = Same<keyof Views, ${union(names)}>
`

const union = (names: readonly string[]) => names.map((name) => `'${name}'`).join(' | ')

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const problems = checkTemplates(VIEWS)
  process.stdout.write(problems)
  process.exit(problems === '' ? 0 : 1)
}
