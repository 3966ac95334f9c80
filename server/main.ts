import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { readOrMakeKey } from './audit/checkpoint.ts'
import { openDesk } from './audit/open-desk.ts'
import { readConfig, type Config } from './config.ts'
import { createDatabase, openDatabase } from './database.ts'
import { firstInvitation } from './people/invitations.ts'
import { serve } from './serve.ts'

try {
  const config = readConfig()
  const { db, key } = openOrCreate(config, process.argv.includes('--create'))
  const token = firstInvitation(db, new Date())

  await serve(db, key, config)
  console.log(`The desk is open at ${config.publicUrl}`)
  if (token) console.log(`Nobody belongs to it yet. This link makes the first admin, once: ${config.publicUrl}/join/${token}`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}

/** Never starts an empty desk where a full one is expected: a lost volume must not look like a fresh start. */
function openOrCreate(config: Config, create: boolean) {
  if (!create) return { db: openDatabase(config.databaseFile), key: readOrMakeKey(config.keyFile) }

  mkdirSync(dirname(config.databaseFile), { recursive: true })
  const db = createDatabase(config.databaseFile)
  const key = readOrMakeKey(config.keyFile)
  openDesk(db, { name: config.deskName, origin: new URL(config.publicUrl).host, key, at: new Date() })
  return { db, key }
}
