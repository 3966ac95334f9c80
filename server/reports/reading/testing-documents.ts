import { chromium } from '@playwright/test'
import { Document, FootnoteReferenceRun, Packer, Paragraph, Table, TableCell, TableRow, TextRun } from 'docx'
import config from '../../../playwright.config.ts'
import { mirrored } from '../../text/visual-order.ts'
import { lines, pdf } from './testing-files.ts'

/** Texts of our own, each a list of paragraphs: what makes reading hard stands in one of them. */
export const TEXTS: readonly (readonly string[])[] = [
  ['قال المتحدث باسم المرفأ إن 73 شخصًا قُتلوا يوم الخميس 30/7/2015، وإن الطريق R9 مغلق.', 'وأضاف: «لا أحد يعرف العدد» (حتى الآن).'],
  ['نقلت وكالة Reuters عن مصدر محلي قوله إن نسبة 45% من السكان نزحوا، أي ٣٬٥٠٠ عائلة، بين 8:30 و10:45 صباحًا.'],
  ['بيان رقم 12: ندعو كل الأطراف إلى وقف إطلاق النار فورًا، ونؤكد أن الطريق السريع (M5) بين المدينتين لا يزال مغلقًا أمام المدنيين، وأن عدد النازحين بلغ 12,450 شخصًا خلال الأسبوع الماضي وحده، بحسب مكتب الإغاثة في بيانه الصادر اليوم.'],
  ['شهردار گفت که پل بسته است و مردم از شهر رفتند.', 'او در این باره چیزی نگفت و این را تکذیب کرد.'],
  ['قالت الوزيرة إن الموازنة بلغت 1.5 مليار في عام 2014-2015، على موقعها https://example.org/news/15 الرسمي.'],
  ['لا إله إلا الله، والاســم «الأول» على الرصيف.', 'ثم عادوا إلى منازلهم في المدينة من دون أن يتحدثوا عن التفاصيل.'],
  ['The mayor said that “the first office” was flooded; fifty-five official files were lost.', 'It reopened at 9:30 (local time), he added.'],
  ['Le maire a dit que l’eau était coupée à Çanakkale — « depuis lundi ».'],
  ['In Arabic its name is «مدينة السلام» and it means city of peace.', 'The port <b>reopened</b> & the price fell to 5 < 6.'],
  ['ذكرت الهيئة في منشورها أن المستشفى استقبل 214 جريحًا على مدى يومين.', 'ولم يتسن التأكد من هذه الأنباء من جهة مستقلة.', 'The agency could not be reached.'],
]

export const isRightToLeft = (text: string) => /^[^\p{L}]*\p{Script=Arabic}/u.test(text)
export const escapedWords = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

/** What the library writes for Word: runs and paragraphs that know their direction, a list, a table, a line break, a note. */
export async function wordDocument(paragraphs: readonly string[], { rich = false, title = '', creator = '' } = {}): Promise<{ bytes: Buffer; text: string }> {
  const run = (text: string) => new TextRun({ text, rightToLeft: isRightToLeft(text) })
  const plain = paragraphs.map((text) => new Paragraph({ bidirectional: isRightToLeft(text), children: [run(text)] }))
  const cell = (text: string) => new TableCell({ children: [new Paragraph({ children: [run(text)] })] })
  const extra = !rich ? [] : [
    new Paragraph({ children: [run('سطر أول'), new TextRun({ break: 1 }), run('سطر ثانٍ'), new FootnoteReferenceRun(1)] }),
    new Paragraph({ bullet: { level: 0 }, children: [run('بند أول')] }),
    new Paragraph({ bullet: { level: 0 }, children: [run('بند ثانٍ')] }),
    new Table({ rows: [new TableRow({ children: [cell('المدينة'), cell('العدد')] })] }),
  ]
  const file = new Document({
    title, creator, footnotes: rich ? { 1: { children: [new Paragraph({ children: [run('حاشية')] })] } } : {}, sections: [{ children: [...plain, ...extra] }],
  })
  const more = rich ? ['سطر أول\nسطر ثانٍ[1]', 'بند أول\nبند ثانٍ', 'المدينة\n\nالعدد', 'حاشية'] : []
  return { bytes: await Packer.toBuffer(file), text: [...paragraphs, ...more].join('\n\n') }
}

const LETTERS_1256 = new Map(Array.from({ length: 256 }, (_, byte) => [new TextDecoder('windows-1256').decode(Uint8Array.of(byte)), byte]))

/** Throws at what that encoding has no byte for. */
export function windows1256(text: string): Buffer {
  return Buffer.from(Array.from(text, (letter) => LETTERS_1256.get(letter) ?? fail(`${letter} is not in windows-1256`)))
}

function fail(message: string): never {
  throw new Error(message)
}

type Mail = { subject: string; from: string; charset?: 'utf-8' | 'windows-1256'; words?: 'B' | 'Q'; transfer?: '8bit' | 'base64' | 'quoted-printable'; html?: boolean; both?: boolean }

