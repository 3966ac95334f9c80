import { listOf, shapeOf } from './words.ts'
import type { Stance } from './reading.ts'

// Reporting verbs: he-form of the past, he-form of the present, stance. `object`: also reports with a noun after it («أعلن مقتل …»).
const REPORTING = [
  ['قال', 'يقول', 'says'], ['أضاف', 'يضيف', 'says'], ['أوضح', 'يوضح', 'says'], ['أكد', 'يؤكد', 'says'],
  ['أعلن', 'يعلن', 'says'], ['ذكر', 'يذكر', 'says'], ['تابع', 'يتابع', 'says'], ['واصل', 'يواصل', 'says'],
  ['استطرد', 'يستطرد', 'says'], ['أردف', 'يردف', 'says'], ['صرح', 'يصرح', 'says'], ['أفاد', 'يفيد', 'says'],
  ['كشف', 'يكشف', 'says'], ['نفى', 'ينفي', 'says'], ['زعم', 'يزعم', 'says'], ['ادعى', 'يدعي', 'says'],
  ['شدد', 'يشدد', 'says'], ['لفت', 'يلفت', 'says'], ['أشار', 'يشير', 'says'], ['بين', 'يبين', 'says'],
  ['كتب', 'يكتب', 'says'], ['غرد', 'يغرد', 'says'], ['نوه', 'ينوه', 'says'], ['جزم', 'يجزم', 'says'],
  ['أقر', 'يقر', 'says'], ['اعترف', 'يعترف', 'says'], ['أبلغ', 'يبلغ', 'says'], ['أخبر', 'يخبر', 'says'],
  ['علق', 'يعلق', 'says'], ['روى', 'يروي', 'says'], ['أورد', 'يورد', 'says'], ['اتهم', 'يتهم', 'says'],
  ['أجاب', 'يجيب', 'says'], ['رد', 'يرد', 'says'], ['زاد', 'يزيد', 'says'], ['نبه', 'ينبه', 'says'],
  ['أظهر', 'يظهر', 'says'], ['استدرك', 'يستدرك', 'says'], ['اختتم', 'يختتم', 'says'], ['ختم', 'يختم', 'says'],
  ['سجل', 'يسجل', 'says'], ['وثق', 'يوثق', 'says'], ['رصد', 'يرصد', 'says'], ['شرح', 'يشرح', 'says'],
  ['ألمح', 'يلمح', 'says'], ['شكا', 'يشكو', 'says'], ['اشتكى', 'يشتكي', 'says'], ['أصر', 'يصر', 'says'], ['كرر', 'يكرر', 'says'], ['برر', 'يبرر', 'says'], ['أنكر', 'ينكر', 'says'], ['طمأن', 'يطمئن', 'says'], ['أنذر', 'ينذر', 'expects'], ['خشي', 'يخشى', 'expects'],
  ['أمل', 'يأمل', 'judges'], ['تمنى', 'يتمنى', 'judges'], ['ظن', 'يظن', 'judges'], ['نصح', 'ينصح', 'demands'], ['اشترط', 'يشترط', 'demands'], ['حكى', 'يحكي', 'says'], ['تحدث', 'يتحدث', 'says'], ['تساءل', 'يتساءل', 'says'],
  ['عزا', 'يعزو', 'says'], ['خلص', 'يخلص', 'says'], ['قدر', 'يقدر', 'says'], ['شكك', 'يشكك', 'says'], ['اكتفى', 'يكتفي', 'says'], ['لمح', 'يلمح', 'says'], ['لوح', 'يلوح', 'intends'], ['استبعد', 'يستبعد', 'expects'],
  ['حذر', 'يحذر', 'expects'], ['رجح', 'يرجح', 'expects'], ['توقع', 'يتوقع', 'expects'], ['تنبأ', 'يتنبأ', 'expects'],
  ['تعهد', 'يتعهد', 'intends'], ['وعد', 'يعد', 'intends'], ['هدد', 'يهدد', 'intends'], ['توعد', 'يتوعد', 'intends'],
  ['اعتبر', 'يعتبر', 'judges'], ['رأى', 'يرى', 'judges'], ['اعتقد', 'يعتقد', 'judges'], ['وصف', 'يصف', 'judges'],
  ['أعرب', 'يعرب', 'judges'], ['عبر', 'يعبر', 'judges'], ['انتقد', 'ينتقد', 'judges'], ['ندد', 'يندد', 'judges'],
  ['طالب', 'يطالب', 'demands'], ['دعا', 'يدعو', 'demands'], ['حث', 'يحث', 'demands'], ['ناشد', 'يناشد', 'demands'],
  ['اقترح', 'يقترح', 'demands'], ['أوصى', 'يوصي', 'demands'],
] as const satisfies readonly (readonly [string, string, Stance])[]

