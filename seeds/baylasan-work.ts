import { named, unnamed } from './colleague.ts'
import type { Newsroom } from './newsroom.ts'

export const NOTE = 'https://shurfa.example/notes/baylasan'

const CENTRE = named('مركز الشرفة للتوثيق (SCD)', 'ذكر', 'نشرة شهرية', NOTE)
const SHELTER = named('Open Shelter Initiative (OSI)', 'reported', 'report, p. 4', 'https://osi.example/reports/baylasan-04.pdf')
const TOWN = 'بلدية الضاحية الشرقية'

const IMAGERY = {
  address: 'https://skytrace.example/scenes/baylasan-19', title: 'Scene of the 19th, 50 cm', publisher: 'SkyTrace', origin: 'SkyTrace', quote: 'Change mask: 41 footprints without roof.',
} as const

export function judgeFamilies({ yusuf }: Newsroom, claim: string) {
  yusuf.checksOut(claim)
  yusuf.attributes(claim, [SHELTER, CENTRE])
  yusuf.links(claim, {
    stance: 'supports', address: SHELTER.link, title: 'Baylasan: who lost a home', publisher: 'Open Shelter Initiative', origin: 'Open Shelter Initiative',
    quote: '214 families, including 61 headed by women, lost their homes.', note: 'الجملة في الصفحة 4 كما نقلتها النشرة حرفيا.',
  })
  yusuf.checksAttribution(claim, 'confirmed')
  yusuf.links(claim, {
    stance: 'contradicts', address: 'https://camp-services.example/registers/displaced', title: 'سجل العائلات المستفيدة من الإيواء الطارئ', publisher: 'دائرة خدمات المخيم', origin: 'دائرة خدمات المخيم',
    quote: 'سُجلت 163 عائلة، 58 منها تعيلها نساء.',
  })
  yusuf.proposes(claim, 'disputed', {
    rationale: 'الرقم وارد في تقرير المنظمة كما نُقل، وسجل دائرة الخدمات يقف عند 163 عائلة. يسجل السجل من طلب إيواء، ويحصي التقرير من فقد مسكنا، فالفرق قد يكون في التعريف. المصدران جديران بالثقة ولا يتفقان.',
  })
}

export function judgeStructures({ yusuf }: Newsroom, claim: string) {
  yusuf.checksOut(claim)
  yusuf.attributes(claim, [named('Helen Marsk', 'wrote', 'post on her account', 'https://posts.example/h.marsk/5120'), CENTRE])
  yusuf.checksAttribution(claim, 'confirmed')
  yusuf.links(claim, { stance: 'supports', ...IMAGERY })
  yusuf.links(claim, {
    stance: 'supports', address: 'https://orbital-commons.example/compare/baylasan', title: 'Before and after, radar coherence', publisher: 'Orbital Commons', origin: 'Orbital Commons',
    quote: '39 to 43 structures lost coherence between the 12th and the 20th.', note: 'رادار لا صور بصرية: طريقة أخرى، وقمر آخر.',
  })
  yusuf.proposes(claim, 'verified', {
    rationale: 'عددنا بأنفسنا 41 سقفا مفقودا في صورة التاسع عشر، وتحليل راداري من مصدر آخر يعطي بين 39 و43. الادعاء عن مبان مهدومة في الصورة؛ لا تقول الصور من هدمها ولا هل كانت مسكونة.',
  })
}

export function judgeInhabited({ salma }: Newsroom, claim: string) {
  salma.checksOut(claim)
  salma.attributes(claim, [named(TOWN, 'نفت', 'بيان', 'https://east-suburb.example/statements/31'), CENTRE])
  salma.checksAttribution(claim, 'confirmed')
  salma.links(claim, {
    stance: 'contradicts', address: 'https://east-power.example/meters/baylasan', title: 'عدادات فُصلت في مخيم البيلسان', publisher: 'شركة كهرباء الشرق', origin: 'شركة كهرباء الشرق',
    quote: 'فُصل 28 عدادا نشطا بين الثاني عشر والتاسع عشر بطلب من البلدية.', note: 'عداد نشط يعني استهلاكا في الأسبوع نفسه.',
  })
  salma.links(claim, {
    stance: 'supports', address: 'https://east-suburb.example/statements/31', title: 'بيان بشأن أعمال الإزالة', publisher: TOWN, origin: TOWN, quote: 'لم يُهدم أي مبنى مأهول.',
  })
  salma.proposes(claim, 'disputed', {
    rationale: 'بيان البلدية ينفي، وسجل شركة الكهرباء يُظهر أن البلدية نفسها طلبت فصل 28 عدادا كانت تستهلك التيار في الأسبوع الذي وقع فيه الهدم. البيت الذي يستهلك التيار بيت يسكنه أحد ما لم يثبت غير ذلك.',
  })
}

