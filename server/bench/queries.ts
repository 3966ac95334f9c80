import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import type { Statement } from 'better-sqlite3'
import { createApp } from '../app.ts'
import { HOOK_WEB } from '../hooks/deliver.ts'
import { safeFetch } from '../reports/safe-fetch.ts'
import type { KeyObject } from 'node:crypto'
import type { Database } from '../database.ts'
import { exportLine } from '../export/line.ts'
import type { Wanted } from './load.ts'

type Call = () => unknown

/**
 * The very statements that pages send to SQLite, with their values: each page is asked for once, of the real app in this process, and what it asks is noted.
 * Answers a list of calls for each request.
 */
export async function statementsOf(db: Database, key: KeyObject, requests: readonly Wanted[]): Promise<Call[][]> {
  const noted: Call[] = []
  const prepare = db.prepare
  db.prepare = ((sql: string) => noting(prepare(sql), noted)) as Database['prepare']
  const exports = exportLine(db, { folder: join(dirname(db.name), 'exports'), key, print: async () => 'none', now: () => new Date(), log: console.error })
  const server = createServer(createApp({ db, now: () => new Date(), key, deskName: 'Bench', publicUrl: 'http://127.0.0.1', fetchPage: safeFetch, suggester: undefined, print: async () => 'none', outposts: [], showsNames: true, exports, hookWeb: HOOK_WEB }))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo

  try {
    const calls: Call[][] = []
    for (const { path, headers, must } of requests) {
      const page = await (await fetch(`http://127.0.0.1:${port}${path}`, { headers })).text()
      if (!page.includes(must)) throw new Error(`${path} lacks ${must}`)
      calls.push(noted.splice(0))
    }
    return calls
  } finally {
    db.prepare = prepare
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
}

/** Passes everything on, and notes what reads. */
function noting(statement: Statement, noted: Call[]): Statement {
  const noter: Statement = new Proxy(statement, {
    get(target, name) {
      const member = Reflect.get(target, name) as unknown
      if (typeof member !== 'function') return member
      return (...values: unknown[]) => {
        const call = () => member.apply(target, values) as unknown
        if (name === 'get' || name === 'all') noted.push(call)
        const answer = call()
        return answer === target ? noter : answer
      }
    },
  })
  return noter
}
