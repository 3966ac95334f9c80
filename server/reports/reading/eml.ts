import PostalMime from 'postal-mime'
import { isTrap, parsePage } from './html.ts'
import { textOfPage } from './page-text.ts'
import { refused, type Extract } from './reading.ts'
import { POSTAL_MIME } from './tools.ts'

/** Messages in messages in messages are no letter. */
const MOST_NESTED = 20

/** A letter: its plain text, or the text of its page if it has no other. What is attached to it stays in the original. */
export async function readEml(bytes: Uint8Array): Promise<Extract> {
  // It throws at nothing but its own limits.
  const mail = await PostalMime.parse(bytes, { maxNestingDepth: MOST_NESTED }).catch(() => undefined)
  if (!mail) return refused('fileTooMuchInside')
  const plain = mail.text?.replace(/\r\n?/g, '\n').trim() ?? ''
  const page = plain === '' && mail.html ? parsePage(mail.html) : undefined
  if (page && isTrap(page)) return refused('fileTooMuchInside')
  const text = page ? textOfPage(page) : plain
  if (text === '') return refused('fileNoText')

  return {
    text,
    steps: [{ step: plain ? 'mailText' : 'mailPage', tool: POSTAL_MIME }],
    proposals: { title: mail.subject ?? '', author: mail.from?.name || mail.from?.address || '', publishedOn: dayOf(mail.headers.find(({ key }) => key === 'date')?.value ?? '') },
  }
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** The day as the sender wrote it, where they were: in another zone it may be another. */
function dayOf(date: string): string {
  const [, day, month, year] = /\b(\d{1,2})\s+([A-Za-z]{3})[a-z]*\s+(\d{4})\b/.exec(date) ?? []
  const number = MONTHS.indexOf(month?.toLowerCase() ?? '') + 1
  return day && year && number > 0 ? `${year}-${String(number).padStart(2, '0')}-${day.padStart(2, '0')}` : ''
}
