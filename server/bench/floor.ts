import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'

// The least that could be done: a server that answers whatever it is told to, over node:http alone or through express.
//   floor.ts http | express

/** What a floor is told to answer. */
export type Answer = { status: number; body: string }

let [status, page] = [200, Buffer.alloc(0)]

const bare: RequestListener = (req, res) => {
  req.resume().on('end', () => res.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Length': page.length }).end(page))
}

function bareExpress(): RequestListener {
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.use((req, res) => { req.resume().on('end', () => res.status(status).type('html').send(page)) })
  return app
}

process.on('message', (told: Answer | string) => {
  if (typeof told === 'string') return
  ;[status, page] = [told.status, Buffer.from(told.body)]
  process.send!({ done: true })
})

const server = createServer(process.argv[2] === 'express' ? bareExpress() : bare)
server.listen(0, '127.0.0.1', () => process.send!({ port: (server.address() as AddressInfo).port }))
