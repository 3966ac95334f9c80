import { readFileSync } from 'node:fs'
import { endOfNextMonth, inMonthBefore, monthOf } from './clock.ts'
import type { Newsroom } from './newsroom.ts'
import * as work from './baylasan-work.ts'
import { wire } from './baylasan-wire.ts'

/** A monthly note in two languages, whose publisher is a witness in its own cause. */
export function* baylasan(newsroom: Newsroom) {
  const { salma, yusuf, nadia, clock } = newsroom
  const published = `${monthOf(clock.today())}-01`
  const note = (file: string) => ({
    title: 'النشرة الشهرية: عمليات الإخلاء في مخيم البيلسان', publisher: 'مركز الشرفة للتوثيق', author: '', sourceAddress: work.NOTE,
    publishedOn: published, language: 'ar' as const, text: readFileSync(new URL(`reports/${file}`, import.meta.url), 'utf8'), fileName: file,
  })
  const report = salma.imports(note('baylasan-monthly-note.txt'))
  const claims = triage(newsroom, report, published)
  nadia.assigns([claims.families, claims.structures, claims.evictions], yusuf)
  nadia.assigns([claims.inhabited, claims.night, claims.house], salma)
  yield

  work.judgeFamilies(newsroom, claims.families)
  work.judgeStructures(newsroom, claims.structures)
  yusuf.translates(claims.structures, 'en', 'Satellite imagery of the 19th shows 41 demolished structures in the Baylasan camp.')
  work.judgeInhabited(newsroom, claims.inhabited)
  yield

  for (const claim of [claims.families, claims.structures]) nadia.signsOff(claim)
  work.judgeHouse(newsroom, claims.house)
  work.judgeSix(newsroom, claims.six)
  work.collectEvictions(newsroom, claims.evictions)
  salma.marks(report, 'ويتوقع المركز أن يرتفع', 'prediction')
  salma.dismissesTheRest(report)
  nadia.signsOffReport(report)
  wire(newsroom, claims.structures)
  nadia.publishesReport(report)
  yield

  nadia.signsOff(claims.inhabited)
  // The publisher corrected a number, wrote another in a word, took a statement back, and vouches for more than before.
  const corrected = salma.revises(report, note('baylasan-monthly-note-corrected.txt'))
  nadia.unpublishesReport(report, 'صحّح المركز نشرته بعد أن نشرنا، فتغيّر نصها. نتحقق من النسخة المصححة، وتبقى الادعاءات منشورة في عناوينها.')
  salma.confirms(claims.night)
  yusuf.applies(corrected, 'ولم يتمكن المركز من التحقق', [claims.structures])
  nadia.signsOff(claims.structures)
  yield

  work.beginNight(newsroom, claims.night)
}

/** The forecast at the end is left for the last day. */
function triage({ salma }: Newsroom, report: string, published: string) {
  const on = (day: number, words: string) => ({ place: 'مخيم البيلسان', happenedOn: inMonthBefore(published, day), dateBasis: `في النص ${words}، والنشرة عن الشهر السابق لتاريخ نشرها` })
  const inTheCamp = { place: 'مخيم البيلسان' }

  salma.dismissesAll(report, 'النشرة الشهرية')
  salma.marks(report, 'النشرة الشهرية', 'context')
  const evictions = salma.takes(report, '38 حالة إخلاء قسري في مخيم البيلسان', { ...inTheCamp, statement: 'جرت 38 حالة إخلاء قسري في مخيم البيلسان خلال الشهر السابق للنشرة' })
  salma.dismissesAll(report, '38 حالة إخلاء قسري')
  const night = salma.takes(report, '9 من هذه الحالات جرت ليلا', { ...inTheCamp, statement: 'جرت 9 من حالات الإخلاء الـ38 في مخيم البيلسان ليلا ومن دون إنذار مكتوب' })
  const families = salma.takes(report, '214 families, including 61 headed by women, lost their homes', {
    ...inTheCamp, statement: 'فقدت 214 عائلة مساكنها في مخيم البيلسان، منها 61 عائلة تعيلها نساء',
  })
  const house = salma.takes(report, 'هُدم بيتي في الثامن عشر من الشهر', { ...on(18, '«الثامن عشر من الشهر»'), statement: 'هُدم بيت مسكون في القطاع C من مخيم البيلسان في الثامن عشر من الشهر' })
  const inhabited = salma.takes(report, 'هدم أي مبنى مأهول', { ...inTheCamp, statement: 'لم تهدم بلدية الضاحية الشرقية أي مبنى مأهول في مخيم البيلسان' })
  const six = salma.takes(report, 'ما أُزيل ستة هياكل مهجورة لا أكثر', { ...inTheCamp, statement: 'أزالت بلدية الضاحية الشرقية ستة هياكل مهجورة في مخيم البيلسان، ولم تزل غيرها' })
  const structures = salma.makes(report, '41 demolished structures, i.e. roofs gone and walls down, in satellite imagery of the 19th', {
    statement: 'تُظهر صور الأقمار الصناعية في التاسع عشر من الشهر 41 مبنى مهدوما في مخيم البيلسان',
  })
  salma.rewords(structures, on(19, '“the 19th”'))
  salma.dismissesAll(report, '41 demolished structures')
  salma.applies(report, 'ولم يتمكن المركز من التحقق', [structures])
  salma.dismissesAll(report, 'عقاب جماعي لا يمكن تبريره')
  salma.marks(report, 'عقاب جماعي لا يمكن تبريره', 'opinion')
  const plan = salma.makes(report, 'إزالة 27 مبنى آخر قبل نهاية الشهر المقبل', { modality: 'intended', statement: 'تعتزم بلدية الضاحية الشرقية إزالة 27 مبنى آخر قبل نهاية الشهر التالي للنشرة' })
  salma.foretells(plan, { dueOn: endOfNextMonth(published), condition: '' })
  salma.dismissesAll(report, 'إزالة 27 مبنى آخر')

  return { evictions, night, families, house, inhabited, six, structures }
}