// Participles that report beside another verb: «مشيرا إلى أن …».
const REPORTING_PARTICIPLES = [
  ['مشير', 'says'], ['مضيف', 'says'], ['موضح', 'says'], ['مؤكد', 'says'], ['لافت', 'says'], ['مبين', 'says'],
  ['مشدد', 'says'], ['منوه', 'says'], ['زاعم', 'says'], ['قائل', 'says'], ['كاشف', 'says'], ['ناف', 'says'],
  ['نافي', 'says'], ['معلن', 'says'], ['متهم', 'says'], ['مذكر', 'says'], ['مستدرك', 'says'], ['ذاكر', 'says'],
  ['محمل', 'says'], ['متوقع', 'expects'], ['محذر', 'expects'], ['مرجح', 'expects'], ['مستبعد', 'expects'], ['متعهد', 'intends'],
  ['مهدد', 'intends'], ['متوعد', 'intends'], ['معتبر', 'judges'], ['واصف', 'judges'], ['معرب', 'judges'], ['معبر', 'judges'], ['منتقد', 'judges'],
  ['مردف', 'says'], ['متابع', 'says'], ['مستطرد', 'says'], ['مقر', 'says'], ['ملمح', 'says'], ['منبه', 'says'], ['عازي', 'says'], ['معلل', 'says'], ['مبرر', 'says'],
  ['ملوح', 'intends'], ['مستنكر', 'judges'], ['مندد', 'judges'], ['مقترح', 'demands'], ['موصي', 'demands'],
  ['مطالب', 'demands'], ['داعي', 'demands'], ['مناشد', 'demands'],
] as const satisfies readonly (readonly [string, Stance])[]

export type Gender = 'he' | 'she' | 'they'

export type ReportingVerb = { stance: Stance; gender: Gender }

// «ووصفه بأنه …»: these may have whom they speak of or to written onto them.
const WITH_PRONOUN: readonly string[] = ['وصف', 'اعتبر', 'اتهم', 'أبلغ', 'أخبر']

// «أرجع … إلى», whose present also says where something comes from.
const PAST_ONLY: readonly [string, ReportingVerb][] = [['ارجع', { stance: 'says', gender: 'he' }], ['ارجعت', { stance: 'says', gender: 'she' }]]

export const REPORTING_VERBS: ReadonlyMap<string, ReportingVerb> = new Map([...PAST_ONLY,
  ...REPORTING.flatMap(([past, present, stance]) =>
    inflectionsOf(past, present).flatMap(([form, gender]) =>
      ['', ...(WITH_PRONOUN.includes(past) ? ['ه', 'ها', 'هم'] : [])].map((pronoun): [string, ReportingVerb] => [form + pronoun, { stance, gender }]))),
])

export const PARTICIPLES: ReadonlyMap<string, Stance> = new Map(
  REPORTING_PARTICIPLES.flatMap(([base, stance]) =>
    ['ا', 'ة', 'ين', 'ات', 'ية'].map((ending): [string, Stance] => [shapeOf(base + ending), stance])),
)

