import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Where such a string would lead a browser that believed it. */
export const TRAP = '/trapped'

/** Markup and scripts, for text, for attributes, and for htmx. */
const MARKUP = [
  `<script>alert(1)</script>`, `"><script>alert(1)</script>`, `'><img src=x onerror=alert(1)>`, `<img src=${TRAP} onerror=alert(1)>`,
  `<svg/onload=alert(1)>`, `<svg><animate onbegin=alert(1) attributeName=x dur=1s>`, `</title><script>alert(1)</script>`,
  `</textarea><script>alert(1)</script>`, `</option></select><img src=x onerror=alert(1)>`, `" autofocus onfocus=alert(1) x="`,
  `' onmouseover='alert(1)`, `javascript:alert(1)`, `<a href="javascript:alert(1)">here</a>`, `<iframe src=${TRAP}></iframe>`,
  `<base href=${TRAP}/>`, `<meta http-equiv=refresh content="0;url=${TRAP}">`, `<form action=${TRAP}><input name=password>`,
  `<link rel=stylesheet href=${TRAP}>`, `<style>*{background:url(${TRAP})}</style>`, `<details open ontoggle=alert(1)>`,
  `<b hx-get=${TRAP} hx-trigger=load>x</b>`, `<div hx-on:click="alert(1)" hx-boost="true">x</div>`, `<hx-partial hx-target="body">x</hx-partial>`,
  `<template shadowrootmode=open><script>alert(1)</script></template>`, `<!--><img src=x onerror=alert(1)>-->`, `<![CDATA[<img src=x onerror=alert(1)>]]>`,
  `<%= 7*7 %>`, '${7*7}{{7*7}}', `&lt;script&gt;alert(1)&lt;/script&gt;`, `&#60;img src=x onerror=alert(1)&#62;`, `\\u003cscript\\u003e`,
]

/** Characters that reorder, hide, join, pile up or end a line. */
const CHARACTERS = [
  '\u202Eتقرير txt.exe', '\u2066left\u2067right\u2069\u2069', 'a\u200Bb\u200Dc\uFEFFd', '\u061Cعربي\u200F\u200E', 'ﷺ ﷽', 'Z̴̢̛̗a̷̡l̶̰g̵o̷',
  '👩‍👩‍👧‍👦 🏳️‍🌈 🇵🇸', 'ｆｕｌｌｗｉｄｔｈ＜ｂ＞', 'line\u2028separator\u2029paragraph', 'tab\tand\u00A0space', '=1+1', '@SUM(1)', '-2+3', `';--`, `") OR 1=1`, '%00%0d%0a',
  'İıſß', '\u{1F600}\u{10FFFF}', 'ـ'.repeat(60),
]

export const HOSTILE = [...MARKUP, ...CHARACTERS]

/** As many, as long, of the same kind of letters, and harmless. */
export const HARMLESS = HOSTILE.map((_, index) => `harmless ${index}`)

/** Lists of such strings from elsewhere, a folder of text files: they are too many to keep here. */
export function outsideLists(): string[] {
  const folder = process.env.HOSTILE_LISTS
  return folder === undefined ? [] : textsIn(folder).flatMap((text) => text.split(/\r?\n/)).filter((line) => line.trim() !== '')
}

function textsIn(folder: string): string[] {
  return readdirSync(folder).map((name) => join(folder, name)).flatMap((path) => {
    if (statSync(path).isDirectory()) return textsIn(path)
    const text = readFileSync(path, 'utf8')
    return path.endsWith('.txt') && !/[\0\uFFFD]/.test(text) ? [text] : []
  })
}
