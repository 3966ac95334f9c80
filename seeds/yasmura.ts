import { readFileSync } from 'node:fs'
import { daysAfter, lastWeekday } from './clock.ts'
import type { Newsroom } from './newsroom.ts'
import * as city from './yasmura-city.ts'
import * as province from './yasmura-province.ts'
import { REPORT } from './yasmura-sources.ts'

const THURSDAY = 4
const BASIS = '«اليوم الخميس» في نص التقرير، وتاريخ نشره'

type Claims = ReturnType<typeof triage>

/** A newspaper tells a war from one man's posts. Arabic; nearly nothing in it is the paper's own. */
export function* yasmura(newsroom: Newsroom) {
  const { salma, yusuf, nadia, reader, clock } = newsroom
  const thursday = lastWeekday(THURSDAY, clock.today())
  const report = salma.imports({
    title: 'الحرس يتراجع في وسط الياسمورة ومعارك في محيط تل زيزان', publisher: 'صحيفة المرفأ الأزرق', author: 'قسم الأخبار', sourceAddress: REPORT,
    publishedOn: thursday, language: 'ar', text: readFileSync(new URL('reports/yasmura-fighting.txt', import.meta.url), 'utf8'), fileName: 'yasmura-fighting.txt',
  })
  const claims = triage(newsroom, report, thursday)
  salma.foretells(claims.forecast, { dueOn: daysAfter(clock.today(), 1), condition: 'إذا بقي القتال على إيقاعه الحالي' })
  nadia.assigns([claims.captured, claims.quarter, claims.centre, claims.quarters], salma)
  nadia.assigns([claims.blast, claims.firstBlast, claims.street], yusuf)
  city.askTheGuard(newsroom, claims.captured)
  yield

  city.judgeCaptured(newsroom, claims.captured)
  const post = city.judgeQuarter(newsroom, claims.quarter)
  city.confirmQuarters(newsroom, claims.quarters)
  yield

  salma.confirmsSnapshots(claims.captured)
  salma.hearsNothing(claims.captured)
  nadia.signsOff(claims.captured)
  nadia.publishes(claims.captured)
  city.sendQuarterBack(newsroom, claims.quarter)
  city.judgeCentre(newsroom, claims.centre)
  province.judgeBlast(newsroom, claims.blast)
  salma.relates(claims.captured, 'contradicts', claims.quarter, 'العدد نفسه بنطاقين: 46 أسيرا في المحافظة كلها، و46 في حي القناطر وحده.')
  const mixedUp = yusuf.relates(claims.firstBlast, 'same', claims.blast)
  yusuf.separates(claims.firstBlast, mixedUp, 'انفجاران لا واحد: الثاني هو الذي وقع قرب نقطة المساعدات.')
  yusuf.relates(claims.firstBlast, 'related', claims.blast)
  yield

  const letter = reader.writes(claims.captured, 'ar', {
    message: 'كنت في الياسمورة يوم الخميس. تقولون إنكم لم تجدوا قائمة بالأسماء، وقد عُلّقت مساءً على باب جامع القناطر قائمة فيها 29 اسمًا صوّرتُها بهاتفي. يمكنني إرسال الصورة.',
    name: 'أم نزار', contact: 'umm-nizar@post.example',
  })
  city.judgeQuarterAgain(newsroom, claims.quarter, post)
  for (const claim of [claims.quarter, claims.centre, claims.blast]) nadia.signsOff(claim)
  nadia.takesInHand(letter)
  province.judgeRoadAlone(newsroom, claims.road)
  province.judgeStreet(newsroom, claims.street)
  const roundUp = city.judgeRetreat(newsroom, claims.retreat)
  yield

  // Perhaps it is only down for a day.
  salma.asksForSnapshot(claims.retreat, roundUp)
  lastDay(newsroom, report, claims)
  yield

  salma.restores(claims.forecastAgain)
  province.doubtFactions(newsroom, claims.factions)
  yield

  province.beginFactions(newsroom, claims.factions)
}

