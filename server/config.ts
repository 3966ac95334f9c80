import { join } from 'node:path'
import { z } from 'zod'

const Environment = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: z.string().regex(/^\d{1,5}$/).default('3000').transform(Number),
  DATA_DIR: z.string().default('data'),
  /** Where readers reach the desk. Absolute addresses, secure cookies and HSTS follow from it. */
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** Without one the desk has the name of the product, which each language writes in its own way. */
  DESK_NAME: z.string().trim().min(1).max(80).optional(),
  /** Off unless set: the address of a program that is asked for suggestions too. */
  SUGGESTER_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** Whether what the desk publishes says who of its people checked and signed, or only in which role. */
  DESK_SHOWS_NAMES: z.enum(['yes', 'no']).default('yes'),
  /** Whether the desk fetches the pages that evidence leads to. What was asked for meanwhile waits. */
  SNAPSHOTS: z.enum(['on', 'off']).default('on'),
  /** The browser that prints reports; without it there are no PDFs. */
  CHROMIUM: z.string().min(1).default('/usr/bin/chromium'),
  /** Where signed heads of the trail are sent: a folder that is there, and a command that gets each on its standard input. */
  CHECKPOINT_DIR: z.string().min(1).optional(),
  CHECKPOINT_COMMAND: z.string().min(1).optional(),
})

export type Config = ReturnType<typeof readConfig>

/** The only place that reads the environment. Throws a readable error when a setting cannot be understood. */
export function readConfig(environment: NodeJS.ProcessEnv = process.env) {
  const read = Environment.safeParse(environment)
  if (!read.success) throw new Error(`Settings: ${z.prettifyError(read.error)}`)

  const { HOST, PORT, DATA_DIR, PUBLIC_URL, DESK_NAME, SUGGESTER_URL, CHROMIUM, CHECKPOINT_DIR, CHECKPOINT_COMMAND, DESK_SHOWS_NAMES, SNAPSHOTS } = read.data
  return {
    host: HOST,
    port: PORT,
    publicUrl: PUBLIC_URL?.replace(/\/$/, '') ?? `http://${HOST.includes(':') ? `[${HOST}]` : HOST}:${PORT}`,
    deskName: DESK_NAME,
    suggesterUrl: SUGGESTER_URL,
    chromium: CHROMIUM,
    databaseFile: join(DATA_DIR, 'claimdesk.db'),
    keyFile: join(DATA_DIR, 'checkpoint-key.pem'),
    exportsFolder: join(DATA_DIR, 'exports'),
    checkpointFolder: CHECKPOINT_DIR,
    checkpointCommand: CHECKPOINT_COMMAND,
    showsNames: DESK_SHOWS_NAMES === 'yes',
    takesSnapshots: SNAPSHOTS === 'on',
  }
}
