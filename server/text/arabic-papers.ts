import { isMedium, partyOf, type Party } from './arabic-actors.ts'
import type { Passage } from './reading.ts'
import { listOf } from './words.ts'

const ISSUED = listOf('أصدره أصدرته أصدرتها صادر صادرة صدر صدرت نشره نشرته نشرتها نشر نشرت عن')
// «أحدث حصيلة للدفاع المدني»
const LATEST = listOf('أحدث آخر أول')
const ISSUED_IT = /^(?:اعلن|نشر|اصدر|اورد|بث|اجر|اعد|قدم|وزع|كشف|ذكر)[تىا]?(?:ه|ها)$/

export function isPaper({ words }: Passage, at: number): boolean {
  return isMedium((words[at]?.form ?? '').replace(/^لل?/, ''))
}

// «بيان لوزارة الصحة», «تقرير أصدرته الأمم المتحدة»: the body behind the paper, which is the medium. Null if no body is named so.
export function bodyBehind(passage: Passage, paper: number, to: number): Party | null {
  const { words, text } = passage
  if (LATEST.has(words[paper]?.form ?? '')) paper += 1
  if (!isPaper(passage, paper) || paper >= to) return null
  const medium = text.slice(words[paper]!.start, words[to - 1]!.end)
  for (let index = paper + 1; index < to; index++) {
    const { form } = words[index]!
    const isIssued = isIssuedBy(form) && !isIssuedBy(words[index + 1]?.form ?? '')
    if (!isIssued && (!/^ل[\u0621-\u064A]{3}/.test(form) || isNamed(words, paper, index))) continue
    const { actor } = partyOf(passage, isIssued ? index + 1 : index, to)
    return actor && { actor, medium }
  }
  return null
}

// «بيانات المعهد الوطني للإحصاء», «مشروع «…» التابع للمنظمة»: the name began before «ل».
function isNamed(words: Passage['words'], paper: number, at: number): boolean {
  return !/^(?:ال|لل)/.test(words[paper]!.form) && words.slice(paper + 1, at).some(({ form }) => form.startsWith('ال'))
}

export function isIssuedBy(form: string): boolean {
  return ISSUED.has(form) || ISSUED_IT.test(form)
}
