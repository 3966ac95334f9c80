import type { Request, Response } from 'express'
import { readCookie } from '../web/cookies.ts'

/** The cookie that carries a session. Where there is https, its name makes browsers refuse one that another host or plain http has set. */
export function sessionCookie(publicUrl: string) {
  const secure = publicUrl.startsWith('https:')
  const name = secure ? '__Host-sid' : 'sid'
  const kind = { httpOnly: true, secure, sameSite: 'lax', path: '/' } as const

  return {
    read: (req: Pick<Request, 'get'>) => readCookie(req, name),
    give: (res: Response, token: string, milliseconds: number) => res.cookie(name, token, { ...kind, maxAge: milliseconds }),
    take: (res: Response) => res.clearCookie(name, kind),
  }
}
