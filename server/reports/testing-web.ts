import { createPrivateKey } from 'node:crypto'
import { createServer as createHttpServer, type RequestListener } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { BlockList, createServer, isIP, Socket, type AddressInfo, type Server } from 'node:net'
import type { TestContext } from 'node:test'
import { PUBLIC_WEB, type Guard } from './way-out.ts'

/** Stands for the web in tests: an address of the loopback that the guard is told to let through, while 127.0.0.1 and ::1 stay closed. */
export const WEB = '127.0.0.2'

/** The guard as it is, but for what stands for the web, its ports, and a resolver that asks nobody: every name is `WEB`, unless it is given here. */
export const guardFor = (names: Record<string, readonly string[]> = {}, limits: Partial<Guard> = {}): Guard => ({
  ...PUBLIC_WEB,
  resolve: async (host) => addressesOf(...names[host] ?? [WEB]),
  mayReach: (ip) => ip === WEB || PUBLIC_WEB.mayReach(ip),
  mayUsePort: () => true,
  ...limits,
})

export const addressesOf = (...ips: string[]) => ips.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))

/** A site on what stands for the web. Returns the port it listens on. */
export const site = (t: TestContext, answer: RequestListener) => listening(t, createHttpServer(answer), WEB)

export const secureSite = (t: TestContext, answer: RequestListener) => listening(t, createTlsServer({ key: KEY, cert: CERTIFICATE }, answer), WEB)

/** A site whose answers are bytes as they come. `closed` tells when the other side has let go of all its connections. */
export async function rawSite(t: TestContext, answer: (socket: Socket, request: string) => void) {
  const open = new Set<Socket>()
  let letGo = () => {}
  const server = createServer((socket) => {
    open.add(socket)
    socket.on('error', () => {}).on('close', () => { open.delete(socket); if (open.size === 0) letGo() })
    socket.once('data', (request) => answer(socket, String(request)))
  })
  const port = await listening(t, server, WEB)
  return { port, closed: () => new Promise<void>((resolve) => { letGo = resolve; if (open.size === 0) resolve() }) }
}

/** Listens where nobody may come, on 127.0.0.1 and ::1, and counts who does. */
export async function canary(t: TestContext) {
  let connections = 0
  const make = () => createServer((socket) => { connections++; socket.on('error', () => {}).end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n') })
  const port = await listening(t, make(), '127.0.0.1')
  await listening(t, make(), '::1', port)
  return { port, connections: () => connections }
}

const LOOPBACK = new BlockList()
LOOPBACK.addSubnet('127.0.0.0', 8)
for (const [ip, family] of [['0.0.0.0', 'ipv4'], ['::', 'ipv6'], ['::1', 'ipv6']] as const) LOOPBACK.addAddress(ip, family)

/** What leads to this machine itself, by whichever of its addresses. */
export const isLoopback = (ip: string) => LOOPBACK.check(ip, ip.includes(':') ? 'ipv6' : 'ipv4')

/** Keeps this process on its machine even where the guard is broken, and notes the addresses that it would have left for. */
export function tether(t: TestContext): string[] {
  const strays: string[] = []
  const { connect } = Socket.prototype
  t.mock.method(Socket.prototype, 'connect', function (this: Socket, ...given: unknown[]) {
    const { host = '' } = [given].flat(2)[0] as { host?: string }
    if (isIP(host) === 0 || isLoopback(host)) return Reflect.apply(connect, this, given) as Socket
    strays.push(host)
    return this.destroy(Object.assign(new Error(`${host} is not on this machine`), { code: 'STRAY' }))
  })
  return strays
}

async function listening(t: TestContext, server: Server, host: string, port = 0): Promise<number> {
  const open = new Set<Socket>()
  server.on('connection', (socket) => { open.add(socket); socket.on('close', () => open.delete(socket)) })
  await new Promise<void>((resolve, reject) => { server.once('error', reject).listen({ port, host, ipv6Only: true }, resolve) })
  t.after(() => new Promise<void>((resolve) => { server.close(() => resolve()); for (const socket of open) socket.destroy() }))
  return (server.address() as AddressInfo).port
}

/** Signed by nobody but itself, for news.example. It guards nothing. */
export const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBaTCCARCgAwIBAgIBATAKBggqhkjOPQQDAjAXMRUwEwYDVQQDDAxuZXdzLmV4YW1wbGUwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMBcxFTATBgNVBAMMDG5ld3Mu
ZXhhbXBsZTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABFVY4ohbFJf/NArXoDer4aILsEod9O6rh1+jby/po2KvPN49nSDwo0pExvCRKdsUuhiM14JKNRxaEg+R3PqkeZSjSzBJMBcG
A1UdEQQQMA6CDG5ld3MuZXhhbXBsZTAPBgNVHRMBAf8EBTADAQH/MB0GA1UdDgQWBBSRJymh1DAuO/PdZ/zNAWHSTZ9nFDAKBggqhkjOPQQDAgNHADBEAiBNxSaUnXiWaXdsPPTrP8YD
ipxON1hx1H+qndNmGywtsAIgYEdv8zhJJYMumApw5wkjmfnw9lxsEdtmLTM1gPB62+M=
-----END CERTIFICATE-----
`
const KEY = createPrivateKey({
  format: 'jwk',
  key: {
    kty: 'EC', crv: 'P-256', x: 'VVjiiFsUl_80CtegN6vhoguwSh307quHX6NvL-mjYq8', y: 'PN49nSDwo0pExvCRKdsUuhiM14JKNRxaEg-R3PqkeZQ',
    d: 'VfB5dQ7YfEKPXrBa0xJoPR_ETy1cvXnGp0kPOLfVwKc',
  },
}).export({ type: 'pkcs8', format: 'pem' })
