const US = 'http://self.invalid'

/**
 * An address of ours that somebody may be sent on to, from a form or from the address bar; '/' for anything else.
 * Only printable ASCII without backslashes: browsers read `/\evil`, `/<tab>/evil` and `//evil` as other sites.
 */
export function safeReturnTo(wanted: unknown): string {
  if (typeof wanted !== 'string' || wanted.length > 1000 || !/^\/(?!\/)[\x21-\x5b\x5d-\x7e]*$/.test(wanted)) return '/'

  const url = URL.parse(wanted, US)
  if (url?.origin !== US || url.pathname.startsWith('//')) return '/'
  return url.pathname + url.search + url.hash
}
