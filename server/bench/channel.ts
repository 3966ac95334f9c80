import { readFileSync } from 'node:fs'

// Loaded before a server that is measured. Over the channel to the process that started it, it says what the server used: a route for that would be a route of the product.

/** CPU in microseconds since the start; memory in bytes, without the pages of the database's file, which the system lends and takes back. */
export type Usage = { cpu: number; memory: number }

export const USAGE = 'usage'

process.on('message', (asked) => {
  if (asked !== USAGE) return
  const { user, system } = process.cpuUsage()
  process.send!({ cpu: user + system, memory: ownMemory() } satisfies Usage)
})
process.on('disconnect', () => process.exit())

function ownMemory(): number {
  const [, kilobytes] = /^RssAnon:\s+(\d+) kB/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
  return Number(kilobytes) * 1024
}
