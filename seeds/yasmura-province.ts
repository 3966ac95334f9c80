import { named, unnamed } from './colleague.ts'
import type { Newsroom } from './newsroom.ts'
import { activist, PAPER, REPORT } from './yasmura-sources.ts'

const BULLETIN = 'https://tbm-watch.example/bulletin'

/** Urgent, and nobody else was there to sign it off. */
export function judgeRoadAlone({ nadia }: Newsroom, claim: string) {
  nadia.checksOut(claim)
  nadia.attributes(claim, activist('قال'))
  nadia.checksAttribution(claim, 'confirmed')
  nadia.links(claim, {
    stance: 'supports', address: 'https://highways.example/notices/r9', title: 'تعميم إلى سالكي الطريق R9', publisher: 'هيئة الطرق السريعة', origin: 'هيئة الطرق السريعة',
    quote: 'الطريق مقطوع بسواتر ترابية عند الكيلومتر 31 في الاتجاهين.',
  })
  nadia.links(claim, {
    stance: 'supports', address: 'https://north-coaches.example/service', title: 'تعليق رحلات تل زيزان', publisher: 'حافلات الشمال', origin: 'حافلات الشمال',
    quote: 'عاد سائقونا من أمام الساتر عند جسر الكيلومتر 31.',
  })
  nadia.proposes(claim, 'verified', {
    rationale: 'تعميم هيئة الطرق وإفادة شركة الحافلات مستقلان أحدهما عن الآخر، ويتفقان على المكان: سواتر ترابية عند الكيلومتر 31. لا نحكم هنا على هوية من أقامها.',
  })
  nadia.signsOffAlone(claim, 'الطريق ممر إجلاء والسؤال عنه عاجل، ولا مشرف غيري في المناوبة. تراجع سلمى الأدلة فور عودتها.')
}

/** One link is doubted and believed again. */
export function judgeClashes({ yusuf }: Newsroom, claim: string) {
  yusuf.checksOut(claim)
  yusuf.attributes(claim, [named('مرصد الضفتين لحقوق الانسان', 'بحسب', 'نشرة الصباح', BULLETIN), PAPER])
  yusuf.checksAttribution(claim, 'confirmed')
  yusuf.links(claim, {
    stance: 'supports', address: 'https://zizan-hospital.example/intake', title: 'حركة قسم الطوارئ ليل الأربعاء', publisher: 'مشفى تل زيزان', origin: 'مشفى تل زيزان',
    quote: 'استقبلنا 11 جريحا من محيط المدينة بين الواحدة والسادسة فجرا.',
  })
  const footage = yusuf.links(claim, {
    stance: 'supports', address: 'https://bank-radio.example/video/769', title: 'أصوات اشتباك شمالي تل زيزان', publisher: 'إذاعة الضفة', origin: 'إذاعة الضفة', quote: 'مراسلنا على سطح مبنى البلدية، الثالثة فجرا.',
  })
  yusuf.withdraws(claim, footage, 'يشبه تسجيلا نُشر في الربيع؛ أسحبه إلى أن يُقارن به.')
  yusuf.reinstates(claim, footage)
  yusuf.proposes(claim, 'verified', {
    rationale: 'سجل المشفى وتسجيل الإذاعة مستقلان عن المرصد وأحدهما عن الآخر. قارنّا التسجيل بما نُشر في الربيع: الرافعة التي تظهر فيه نُصبت الشهر الماضي. المعارك متقطعة كما يقول الادعاء، ولا نحكم على أطرافها.',
  })
}

export function judgeBlast({ yusuf }: Newsroom, claim: string) {
  yusuf.checksOut(claim)
  yusuf.attributes(claim, [named('صحيفة المرفأ الأزرق', 'ذكرت', 'موقع الصحيفة', REPORT)])
  yusuf.links(claim, {
    stance: 'supports', address: 'https://rrcb.example/incidents/19', title: 'Incident note 19: Ain al-Shawkaran distribution point', publisher: 'RRCB', origin: 'الهيئة الإقليمية لتنسيق الإغاثة',
    quote: 'An improvised device went off 60 metres from our distribution point at 10:20.',
  })
  yusuf.links(claim, {
    stance: 'supports', address: 'https://ain-shawkaran.example/council/announcements/6', title: 'بيان المجلس المحلي', publisher: 'مجلس عين الشوكران', origin: 'مجلس عين الشوكران',
    quote: 'نجم الانفجار عن عبوة زُرعت إلى جانب الطريق.',
  })
  yusuf.links(claim, {
    stance: 'supports', address: 'https://notes.claimdesk.example/sealed/ambulance', title: 'شهادة مسعف كان في المكان', origin: 'شاهد', visibility: 'sealed',
    quote: 'وصلنا بعد عشر دقائق. الحفرة على الرصيف وليست في الشارع.', note: 'لا يُذكر اسمه ولا مركزه: يعمل في منطقة نفوذ الطرفين.',
  })
  yusuf.proposes(claim, 'verified', {
    rationale: 'الهيئة الإقليمية ومجلس البلدة يذكران الانفجار كلٌّ بمعلوماته، ويتفقان على المكان وعلى أنها عبوة مزروعة، ومعنا شهادة ثالثة. الزمن بين 10:15 و10:30 صباحا.',
  })
}

/** Nobody with a name stands behind it. */
export function judgeStreet({ yusuf }: Newsroom, claim: string) {
  yusuf.checksOut(claim)
  yusuf.attributes(claim, [unnamed('مصادر محلية', 'قالت', 'اتصال هاتفي'), named('وكالة زمردة للأنباء', 'نقلت', 'برقية الوكالة', 'https://zomorroda.example/wire/20931'), PAPER])
  yusuf.checksAttribution(claim, 'confirmed')
  yusuf.searches(claim, {
    lookedIn: 'برقيات وكالة زمردة، صفحات أهالي عين الشوكران، صور المجلس المحلي', lookedFor: 'عين الشوكران، محطة الضخ، الانفجار الأول، الانفجار الثاني',
    note: 'صور الموقع الثاني كثيرة، ولا صورة واحدة للموقع الأول يمكن تحديد مكانها.',
  })
  yusuf.proposes(claim, 'unverifiable', {
    rationale: 'الوكالة نقلت فعلا عن «مصادر محلية»، لكنها لا تسميها ولا تصف الموقع الأول. بحثنا عن صورة أو محضر يحدد مكان الانفجار الأول فلم نجد، فلا يمكن مقارنة الموقعين.',
    settle: 'صورة للموقع الأول يمكن تحديد مكانها، أو محضر الدفاع المدني في عين الشوكران.',
  })
}

export function doubtFactions({ salma }: Newsroom, claim: string) {
  salma.attributes(claim, [named('مرصد الضفتين لحقوق الانسان', 'بحسب', 'نشرة الصباح', BULLETIN), PAPER])
  salma.checksAttribution(claim, 'misquoted')
}

/** In hand as the story ends. */
export function beginFactions({ salma }: Newsroom, claim: string) {
  salma.checksOut(claim)
  salma.links(claim, {
    stance: 'contradicts', address: BULLETIN, title: 'نشرة الصباح، النص الكامل', publisher: 'مرصد الضفتين', origin: 'مرصد الضفتين',
    quote: 'تشارك تسعة فصائل، وتنسق معها ثلاث مجموعات أخرى من خارج المدينة.', note: 'تسعة زائد ثلاث ليست «أكثر من 12».',
  })
}