/** A witness who must not be found. */
export function judgeHouse({ salma }: Newsroom, claim: string) {
  salma.checksOut(claim)
  salma.attributes(claim, [unnamed('أحد سكان القطاع C', 'قال', 'مقابلة'), SHELTER, CENTRE])
  salma.links(claim, {
    stance: 'supports', address: 'https://notes.claimdesk.example/sealed/sector-c', title: 'تسجيل من الساكن نفسه', origin: 'شاهد', visibility: 'sealed',
    quote: 'يظهر باب أزرق ورقم البيت قبل دخول الجرافة.', note: 'رقم البيت يدل على صاحبه. لا يُنشر ولا يوصف.',
  })
  salma.searches(claim, {
    lookedIn: 'صفحات أهالي المخيم، أرشيف OSI المنشور، صور الأقمار الصناعية للقطاع C', lookedFor: 'القطاع C، هدم، جرافة، الثامن عشر',
    note: 'صورة التاسع عشر تُظهر 14 مبنى مهدوما في القطاع، ولا صورة بين الرابع عشر والتاسع عشر تحدد اليوم.',
  })
  salma.proposes(claim, 'unverifiable', {
    rationale: 'هدم مبان في القطاع C ثابت من الصور، أما هذا البيت في هذا اليوم فلا يشهد له سوى ساكنه. لا صورة بين الرابع عشر والتاسع عشر، ولم نجد شاهدا ثانيا يمكن الحديث إليه من دون أن يُعرف الأول.',
    settle: 'صورة للقطاع C بين السابع عشر والثامن عشر، أو شاهد ثان مستقل.',
  })
}

export function judgeSix({ salma }: Newsroom, claim: string) {
  salma.checksOut(claim)
  salma.attributes(claim, [named('رنا العوسج، المتحدثة باسم البلدية', 'قالت', 'تصريح'), CENTRE])
  salma.links(claim, { stance: 'contradicts', ...IMAGERY })
  salma.links(claim, {
    stance: 'context', address: 'https://east-suburb.example/tenders/clearing-6', title: 'عقد إزالة ستة هياكل', publisher: TOWN, origin: TOWN,
    quote: 'إزالة ستة هياكل غير مكتملة على الطريق الجنوبي.', note: 'يفسر من أين جاء الرقم: عقد واحد من عقود عدة.',
  })
  salma.proposes(claim, 'disputed', {
    rationale: 'الستة هي عدد الهياكل في عقد واحد على الطريق الجنوبي. صورة التاسع عشر تُظهر 41 مبنى بلا سقف في المخيم، وعبارة «لا أكثر» لا تستقيم معها. انظر الادعاء عن الصور نفسها.',
  })
}

/** The centre cannot bear witness to itself: the gate does not count this link. */
export function collectEvictions({ yusuf }: Newsroom, claim: string) {
  yusuf.links(claim, {
    stance: 'supports', address: 'https://shurfa.example/data/baylasan.csv', title: 'جدول الحالات الثماني والثلاثين', publisher: 'مركز الشرفة للتوثيق', origin: 'مركز الشرفة للتوثيق',
    quote: '38 صفا، لكل حالة تاريخ وقطاع.', note: 'دليل من الناشر نفسه. نحتاج إلى سجل دائرة التنفيذ أو ما يماثله.',
  })
}

/** In hand as the story ends. */
export function beginNight({ salma }: Newsroom, claim: string) {
  salma.checksOut(claim)
  salma.links(claim, {
    stance: 'supports', address: 'https://camp-services.example/night-shift/log', title: 'دفتر المناوبة الليلية', publisher: 'دائرة خدمات المخيم', origin: 'دائرة خدمات المخيم',
    quote: 'سبع عائلات وصلت إلى المدرسة بين منتصف الليل والفجر في ثلاث ليال.',
  })
}
