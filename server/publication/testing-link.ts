import { tagsIn } from '../web/testing-page.ts'

type Get = (address: string) => Promise<Response>

/** What a site that shows links finds out about one: a small client that reads the head of the page, follows what it names, and takes the picture apart. */
export async function readLink(get: Get, address: string) {
  const page = await (await get(address)).text()
  const head = tagsIn(page.slice(0, page.indexOf('</head>')))
  const properties = Object.fromEntries(head.filter(({ name }) => name === 'meta').map(({ attributes }) => [attributes.property ?? attributes.name ?? '', attributes.content ?? '']))
  const links = head.filter(({ name }) => name === 'link').map(({ attributes }) => attributes)
  const linked = (wanted: Record<string, string>) => links.find((link) => Object.entries(wanted).every(([name, value]) => link[name] === value))?.href
  const discovered = linked({ rel: 'alternate', type: 'application/json+oembed' })
  const embedded = discovered === undefined ? undefined : await (await get(discovered)).json() as { type: string; html: string }
  const frame = embedded && tagsIn(embedded.html)[0]?.attributes.src
  return {
    properties, canonical: linked({ rel: 'canonical' }), embedded,
    languages: links.filter(({ hreflang }) => hreflang !== undefined).map(({ hreflang, href }) => [hreflang, href]),
    framed: frame === undefined ? undefined : await (await get(frame)).text(),
    picture: properties['og:image'] === undefined ? undefined : await pictureAt(get, properties['og:image']),
  }
}

async function pictureAt(get: Get, address: string) {
  const answer = await get(address)
  return { type: answer.headers.get('content-type'), ...partsOf(Buffer.from(await answer.arrayBuffer())) }
}

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex')

/** The size that a PNG says it has, and the names of its parts. Throws on anything else. */
export function partsOf(png: Buffer) {
  if (!png.subarray(0, 8).equals(SIGNATURE)) throw new Error('This is no PNG')
  const parts: string[] = []
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) parts.push(png.toString('latin1', at + 4, at + 8))
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20), parts }
}
