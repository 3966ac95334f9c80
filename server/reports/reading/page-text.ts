/** A node of a page, as far as reading it needs. */
export type PageNode = { nodeType: number; nodeName: string; nodeValue: string | null; childNodes: Iterable<PageNode> }

const ELEMENT = 1
const TEXT = 3
const HOLDERS = [ELEMENT, 9, 11]

const names = (list: string) => new Set(list.split(' '))

/** What stands by itself, with an empty line around it; what has a line of its own; what nobody reads. */
const BLOCKS = names('ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY CAPTION DETAILS DIV DL FIELDSET FIGCAPTION FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HR MAIN NAV OL P PRE SECTION SUMMARY TABLE UL')
const LINES = names('DD DT LI TR')
const UNREAD = names('SCRIPT STYLE NOSCRIPT TEMPLATE HEAD TITLE IFRAME OBJECT SVG MATH CANVAS AUDIO VIDEO SELECT TEXTAREA BUTTON')

/** Signs for the breaks of the layout, which no text may hold: of a block, of a line, and one that the text itself makes. */
const [BLOCK, LINE, BREAK] = ['\x00', '\x01', '\x02']
const SIGNS = /[\x00-\x02]/g
const RUNS = /[ \t]*[\x00-\x02][\x00-\x02 \t]*/g

/** The text of a page as somebody reads it: an empty line between paragraphs, the cells of a table apart, and no markup. */
export function textOfPage(root: PageNode): string {
  const parts: string[] = []
  walk(root, false, parts)
  return parts.join('').replace(RUNS, (signs) => signs.includes(BLOCK) || signs.split(BREAK).length > 2 ? '\n\n' : '\n').trim()
}

function walk(node: PageNode, preformatted: boolean, parts: string[]) {
  const name = node.nodeName.toUpperCase()
  if (node.nodeType === TEXT) {
    const text = (node.nodeValue ?? '').replace(SIGNS, '\uFFFD')
    parts.push(preformatted ? text : text.replace(/[ \t\n\r\f]+/g, ' '))
  } else if (name === 'BR') {
    parts.push(BREAK)
  } else if (HOLDERS.includes(node.nodeType) && !UNREAD.has(name)) {
    const around = BLOCKS.has(name) ? BLOCK : LINES.has(name) ? LINE : ''
    parts.push(around)
    for (const child of node.childNodes) walk(child, preformatted || name === 'PRE', parts)
    parts.push(name === 'TD' || name === 'TH' ? '\t' : around)
  }
}
