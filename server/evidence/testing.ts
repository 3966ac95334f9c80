import type { Fetched, FetchedPage } from '../reports/safe-fetch.ts'

/** A page as the fetcher brings it. */
export function pageAt(address: string, page: Partial<FetchedPage> | string = {}): Fetched {
  const { text, ...given } = typeof page === 'string' ? { text: page } : { text: '<!doctype html><title>Dépêche</title><p>73 blessés', ...page }
  return { page: { address, finalAddress: address, hops: [{ address, status: 200, ip: '127.0.0.2' }], mediaType: 'text/html; charset=utf-8', name: '', bytes: Buffer.from(text), ...given } }
}
