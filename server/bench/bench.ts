import { rmSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { buildDesk } from './build.ts'
import { benchDesk, benchExportsAlone } from './desk.ts'
import { FULL, QUICK } from './measure.ts'
import { exportTable, growthTable, processTable, resultTable, type Result } from './tables.ts'

// Measures the desk beside the least that could be done. Fails when an answer is wrong, never because it is slow.
//   npm run bench -- --claims 100000,1000000
//   npm run bench -- --quick
//   npm run bench -- --claims 100000 --exports      the long exports alone

const { values } = parseArgs({ options: { claims: { type: 'string' }, quick: { type: 'boolean', default: false }, exports: { type: 'boolean', default: false } } })
const sizes = (values.claims ?? (values.quick ? '3000' : '100000,1000000')).split(',').map(Number)
if (!sizes.every((size) => Number.isSafeInteger(size) && size >= 3000)) throw new Error('--claims takes whole numbers of 3000 and more')

const measured: { claims: number; results: Result[] }[] = []
for (const claims of sizes) {
  console.log(`\nBuilding a desk of ${claims} claims …`)
  const { folder, seconds } = buildDesk(claims)
  try {
    if (values.exports) {
      console.log(`\n${claims} claims\n\n${exportTable(await benchExportsAlone(folder))}`)
      continue
    }
    const { results, figures, exported } = await benchDesk(folder, values.quick ? QUICK : FULL)
    console.log(`\n${claims} claims (goals in brackets)\n\n${resultTable(results)}\n\n${processTable({ built: seconds, ...figures })}`)
    if (exported) console.log(`\n${exportTable(exported)}`)
    measured.push({ claims, results })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const [first, last] = [measured[0], measured.at(-1)]
if (first && last && first !== last) console.log(`\nFrom ${first.claims} to ${last.claims} claims\n\n${growthTable(first.results, last.results)}`)
