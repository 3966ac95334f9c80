import { fileURLToPath } from 'node:url'
import express, { Router } from 'express'

const folder = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))

/** What we take from packages as it is: scripts and fonts, at the version package.json pins. */
const VENDOR = {
  htmx: '../../node_modules/htmx.org/dist',
  'plex-sans': '../../node_modules/@fontsource/ibm-plex-sans/files',
  'plex-arabic': '../../node_modules/@fontsource/ibm-plex-sans-arabic/files',
  'plex-mono': '../../node_modules/@fontsource/ibm-plex-mono/files',
  naskh: '../../node_modules/@fontsource/noto-naskh-arabic/files',
  serif: '../../node_modules/@fontsource/source-serif-4/files',
} as const

export function staticFiles(): Router {
  const router = Router()
  for (const [name, place] of Object.entries(VENDOR)) {
    router.use(`/vendor/${name}`, express.static(folder(place), { index: false, maxAge: '30d', immutable: true }))
  }
  router.use(express.static(folder('../../static'), { index: false, maxAge: '5m' }))
  return router
}
