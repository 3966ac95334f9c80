import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readHtml } from './html.ts'
import { windows1256 } from './testing-documents.ts'

const read = (page: string | Buffer, mediaType = '') => {
  const extract = readHtml(Buffer.from(page), mediaType)
  assert.ok('text' in extract, JSON.stringify(extract))
  return extract
}

test('a page is read as somebody sees it: paragraphs, lines, lists, tables, and nothing of what makes it work', () => {
  const rows: [page: string, text: string][] = [
    ['<p>One\n  two&nbsp;three.<p>Four.', 'One two\u00A0three.\n\nFour.'],
    ['<div>One<br>two<br><br>three</div><div>Four</div>', 'One\ntwo\n\nthree\n\nFour'],
    ['<ul><li>One<li>Two</ul>Three', 'One\nTwo\n\nThree'],
    ['<table><tr><td>One<td>Two<tr><td>Three<td>Four</table>', 'One\tTwo\nThree\tFour'],
    ['<pre>One\n  two</pre>', 'One\n  two'],
    ['<p>One<script>x</script><style>y</style><template>z</template><!-- c --> <b>two</b></p>', 'One two'],
    ['<p>قُتِلَ 73، &laquo;&raquo; &#x202E;&amp;lt; \u{1F468}\u200D\u{1F469}</p>', 'قُتِلَ 73، «» \u202E&lt; \u{1F468}\u200D\u{1F469}'],
    ['<title>Title</title>One', 'One'],
  ]
  for (const [page, text] of rows) assert.equal(read(`<!doctype html>${page}`).text, text, page)
})

test('the encoding is told by the mark, else by the server, else by the page, else it is UTF-8', () => {
  const words = '<p>السلام عليكم'
  const old = (head: string) => Buffer.concat([Buffer.from(head), windows1256(words)])
  const rows: [bytes: Buffer, mediaType: string, encoding: string | undefined][] = [
    [Buffer.from(words), '', undefined],
    [Buffer.from(`\uFEFF<meta charset="windows-1256">${words}`), 'text/html; charset=windows-1252', undefined],
    [old(''), 'text/html; charset=windows-1256', 'windows-1256'],
    [old('<meta charset="utf-8">'), 'text/html; charset="cp1256"', 'windows-1256'],
    [old('<meta charset=windows-1256>'), 'text/html', 'windows-1256'],
    [old('<META http-equiv=Content-Type content="text/html; charset=Windows-1256">'), '', 'windows-1256'],
    [Buffer.from(`\uFEFF${words}`, 'utf16le'), 'text/html; charset=utf-8', 'utf-16le'],
    [Buffer.from(`<meta charset="utf-16">${words}`), '', undefined],
  ]
  for (const [bytes, mediaType, encoding] of rows) {
    const { text, steps } = read(bytes, mediaType)
    assert.equal(text, 'السلام عليكم')
    assert.equal(steps.find(({ step }) => step === 'decoded')?.detail, encoding)
  }
})

test('the main text is taken out of what stands around it, and a page of nothing else is taken whole', () => {
  const paragraph = 'The mayor said that the bridge, which is older than the town, has been closed since Monday, and that nobody knows when it will be opened again. '
  const article = Array.from({ length: 6 }, (_, n) => `<p>${paragraph}${n}</p>`).join('')
  const links = Array.from({ length: 30 }, (_, n) => `<li><a href="/${n}">Another story ${n}</a></li>`).join('')
  const page = read(`<html lang="en"><body><div class="menu"><ul>${links}</ul></div><div class="story"><h1>Bridge</h1>${article}</div><div class="related sidebar"><ul>${links}</ul></div></body></html>`)
  assert.equal(page.steps[0]!.step, 'mainText')
  assert.ok(page.text.includes(`${paragraph}5`) && !page.text.includes('Another story'), page.text)
  const short = read('<title>The bridge</title><p>The bridge is closed.<p>It is old.')
  assert.deepEqual([short.steps[0]!.step, short.text], ['wholePage', 'The bridge is closed.\n\nIt is old.'])
})

test('what a page says of itself is taken from its data, its META, or its markup, and nonsense there does no harm', () => {
  const rows: [head: string, proposals: Record<string, string>][] = [
    ['<title>A</title><meta name="author" content="B"><meta property="og:site_name" content="C"><meta property="article:published_time" content="2015-07-30T01:00Z">', { title: 'A', author: 'B', publisher: 'C', publishedOn: '2015-07-30' }],
    ['<title>A</title><script type="application/ld+json">[{"@type":["NewsArticle"],"headline":"H","author":{"name":"B"},"publisher":{"name":"C"},"datePublished":"2015-07-30","inLanguage":"ar"}]</script>', { author: 'B', publisher: 'C', publishedOn: '2015-07-30', language: 'ar' }],
    ['<title>A</title><script type="application/ld+json">{"@graph": [null, 7, {"@type": 7}, {"@type": "NewsArticle", "author": [{}, {"name": {"name": "B"}}], "publisher": [[]]}]}</script>', { title: 'A', author: 'B', publisher: '' }],
    ['<title>A</title><script type="application/ld+json">{broken</script><script type="application/ld+json">"x"</script>', { title: 'A', author: '' }],
  ]
  for (const [head, proposals] of rows) {
    const found = read(`<!doctype html>${head}<p>Words.`).proposals as Record<string, string>
    for (const [field, value] of Object.entries(proposals)) assert.equal(found[field], value, `${field} of ${head}`)
  }
})
