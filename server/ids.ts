import { randomInt } from 'node:crypto'

/** Crockford's base32: no I, L, O or U, so that an address can be read out over the telephone. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

export const ID = /^[0-9A-HJKMNP-TV-Z]{10}$/

/** Ten random letters (50 bits): the address of a claim for ever. */
export const newId = () => Array.from({ length: 10 }, () => LETTERS[randomInt(32)]).join('')