/** A letter as mail programs write them. */
export function mail(text: string, { subject, from, charset = 'utf-8', words = 'B', transfer = 'base64', html = false, both = false }: Mail): Buffer {
  const encoded = (letters: string) => charset === 'utf-8' ? Buffer.from(letters) : windows1256(letters)
  const body = (letters: string) => Buffer.concat([Buffer.from(`Content-Transfer-Encoding: ${transfer}\r\n\r\n`), transferred(encoded(letters), transfer)])
  const page = `<html><body>${text.split('\n\n').map((paragraph) => `<p>${escapedWords(paragraph)}</p>`).join('')}<img src="http://127.0.0.1:9/x.png"></body></html>`
  const part = (type: string, letters: string) => Buffer.concat([Buffer.from(`Content-Type: ${type}; charset=${charset}\r\n`), body(letters)])
  const head = `From: ${encodedWord(encoded(from), charset, words)} <desk@example.org>\r\nTo: reader@example.org\r\nSubject: ${encodedWord(encoded(subject), charset, words)}\r\nDate: Thu, 30 Jul 2015 23:30:00 +0300\r\nMIME-Version: 1.0\r\n`
  if (!both) return Buffer.concat([Buffer.from(head), html ? part('text/html', page) : part('text/plain', text)])
  return Buffer.concat([
    Buffer.from(`${head}Content-Type: multipart/mixed; boundary=outer\r\n\r\n--outer\r\nContent-Type: multipart/alternative; boundary=inner\r\n\r\n--inner\r\n`),
    part('text/plain', text), Buffer.from('\r\n--inner\r\n'), part('text/html', page), Buffer.from('\r\n--inner--\r\n--outer\r\nContent-Type: image/png; name=x.png\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--outer--\r\n'),
  ])
}

const encodedWord = (bytes: Buffer, charset: string, way: 'B' | 'Q') =>
  `=?${charset}?${way}?${way === 'B' ? bytes.toString('base64') : Array.from(bytes, (byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('')}?=`

function transferred(bytes: Buffer, way: Mail['transfer']): Buffer {
  if (way === 'base64') return Buffer.from(`${bytes.toString('base64').replace(/.{76}/g, '$&\r\n')}\r\n`)
  if (way === '8bit') return Buffer.concat([bytes, Buffer.from('\r\n')])
  return Buffer.from(`${Array.from(bytes, (byte) => byte === 10 ? '\r\n' : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('').replace(/((?:=..){20})(?!\r)/g, '$1=\r\n')}\r\n`)
}

/** Pages as a browser prints them: Arabic in the shapes of its letters, from left to right. */
export async function printed(texts: readonly (readonly string[])[]): Promise<Buffer[]> {
  const browser = await chromium.launch(config.use!.launchOptions!)
  try {
    const page = await browser.newPage()
    const pages: Buffer[] = []
    for (const paragraphs of texts) {
      const direction = isRightToLeft(paragraphs[0]!) ? 'rtl' : 'ltr'
      await page.setContent(`<!doctype html><html dir="${direction}"><title>${escapedWords(paragraphs[0]!.slice(0, 30))}</title>${paragraphs.map((text) => `<p>${escapedWords(text)}</p>`).join('')}</html>`)
      pages.push(await page.pdf({ format: 'A5' }))
    }
    return pages
  } finally {
    await browser.close()
  }
}

/** Lines without numbers: what runs from left to right among them would have to be turned twice. */
export const DRAWN: readonly (readonly string[])[] = [
  ['قال المتحدث باسم المرفأ إن المدينة سقطت في يد «الكتائب» (التي) جاءت من', 'الشمال على الطريق السريع الذي كان مغلقًا.'],
  ['أكدت الهيئة أن المستشفى استقبل عشرات الجرحى في الأيام الماضية، ولم', 'يتسن التأكد من هذه الأنباء من جهة مستقلة.'],
  ['وأضاف أن الأهالي عادوا إلى منازلهم بعد أن هدأت الأوضاع، وأن هذا كان', 'بفضل الوساطة التي قادتها وجهاء المنطقة على مدى أسبوع.'],
  ['نفى المحافظ هذه الرواية، وقال إن ما جرى في السوق كان حريقًا عاديًا نجم', 'عن تماس في الأسلاك، وإن التحقيق ما زال مفتوحًا في هذه الحادثة.'],
  ['رأى الكاتب أن الاتفاق لن يصمد، إلى أن تنسحب القوة التي دخلت من', 'الضفة الأخرى في الليلة الماضية.'],
]

const backwards = (text: string) => (text.match(/.\p{M}*/gsu) ?? []).reverse().join('')

/** Every letter in the shape that its neighbours give it, as old programs stored Arabic. */
export function shaped(text: string): string {
  const forms = Map.groupBy(Array.from({ length: 0xfefd - 0xfe80 }, (_, n) => String.fromCharCode(0xfe80 + n)), (shape) => shape.normalize('NFKC'))
  const letters = text.replaceAll('لا', '\uE001').replaceAll('لأ', '\uE002').replaceAll('لإ', '\uE003').match(/.\p{M}*/gsu) ?? []
  const LIGATURES: Record<string, string> = { '\uE001': 'لا', '\uE002': 'لأ', '\uE003': 'لإ' }
  const formsOf = (letter: string | undefined) => forms.get(LIGATURES[letter?.[0] ?? ''] ?? letter?.[0] ?? '') ?? []
  return letters.map((letter, index) => {
    const own = formsOf(letter)
    if (own.length === 0) return letter
    const before = formsOf(letters[index - 1]).length === 4 && own.length >= 2
    const after = own.length === 4 && formsOf(letters[index + 1]).length >= 2
    return own[before && after ? 3 : after ? 2 : before ? 1 : 0]! + letter.slice(1)
  }).join('')
}

/** Lines drawn from left to right, as the eye sees them, in letters or in shapes; brackets turned to what is drawn. */
export const drawn = (texts: readonly string[], look: (text: string) => string = (text) => text) => pdf([lines(...texts.map((text) => mirrored(backwards(look(text)))))])
