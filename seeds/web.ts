import { keepSnapshot } from '../server/evidence/snapshots.ts'
import { nextWanted } from '../server/evidence/wanted.ts'
import type { Fetched } from '../server/reports/safe-fetch.ts'
import type { Stage } from './colleague.ts'

/** Of the documentation networks, where nobody is. */
const IP = '198.51.100.7'

/** A page that its publisher took down, and one that sends on to where it stands now. */
const GONE = 'https://bank-radio.example/round-up/thursday'
const MOVED: Readonly<Record<string, string>> = { 'https://highways.example/notices/r9': 'https://highways.example/archive/notices/r9' }

/** What stands for the web in a demo: what its story cites is there, and nothing else is asked. */
export function demoWeb(address: string, { title = '', quote = '' } = {}): Fetched {
  const { host, pathname } = new URL(address)
  if (!host.endsWith('.example')) return { problem: 'fetchNoAnswer', hops: [] }
  if (address === GONE) return { problem: 'fetchNotFound', hops: [{ address, status: 404, ip: IP }] }

  const finalAddress = MOVED[address] ?? address
  const sentOn = finalAddress === address ? [] : [{ address, status: 301, ip: IP }]
  const page = `<!doctype html>\n<html>\n<meta charset="utf-8">\n<title>${inPage(title || host)}</title>\n<p>${inPage(quote || pathname)}</p>\n<!-- A page of the demonstration: nobody published it. -->\n</html>\n`
  return { page: { address, finalAddress, hops: [...sentOn, { address: finalAddress, status: 200, ip: IP }], mediaType: 'text/html; charset=utf-8', name: '', bytes: Buffer.from(page) } }
}

const inPage = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

/** The desk takes what is wanted, a moment after it was asked. */
export function takeWanted({ db, clock, told }: Stage) {
  for (let wanted = nextWanted(db); wanted; wanted = nextWanted(db)) {
    const cited = db.prepare<[string], { title: string; quote: string }>('SELECT title, quote FROM evidence WHERE id = ?').get(wanted.evidenceId)!
    const startedAt = clock.now()
    keepSnapshot(db, wanted, demoWeb(wanted.address, cited), { startedAt, endedAt: clock.soon() })
    told.changes++
  }
}
