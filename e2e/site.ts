import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WEB } from '../server/reports/testing-web.ts'

/** A site on what stands for the web, which the desk of desk-online.ts can reach. */
export async function openSite(name: string, answer: RequestListener) {
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, WEB, resolve))
  return {
    address: `http://${name}:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => { server.close(resolve); server.closeAllConnections() }),
  }
}
