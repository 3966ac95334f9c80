import { daysAfter } from './clock.ts'
import type { Newsroom } from './newsroom.ts'
import { activist, POSTS } from './yasmura-sources.ts'

export function askTheGuard({ salma, clock }: Newsroom, claim: string) {
  salma.asks(claim, {
    askedOf: 'الحرس الإقليمي', channel: 'press_office', contact: 'press@regional-guard.example', answerBy: daysAfter(clock.today(), 1),
    question: 'نُشر أن 46 من عناصركم أُسروا في محافظة السرو. هل هذا العدد صحيح؟ وكم عدد مفقوديكم في المحافظة حتى اليوم؟',
  })
}

/** A number with a single voice behind it. */
export function judgeCaptured({ salma }: Newsroom, claim: string) {
  salma.checksOut(claim)
  salma.attributes(claim, activist('أكد'))
  salma.checksAttribution(claim, 'confirmed')
  salma.searches(claim, {
    lookedIn: 'حساب «كتائب السفح»، نشرات الحرس الإقليمي، أرشيف وكالة زمردة، تقارير مرصد الضفتين',
    lookedFor: '46 أسيرا، أسرى الحرس، قوائم الأسرى، القناطر، الياسمورة',
    note: 'كل ما وجدناه يعيد الرقم إلى التدوينة نفسها: لا قائمة بالأسماء، ولا صورة تجمع الأسرى.',
  })
  salma.links(claim, {
    stance: 'context', address: 'https://regional-guard.example/statements/52', title: 'توضيح بشأن أنباء الياسمورة', publisher: 'الحرس الإقليمي', origin: 'الحرس الإقليمي',
    quote: 'لا نعلق على أعداد المفقودين قبل إبلاغ ذويهم.', note: 'لا ينفي الرقم ولا يؤكده.',
  })
  salma.proposes(claim, 'unverifiable', {
    rationale: 'لا مصدر لهذا الرقم غير تدوينة السنديان: المواقع التي كررته تحيل إليها، و«كتائب السفح» لم تنشر أسماء ولا صورا، والحرس لا يعلق على أعداد مفقوديه. بحثنا ولم نجد ما يثبت الرقم ولا ما ينفيه.',
    settle: 'قائمة بأسماء الأسرى، أو زيارة جهة إنسانية محايدة لمكان احتجازهم، أو إعلان من الحرس بعدد مفقوديه.',
  })
}

/** The same number, now of one quarter. The first verdict does not see what the post itself says. Returns the evidence that was read wrongly. */
export function judgeQuarter({ salma }: Newsroom, claim: string): string {
  salma.checksOut(claim)
  salma.attributes(claim, activist('أضاف'))
  const post = salma.links(claim, originalPost('context'))
  salma.searches(claim, {
    lookedIn: 'صفحات أهالي القناطر، أرشيف وكالة زمردة', lookedFor: 'القناطر، أسرى، 46', note: 'لا شهادة أخرى تحدد الحي الذي وقع فيه الأسر.',
  })
  salma.proposes(claim, 'unverifiable', {
    rationale: 'الرقم منقول عن شاهد واحد، ولم نعثر على قائمة أو صورة تبين في أي حي وقع الأسر.', settle: 'قائمة بأسماء الأسرى وأماكن أسرهم.',
  })
  return post
}

export function sendQuarterBack({ salma, nadia }: Newsroom, claim: string) {
  nadia.requestsChanges(claim, 'التدوينة التي أرفقتِها تقول «في المدينة كلها»، والتقرير يقول «في حي القناطر وحده». هذا تناقض وليس نقصا في الأدلة: راجعي موقف الدليل، والإسناد، ثم الحكم.')
  salma.remarks(claim, 'أعيد قراءة التدوينة الأصلية الآن. هل أنتظر جواب الناشط عن الحيّ الذي قصده قبل أن أقترح من جديد؟')
  nadia.remarks(claim, 'لا تنتظري: ما نحكم عليه هو ما كُتب. إن أجاب بعد النشر صحّحنا.')
  salma.checksAttribution(claim, 'misquoted')
}

export function judgeQuarterAgain({ salma }: Newsroom, claim: string, post: string) {
  salma.checksOut(claim)
  salma.links(claim, originalPost('contradicts'))
  salma.withdraws(claim, post, 'أُرفق من جديد بموقفه الصحيح: يناقض النطاق الذي في التقرير.')
  salma.links(claim, {
    stance: 'contradicts', address: 'https://qanater-committee.example/missing', title: 'حصيلة لجنة حي القناطر', publisher: 'لجنة حي القناطر', origin: 'لجنة حي القناطر',
    quote: 'أحصينا 17 من أفراد الحرس لم يعودوا إلى نقاطهم في الحي.',
  })
  salma.proposes(claim, 'disputed', {
    rationale: 'التدوينة الأصلية تقول «46 في المدينة كلها، أكثرهم في القناطر»، فصار الرقم في التقرير «في حي القناطر وحده». ولجنة الحي تحصي 17 مفقودا من الحرس فيه. الرقم لا ينطبق على هذا النطاق، أيا كان صوابه في المدينة كلها.',
  })
}

const originalPost = (stance: 'context' | 'contradicts') => ({
  stance, address: POSTS, title: 'تدوينة ربيع السنديان كما نُشرت', publisher: 'ربيع السنديان', origin: 'ربيع السنديان', quote: '46 أسيرا من الحرس في المدينة كلها، أكثرهم في القناطر.',
})