/** Some suggestions and the last passage are left for somebody else. */
function triage({ salma }: Newsroom, report: string, thursday: string) {
  const on = (place: string) => ({ place, happenedOn: thursday, dateBasis: BASIS })

  const retreat = salma.takes(report, 'تراجعت في محافظة السرو', { statement: 'تراجعت قوات الحرس الإقليمي في محافظة السرو', ...on('محافظة السرو') })
  const captured = salma.takes(report, 'أُسر 46 من عناصرها', { statement: 'أسرت «كتائب السفح» 46 عنصرا من الحرس الإقليمي في محافظة السرو', ...on('محافظة السرو') })
  salma.dismisses(report, 'الحرس تراجع', 'تكرار للادعاء الأول بلفظ أقصر.')
  const centre = salma.takes(report, 'أخلى مواقعه في وسط الياسمورة', { statement: 'أخلى الحرس الإقليمي مواقعه في وسط مدينة الياسمورة', ...on('الياسمورة') })
  const quarter = salma.takes(report, '46 من عناصر الحرس وقعو في الأسر في حي القناطر وحده', {
    statement: 'وقع 46 عنصرا من الحرس الإقليمي في الأسر في حي القناطر بالياسمورة وحده', ...on('حي القناطر، الياسمورة'),
  })
  const granary = salma.makes(report, 'حريق في مستودع الحبوب', { statement: 'اندلع حريق في مستودع الحبوب بحي القناطر في الياسمورة' })
  const quarters = salma.takes(report, 'ثلاثة أحياء في وسط الياسمورة دخلها مقاتلو الكتائب', { ...on('الياسمورة') })
  salma.dismisses(report, 'ولم يجدوا من يردهم', 'عبارة إنشائية لا تذكر واقعة يمكن فحصها.')
  salma.marks(report, 'ولم يتسنَّ التأكد', 'caveat')
  salma.applies(report, 'ولم يتسنَّ التأكد', [captured, centre, quarter, granary, quarters])
  const road = salma.takes(report, 'الطريق السريع (R9) بين تل زيزان (شمال) والعاصمة، أُغلق', on('الطريق R9'))
  const second = salma.takes(report, 'تل زيزان باتت ثاني مدينة خارج سيطرة الحرس')
  const forecast = salma.takes(report, 'خروج الحرس من تل زيزان، إذا بقي القتال', { modality: 'predicted', statement: 'سيخرج الحرس من تل زيزان إذا بقي القتال على إيقاعه الحالي' })
  const forecastAgain = salma.dismisses(report, 'إذا بقي القتال على إيقاعه الحالي، فلن ينقضي هذا الأسبوع', 'تكرار للتوقع السابق بكلمات أخرى.')
  const clashes = salma.takes(report, 'معارك متقطعة منذ منتصف ليل أمس', {
    statement: 'تدور معارك متقطعة في محيط تل زيزان منذ منتصف ليل الأربعاء', place: 'محيط تل زيزان', happenedOn: thursday, dateBasis: '«منتصف ليل أمس»، والتقرير منشور يوم الخميس',
  })
  const factions = salma.takes(report, 'أكثر من 12 فصيلا محليا', { statement: 'يشارك أكثر من 12 فصيلا محليا في معارك تل زيزان' })
  salma.takes(report, 'تهدف العملية إلى السيطرة على معبر باب الغيم', { modality: 'intended' })
  salma.takes(report, 'وقطع خط الإمداد عن العاصمة', { modality: 'intended', statement: 'تهدف العملية إلى قطع خط الإمداد عن العاصمة' })
  const blast = salma.takes(report, 'انفجرت عبوة ناسفة قرب نقطة لتوزيع المساعدات', { statement: 'انفجرت عبوة ناسفة قرب نقطة لتوزيع المساعدات في عين الشوكران', ...on('عين الشوكران') })
  const firstBlast = salma.takes(report, 'انفجار أول وقع، صباح اليوم', { statement: 'وقع انفجار أول في بلدة عين الشوكران صباح الخميس', ...on('عين الشوكران') })
  const street = salma.takes(report, 'الانفجار الثاني وقع في الشارع نفسه', { statement: 'وقع الانفجاران في الشارع نفسه في عين الشوكران، مقابل محطة ضخ المياه', ...on('عين الشوكران') })

  return { retreat, captured, centre, quarter, granary, quarters, road, second, forecast, forecastAgain, clashes, factions, blast, firstBlast, street }
}

function lastDay(newsroom: Newsroom, report: string, claims: Claims) {
  const { yusuf, nadia } = newsroom
  nadia.signsOff(claims.retreat)
  city.judgeGranary(newsroom, claims.granary)
  province.judgeClashes(newsroom, claims.clashes)
  city.reopenCentre(newsroom, claims.centre)
  nadia.publishesReport(report)
  // Somebody needed him elsewhere: the claim goes back to the queue as he found it.
  yusuf.checksOut(claims.firstBlast)
  yusuf.releases(claims.firstBlast)
}
