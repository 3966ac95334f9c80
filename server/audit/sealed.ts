import { hash, randomBytes } from 'node:crypto'
import { canonical, type Json } from './canonical.ts'

/**
 * What stands in the trail in place of words that must be able to be forgotten: SHA-256(salt ‖ canonical JSON). Words and salt stand in a table;
 * once they are gone, nobody can guess them from the hash, and the trail still holds.
 */
export const sealOf = (words: Json, salt: string) => hash('sha256', salt + canonical(words))

export const newSalt = () => randomBytes(16).toString('hex')
