import { createServer, type Server } from 'node:http'
import type { Express } from 'express'

/** How long a slow client may take, in milliseconds, before its socket is given to somebody else. */
const PATIENCE = { requestTimeout: 30_000, headersTimeout: 15_000, keepAliveTimeout: 5_000 } as const

/** Starts to listen, and stops cleanly on SIGTERM or SIGINT: no new connections, running answers finish, then `close` runs. */
export async function listen(app: Express, { host, port }: { host: string; port: number }, close: () => void): Promise<Server> {
  const server = Object.assign(createServer(app), PATIENCE)
  let closing = false
  server.prependListener('request', (_req, res) => { if (closing) res.setHeader('Connection', 'close') })

  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve))

  const stop = () => {
    if (closing) return
    closing = true
    server.close(() => { close(); process.exit(0) })
    server.closeIdleConnections()
    setTimeout(() => server.closeAllConnections(), 10_000).unref()
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  return server
}