// Verbs that also report with a noun («أعلن الجيش مقتل …»), and the preposition that then stands before what is reported.
export const REPORTING_WITH_NOUN: ReadonlyMap<string, string | null> = nounReporting([
  ['أعلن', 'يعلن', 'عن'], ['كشف', 'يكشف', 'عن'], ['تحدث', 'يتحدث', 'عن'], ['حذر', 'يحذر', 'من'], ['دعا', 'يدعو', 'إلى'],
  ['أشار', 'يشير', 'إلى'], ['لفت', 'يلفت', 'إلى'], ['شدد', 'يشدد', 'على'], ['أكد', 'يؤكد', 'على'],
  ['طالب', 'يطالب', 'ب'], ['تعهد', 'يتعهد', 'ب'], ['هدد', 'يهدد', 'ب'], ['اعترف', 'يعترف', 'ب'], ['وعد', 'يعد', 'ب'], ['توعد', 'يتوعد', 'ب'], ['أوصى', 'يوصي', 'ب'], ['نصح', 'ينصح', 'ب'], ['لوح', 'يلوح', 'ب'],
  ['اشتكى', 'يشتكي', 'من'], ['شكا', 'يشكو', 'من'], ['خشي', 'يخشى', 'من'],
  ['أفاد', 'يفيد', 'ب'], ['أعرب', 'يعرب', 'عن'], ['عبر', 'يعبر', 'عن'],
  ['نفى', 'ينفي', null], ['توقع', 'يتوقع', null], ['رجح', 'يرجح', null], ['زعم', 'يزعم', null], ['استبعد', 'يستبعد', null],
  ['ذكر', 'يذكر', null], ['أورد', 'يورد', null], ['وثق', 'يوثق', null], ['سجل', 'يسجل', null], ['رصد', 'يرصد', null],
])

// «أن» and its kin, which open what was said.
export const COMPLEMENTIZERS = listOf(['', 'ه', 'ها', 'هم', 'هما', 'نا', 'ني', 'نه', 'ك', 'كم']
  .flatMap((pronoun) => [`أن${pronoun}`, `إن${pronoun}`, `بأن${pronoun}`]).join(' '))

// «قوله» between a relayed speaker and the words.
export const SAYING_OF = listOf('قوله قولها قولهم قولهما تأكيده تأكيدها تأكيدهم القول')

export const RELAYING = listOf('نقل نقلت نقلوا ينقل تنقل نسب نسبت')

// «بحسب» and its kin, which name a source without a verb.
export const ACCORDING = listOf('برأي بنظر بحسب حسب وفق وفقا طبقا حسبما وفقما بحسبما نقلا استنادا')

export const PREPOSITIONS = listOf(`في من على إلى عن مع عبر خلال أثناء بعد قبل عقب إثر منذ أمام لدى عند حول بشأن ضمن تحت فوق بين
  علي الي ردا تعليقا معلقا متحدثا متوجها خلف ضد حيث عندما لدي بدون دون رغم`)

export const TIME_WORDS = listOf(`اليوم أمس غدا مساء صباح ظهر فجر ليل ليلة الليلة الأحد الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت
  أول مؤخرا لاحقا سابقا حينها آنذاك الماضي المقبل الآن أيضا كذلك مجددا صباحا مساء يوم قائلا قائلة قائلين بالقول بقوله بقولها بوضوح رسميا مرارا تكرارا هاتفيا حصريا صراحة علنا حرفيا`)

// What people speak in: after «في» or «عبر» it is the medium, not part of the name.
export const MEDIA = listOf(`تصريح تصريحات بيان بيانات مؤتمر مقابلة مقابلات حديث حوار تغريدة تغريدات تغريدته منشور منشورات كلمة كلمته خطاب خطابه رسالة تقرير
  تقريرها تقريره لقاء اتصال وقت مقال تدوينة مداخلة ختام جلسة اجتماع إفادة إحاطة إيجاز حسابه حسابها صفحته صفحتها موقعه موقعها بيانه بيانها تصريحه
  حصيلة إحصاء إحصاءات إحصائية دراسة وثيقة وثائق تقديرات أرقام استطلاع حساباته سلسلة مقطع تسجيل فيديو تعليق نتائج لائحة تويتر فيسبوك إكس تلغرام تليغرام منصة عدة معرض إطار ندوة كلمتها بث نشرة برنامج مذكرة مسودة رده`)

// Whom people speak to, written onto «ل».
export const AUDIENCES = listOf(`وكالة قناة صحيفة إذاعة تلفزيون التلفزيون موقع شبكة راديو مجلة برنامج مراسل مراسلة رويترز فرانس الأناضول أسوشيتد
  الجزيرة العربية سكاي بي سي الصحفيين الصحافيين الإعلاميين وسائل صحفيين صحافيين الإذاعة الحياة الشرق القدس الإعلام النواب أعضاء أنصاره
  الاناضول الصحافة الوكالة مراسلنا مراسلتنا مراسلينا وكالتنا صحيفتنا موقعنا قناتنا الصحف`)

