import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { words } from '../views/locales/words.ts'
import { readOrMakeKey } from './audit/checkpoint.ts'
import { openDesk } from './audit/open-desk.ts'
import { readConfig, type Config } from './config.ts'
import { createDatabase, openDatabase } from './database.ts'
import { firstInvitation } from './people/invitations.ts'
import { serve } from './serve.ts'

try {
  const config = readConfig()
  const { db, key } = openOrCreate(config, process.argv.includes('--create'))

  await serve(db, key, config)
  // Only who serves the desk makes the link: a second start that finds the port taken must not spoil the first one's.
  const token = firstInvitation(db, new Date())
  console.log(`The desk is open at ${config.publicUrl}`)
  if (token) console.log(`Nobody belongs to it yet. This link makes the first admin, once: ${config.publicUrl}/join/${token}`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}

/** Never starts an empty desk where a full one is expected: a lost volume must not look like a fresh start. */
function openOrCreate(config: Config, create: boolean) {
  if (!create) return openAgain(config)

  mkdirSync(dirname(config.databaseFile), { recursive: true })
  const db = createDatabase(config.databaseFile)
  const key = readOrMakeKey(config.keyFile)
  openDesk(db, { name: config.deskName ?? words.en.deskName, origin: new URL(config.publicUrl).host, key, at: new Date() })
  return { db, key }
}

/** A new key would be worth nothing to an old trail, so none is made. */
function openAgain({ databaseFile, keyFile }: Config) {
  const db = openDatabase(databaseFile)
  if (!existsSync(keyFile)) throw new Error(`${keyFile} does not exist. It belongs to this database and signs its trail: restore it from a backup`)
  return { db, key: readOrMakeKey(keyFile) }
}