export function confirmQuarters({ salma }: Newsroom, claim: string) {
  salma.attributes(claim, activist('تابع'))
  salma.checksAttribution(claim, 'confirmed')
  salma.links(claim, {
    stance: 'context', address: 'https://notes.claimdesk.example/yasmura-map', title: 'خريطة عمل لأحياء وسط الياسمورة', publisher: 'المكتب', origin: 'المكتب', visibility: 'internal',
    note: 'وسط المدينة خمسة أحياء بحسب تقسيم البلدية. يبقى أن نحدد الثلاثة المقصودة.',
  })
}

/** Verified and signed; what comes later speaks against it. */
export function judgeCentre({ salma }: Newsroom, claim: string) {
  salma.checksOut(claim)
  salma.attributes(claim, activist('أكد'))
  salma.checksAttribution(claim, 'confirmed')
  salma.links(claim, {
    stance: 'supports', address: 'https://tbm-watch.example/field/304', title: 'ملاحظة ميدانية من وسط الياسمورة', publisher: 'مرصد الضفتين', origin: 'مرصد الضفتين',
    quote: 'مررنا ظهر الخميس بنقاط الحرس الأربع حول الساحة فوجدناها خالية.',
  })
  salma.links(claim, {
    stance: 'supports', address: 'https://yasmura-city.example/cameras/3', title: 'كاميرا المرور رقم 3، ساحة السوق', publisher: 'بلدية الياسمورة', origin: 'بلدية الياسمورة',
    quote: 'آخر مركبة للحرس تغادر الساحة عند الساعة 05:52.', note: 'التوقيت مثبت في إطار الصورة، وظل المئذنة يوافق الساعة.',
  })
  salma.proposes(claim, 'verified', {
    rationale: 'مصدران لا صلة بينهما: باحثة للمرصد وجدت نقاط الحرس الأربع خالية ظهر الخميس، وكاميرا ثابتة للبلدية تُظهر آخر مركبة تغادر الساحة فجرا. لم نجد ما يدل على عودة الحرس في ذلك اليوم.',
  })
}

export function reopenCentre({ yusuf }: Newsroom, claim: string) {
  yusuf.links(claim, {
    stance: 'contradicts', address: 'https://bank-radio.example/video/771', title: 'جولة في ساحة السوق مساء الخميس', publisher: 'إذاعة الضفة', origin: 'إذاعة الضفة',
    quote: 'دورية من أربع مركبات للحرس تقف أمام مبنى البريد.', note: 'وصلنا بعد الاعتماد. تحققتُ من مكان التصوير، أما الساعة فتحتاج إلى عين ثانية.',
  })
}

/** What happened in one city is told of the whole province. Returns the evidence whose page is gone. */
export function judgeRetreat({ salma }: Newsroom, claim: string): string {
  salma.checksOut(claim)
  salma.attributes(claim, activist('قال'))
  salma.links(claim, {
    stance: 'supports', address: 'https://tbm-watch.example/field/304', title: 'ملاحظة ميدانية من وسط الياسمورة', publisher: 'مرصد الضفتين', origin: 'مرصد الضفتين',
    quote: 'مررنا ظهر الخميس بنقاط الحرس الأربع حول الساحة فوجدناها خالية.', note: 'عن الياسمورة وحدها.',
  })
  const roundUp = salma.links(claim, {
    stance: 'contradicts', address: 'https://bank-radio.example/round-up/thursday', title: 'جولة المراسلين في مدن السرو', publisher: 'إذاعة الضفة', origin: 'إذاعة الضفة',
    quote: 'الحرس في مواقعه في خمس من مدن المحافظة السبع حتى العصر.',
  })
  salma.proposes(claim, 'disputed', {
    rationale: 'خروج الحرس من وسط الياسمورة أمر، و«تراجعت في محافظة السرو» أمر أوسع: مراسلو إذاعة الضفة رأوا الحرس في مواقعه في خمس من مدن المحافظة السبع بعد الخبر بساعات. الأدلة لا تسند هذا النطاق، وبعضها يناقضه.',
  })
  return roundUp
}

export function judgeGranary({ salma }: Newsroom, claim: string) {
  salma.checksOut(claim)
  salma.rewords(claim, { place: 'حي القناطر، الياسمورة', statement: 'اندلع حريق في مستودع الحبوب المركزي بحي القناطر في الياسمورة' })
  salma.attributes(claim, activist('أضاف'))
  salma.links(claim, {
    stance: 'supports', address: 'https://yasmura-city.example/fire-brigade/log', title: 'سجل مهمات فوج الإطفاء', publisher: 'فوج إطفاء الياسمورة', origin: 'فوج إطفاء الياسمورة',
    quote: '07:40: مستودع الحبوب، القناطر. السيطرة على الحريق عند 09:15.',
  })
  salma.links(claim, {
    stance: 'supports', address: 'https://firegrid.example/tiles/44-71', title: 'FireGrid: hot spots, tile 44-71', publisher: 'FireGrid', origin: 'FireGrid',
    quote: 'Thermal anomaly, high confidence, 06:58 local time.', note: 'الإحداثيات تقع داخل سور المستودع.',
  })
  salma.proposes(claim, 'verified', {
    rationale: 'سجل فوج الإطفاء يسمي المستودع وساعة الإخماد، ورصد فضائي مستقل سجل بقعة حرارة داخل سوره قبل ذلك بنحو ساعة. الادعاء هو وقوع الحريق؛ أما سببه فلم يقله أحد.',
  })
}