// Names that hide who spoke.
export const ANONYMOUS = listOf(`مصدر مصادر المصدر المصادر شاهد شهود سكان أهالي السكان الأهالي ناشط ناشطون ناشطين نشطاء ناشطة مسؤول مسؤولون مسؤولين مسؤولة
  مسئول مسعف مسعفون طبيب أطباء ضابط ضباط دبلوماسي دبلوماسيون محللون محلل خبير خبراء مراقبون تقارير وسائل صحف مواطنون مدنيون جندي جنود
  عامل عمال موظف موظفون شخص أشخاص نازح نازحون مقاتل مقاتلون قيادي قياديون`)

// Whom demands are made of.
export const ADDRESSEES = listOf(`جميع كل كافة كلا الأطراف الطرفين الجانبين المجتمع الدول الحكومة السلطات المواطنين السكان الأهالي الناخبين الشركات العالم الجميع المسلحين الفصائل
  المتظاهرين المحتجين المستثمرين مجلس حكومات القضاء البرلمان النيابة قوات المانحين سلطات الدائنين العمال الطلاب`)

// Those of them that a verb in the feminine does not agree with: «دعت السكان إلى …».
export const ADDRESSEES_HE = listOf('جميع كل كافة الأطراف الطرفين الجانبين المجتمع المواطنين السكان الأهالي الناخبين العالم الجميع المسلحين المتظاهرين المحتجين المستثمرين مجلس القضاء البرلمان المانحين الدائنين العمال الطلاب الناس الجمهور الآباء النازحين')

// What stands for a speaker named before: «وأضاف المصدر».
export const STAND_INS = listOf('الأخير الأخيرة المصدر المصادر المتحدث المتحدثة الناطق البيان المسؤول المسؤولة التقرير نفسه نفسها ذاته ذاتها هو هي هم')

// Heads of names of bodies: a quoted name after one of these is the body's, and stays with it.
export const BODIES = listOf(`صحيفة قناة وكالة موقع حركة حزب تنظيم جماعة منظمة شركة كتائب مركز شبكة مجلة إذاعة جبهة جيش لواء مؤسسة جمعية برنامج فصيل فصائل ميليشيا قوات هيئة مصرف بنك مجموعة صندوق معهد نادي نقابة مبادرة حملة ائتلاف تحالف مشروع`)

export const TITLES = listOf(`الوزير الوزيرة المبعوث الناشط الإعلامي الناشطة الصحفي الصحافي وزير وزيرة رئيس رئيسة الرئيس مدير مديرة المدير المتحدث المتحدثة الناطق الناطقة مسؤول المسؤول عضو
  النائب نائب الأمين أمين قائد القائد محافظ المحافظ الدكتور الخبير الخبيرة الباحث الباحثة الكاتب المحامي الطبيب الشيخ اللواء العميد العقيد السفير
  السفيرة المبعوث المبعوثة الممثل ممثل منسق المنسق المستشار مستشار الملك الأمير ولي القيادي المفوض المفوضة مفوض صاحب صاحبة والد والدة شقيق شقيقة زوج زوجة محامي محامية طبيب طبيبة أستاذ أستاذة خبير خبيرة مدرس عامل سائق تاجر مزارع
  طالب طالبة موظف باحث باحثة كاتب كاتبة صحفي صحفية مراسل زعيم زعيمة مرشح مرشحة نقيب عمدة مختار مساعد مساعدة وكيل سفير قاضي قاض مدعي مهندس مهندسة شيخ إمام رجل وهو وهي الذي التي`)

function inflectionsOf(past: string, present: string): [string, Gender][] {
  const stem = /[ىا]$/.test(past) ? past.slice(0, -1) : past
  const she = `ت${present.slice(1)}`
  const they = /[يوى]$/.test(present) ? `${present.slice(0, -1)}ون` : `${present}ون`
  const forms: [string, Gender][] = [
    [past, 'he'], [`${stem}ت`, 'she'], [`${stem}وا`, 'they'], [`${past}ا`, 'they'],
    [present, 'he'], [she, 'she'], [they, 'they'],
  ]
  return forms.map(([form, gender]) => [shapeOf(form), gender])
}

function nounReporting(rows: readonly (readonly [string, string, string | null])[]): ReadonlyMap<string, string | null> {
  return new Map(rows.flatMap(([past, present, preposition]) =>
    inflectionsOf(past, present).map(([form]): [string, string | null] => [form, preposition && shapeOf(preposition)])))
}

