import type { Request } from 'express'

/** The value of one cookie, as it was sent; ours need no decoding. */
export function readCookie(req: Pick<Request, 'get'>, name: string): string | undefined {
  const pairs = req.get('Cookie')?.split(';').map((pair) => pair.trim()) ?? []
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1)
}
