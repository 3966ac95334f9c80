import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'

/** A port of the loopback on which nobody listens: for tests and the benchmark, which start desks of their own. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}