// Nouns of action: what a report without «أن» begins with, and what two parts of one sentence share a verb for.
export const ACTIONS = listOf(`مقتل استشهاد قتل إصابة وفاة سقوط وقوع وصول إطلاق اعتقال توقيف تحرير سيطرة السيطرة انسحاب سحب دخول خروج تدمير إسقاط اغتيال
  اختطاف خطف إغلاق فتح بدء انتهاء وقف إيقاف تعليق استئناف تشكيل تعيين إقالة استقالة رفع خفض زيادة ارتفاع انخفاض تراجع نشر إرسال توقيع إلغاء
  تأجيل إجلاء نزوح تهجير طرد هجوم استهداف قصف انفجار تفجير العثور ضبط مصادرة إحباط تسجيل رصد منع حظر إحراق حرق هدم بناء إنشاء إعادة عودة
  تنفيذ إصدار صدور تقديم تسليم تسلم اعتماد إقرار رفض موافقة انضمام ترحيل الإفراج إخلاء إجراء استخدام تعرض تورط مسؤولية مسؤوليته مسؤوليتها
  وجود صحة فقدان نفاد انقطاع انهيار اندلاع تجدد استمرار تخصيص صرف منح إضافة توسيع تقليص استعادة اقتحام محاصرة حصار حدوث تحقيق توفير تحسين سماع احتراق غرق نقل انتشار انتشال إنقاذ مشاركة زيارة لقاء عقد تجاوز تضرر تعطل مواصلة تمديد تحليق غياب جرح محاسبة نهب سرقة اختفاء تسريب احتجاز تعذيب تشريد استيلاء الاستيلاء إصلاح شراء بيع تهريب
  فوز خسارة هزيمة حصول بلوغ اكتشاف تفشي حل تعليق تحديد اختيار ترشح ترشيح تأييد خوض قبول إدانة تبرئة سجن تغريم حبس إطلاقها بقاء صرف تمويل دعم تعرضها تقدم هبوط صعود نمو انكماش عجز تضاعف هطول غرق جفاف تلوث اتفاق توصل ملاحقة مداهمة محاكمة إعدام تفكيك إتلاف إلحاق إجبار ثأر انتقام رحيل استقدام القبض التوصل البدء الشروع`)

// «إعلان», «تشكيل», «استئناف»: nouns of action by their shape. Taken so only where nothing else is likely.
const ACTION_SHAPE = /^(?:ا[\u0621-\u064A]{2,3}ا[\u0621-\u064A]ة?|ت[\u0621-\u064A]{2}ي[\u0621-\u064A]ة?|است[\u0621-\u064A]{2,3}ا[\u0621-\u064A]ة?|م[\u0621-\u064A]ا[\u0621-\u064A]{2}ة)$/

export function looksLikeAction(form: string): boolean {
  return ACTIONS.has(form) || ACTION_SHAPE.test(form)
}

// «رسالة يشرح فيها …»: a verb that describes the noun before it.
export const POINTING_BACK = listOf('فيها فيه بها به عنها عنه عليها عليه منها منه')

export const NEGATIONS = listOf('لم لا لن ولم ولا ولن فلم')

// Negated, these still report: «لا أعتقد أن», «لم يستبعد أن».
export const REPORTING_WHEN_NEGATED = listOf('يعتقد تعتقد يعتقدون يستبعد تستبعد يرجح ترجح يتوقع تتوقع يرى ترى')

export const COMMAS = listOf('، , ؛')

// What goes before the subject of a report: «وكان الوزير قد أعلن».
export const AUXILIARIES = listOf('أما كان كانت كانوا وكان وكانت وكانوا قد وقد فقد لقد ولقد')

// What opens a clause whose subject stands before its verb: «غير أن الوزارة أعلنت».
export const CLAUSE_OPENERS = listOf('لكن ولكن بينما وبينما وفيما فيما كما وكما حيث إذ أن إن إلا غير بيد بل ثم و وأن وإن')

export const PRONOUN_OPENERS = listOf(`لكنه لكنها لكنهم ولكنه ولكنها ولكنهم أنه أنها أنهم إنه إنها إنهم وأنه وأنها وإنه وإنها`)
