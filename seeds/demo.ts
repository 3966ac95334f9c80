import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { openingOf, readOrMakeKey } from '../server/audit/checkpoint.ts'
import { readConfig, type Config } from '../server/config.ts'
import { createDatabase, openDatabase, readDatabase } from '../server/database.ts'
import { serve } from '../server/serve.ts'
import { DEMO_ORIGIN, seedNewsroom } from './newsroom.ts'
import { PASSWORD, PEOPLE } from './people.ts'
import { demoWeb } from './web.ts'

try {
  const config = readConfig({ DATA_DIR: 'demo-data', ...process.env })
  if (existsSync(config.databaseFile)) ensureDemo(config.databaseFile)
  else await makeDemo(config)

  await serve(openDatabase(config.databaseFile), readOrMakeKey(config.keyFile), config, { fetchEvidence: async (address) => demoWeb(address) })
  console.log(welcome(config))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}

/** Told into a file beside, which takes its name when the story has come to its end: a demo that was broken off is none. */
async function makeDemo({ databaseFile, keyFile, deskName }: Config) {
  const unfinished = `${databaseFile}.unfinished`
  mkdirSync(dirname(databaseFile), { recursive: true })
  for (const file of [unfinished, `${unfinished}-wal`, `${unfinished}-shm`]) rmSync(file, { force: true })

  console.log('Telling the story of a small newsroom …')
  const db = createDatabase(unfinished)
  await seedNewsroom(db, { key: readOrMakeKey(keyFile), end: new Date(), deskName })
  db.close()
  renameSync(unfinished, databaseFile)
}

/** Looks without writing: somebody's real desk must come to no harm here. */
function ensureDemo(file: string) {
  const db = readDatabase(file)
  const { origin, name } = openingOf(db)
  db.close()
  if (origin !== DEMO_ORIGIN) throw new Error(`${file} is the desk “${name}”, not a demo. Start the demo in a folder of its own: DATA_DIR=another-folder npm run demo`)
  console.log(`The demo desk in ${dirname(file)} is used again. Delete that folder to start afresh.`)
}

function welcome({ publicUrl }: Config): string {
  const people = Object.values(PEOPLE).map(({ email, role, locale }) => `  ${email.padEnd(26)} ${role.padEnd(10)} ${{ ar: 'العربية', en: 'English' }[locale]}`)
  return ['', `The demo desk is open at ${publicUrl}`, '', `Sign in with the password ${PASSWORD} as`, ...people, '', 'Ctrl-C stops it.'].join('\n')
}
