import { hash, randomBytes } from 'node:crypto'

/** A secret that opens something by itself: 32 random bytes, 43 letters in an address or a cookie. */
export const newToken = () => randomBytes(32).toString('base64url')

/** What the desk keeps of a token: whoever reads the file cannot use it. */
export const tokenHash = (token: string) => hash('sha256', token)
