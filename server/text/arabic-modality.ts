import { holds, holdsNear, patternsOf } from './patterns.ts'
import type { Attribution, Nature } from './reading.ts'
import { ACTIONS } from './arabic-words.ts'
import { isFutureVerb, isPastInTa, looksLikeVerb } from './arabic-verbs.ts'
import { listOf, type Word } from './words.ts'

// Sequences of words that show what a statement is. A word of a pattern may have «و» or «ف» written onto it; * is any one word.
const CAVEATS = patternsOf(`لم يتسن، لم يتسنى، لم يتسنَّ، لم نتمكن من، لم تتمكن * من التحقق، لم تتمكن * من التأكد، لم يتمكن * من التحقق، لم يتمكن * من التأكد، تعذر التأكد، تعذر * التأكد، تعذر * * التأكد، تعذر * التحقق، تعذر * * التحقق،
  تعذر التحقق، يتعذر التحقق، يتعذر التأكد، تعذر * التأكد، تعذر * * التأكد، تعذر * التحقق، تعذر * * التحقق، لا يمكن التحقق، لا يمكن التأكد، لم يمكن التحقق، لم يصدر تعليق، لم يصدر أي، لم يصدر عن، لم تصدر أي، لم يعلق، لم تعلق،
  لم يرد على، لم ترد على، لم يرد تأكيد، الحصول على تعليق، الحصول على رد، الحصول على توضيح، طلب للتعليق، طلب التعليق، طلبات للتعليق، طلبات التعليق، لم يؤكد، لم تؤكد، لم يؤكده، لم تؤكده، لم يؤكدها، لم تؤكدها، لم ينفه، لم تنفه، لم يوضح، لم توضح، لم يذكر، لم تذكر، لم يكشف، لم تكشف، لم يحدد، لم تحدد، لم يقدم تفاصيل، لم تقدم تفاصيل،
  لم يقدم * تفاصيل، لم تقدم * تفاصيل، دون توضيح، دون ذكر، دون تحديد، دون الكشف، دون تفاصيل، دون مزيد، دون إعلان، دون الإعلان، دون تقديم، دون الإشارة، دون تأكيد، دون أن يوضح، دون أن توضح، دون أن يذكر، دون أن تذكر،
  دون أن يحدد، دون أن تحدد، دون أن يقدم، دون أن تقدم، دون أن يكشف، دون أن تكشف، دون الخوض، بدون توضيح، من مصدر مستقل، من مصادر مستقلة، بشكل مستقل، بصورة مستقلة`)
// «لم نتمكن حتى الآن من التأكد», «تعذر على الوكالة التحقق»
const NOT_ABLE = listOf(`يتسن يتسنى نتمكن تتمكن يتمكن أتمكن يتمكنوا نستطع تستطع يستطع أستطع يمكن يمكننا يمكنها ولم تعذر يتعذر وتعذر ويتعذر تعذرت يصعب`)
const VERIFIED = listOf('التحقق التأكد التثبت تأكيد التأكيد بالتأكد بالتحقق')
const NOT_SAID = listOf('أحجم أحجمت وأحجم وأحجمت لم ولم رفض رفضت ورفض ورفضت امتنع امتنعت وامتنع وامتنعت يشأ تشأ')
const ANSWERED = listOf('التعليق تعليق تعليقا الإفصاح الإدلاء الكشف الخوض التوضيح ذكر')
const ASKED = listOf('اتصالاتنا أسئلتنا اتصالات أسئلة رسائل')
const NOT = listOf('لم ولم لا ولا ليس وليس غير وغير')
const CLEAR = listOf('واضحا واضحة الواضح المعروف يتضح تتضح')
const PROVENANCE = patternsOf(`استند * إلى، استند إلى، استندت إلى، استند في، استندت في، يستند إلى، تستند إلى، مستندا إلى، مستندة إلى، استنادا إلى، اطلع على، اطلعت على، اطلعت * على،
  حصل فريقنا، حصلت وكالتنا، حصلت صحيفتنا، حصل مراسلنا، حصل على نسخة، حصلت على نسخة، حصلت * على نسخة، جمع معلوماته، جمعت معلوماتها، يعتمد على شبكة، يعتمد على مصادر، تعتمد على مصادر، اعتمد على شهادات، اعتمدت على شهادات، اعتمد على مصادر،
  اعتمدت على مصادر، استقى معلوماته، استقت معلوماتها، حصل على المعلومات، حصلت على المعلومات، حصل على معلوماته، مصادر متطابقة`)
const RESTS = listOf('استند استندت يستند تستند مستندا مستندة اعتمد اعتمدت يعتمد تعتمد معتمدا واستند واستندت واعتمد واعتمدت ويستند وتستند ويعتمد وتعتمد ارتكز ارتكزت وارتكز')
const NEGATED = listOf('لم لا ولم ولا لن ولن')
const SOURCES = listOf('مقابلات شهادات وثائق مصادر صور مقاطع بيانات معلومات تسجيلات تقارير تقرير مراسلات إفادات سجلات روايات')
const AIMS = patternsOf(`يهدف إلى، تهدف إلى، تهدف * إلى، يهدف * إلى، هدفت إلى، هدفها، هدفه، يسعى إلى، تسعى إلى، تسعى * إلى، يسعى * إلى، يسعون إلى، يعتزم، تعتزم، ينوي، تنوي، يخطط ل، تخطط ل، بهدف، بغية، يرمي إلى، ترمي إلى، الهدف من، الغرض من`)
const PREDICTIONS = patternsOf(`سوف، لن، بإذن الله، إن شاء الله، من المتوقع، من المرتقب، من المرجح، من المحتمل، من المقرر، من المنتظر، من شأنه، من شأنها، من شأن، يتوقع، تتوقع، متوقع، متوقعة، محتمل، محتملة،
  محتملا، مرتقب، مرتقبة، المتوقع، المرتقب، المرتقبة، المتوقعة، ربما، لعل، يحتمل، يرجح، يمكن أن، قد يكون، قد تكون، مرشح للارتفاع، مرشحة للارتفاع، مرشح للزيادة، مرشحة للزيادة، مرشح لأن، مرشحة لأن، وسط توقعات، وسط ترجيحات، توقعات بأن، وسط مخاوف، يخشى، تخشى، مخاوف من`)
const OPINIONS = patternsOf(`ضرورة، من الضروري، أهمية، يجب، ينبغي، لا بد، لابد، للأسف، بلا شك، لا شك، أعتقد، نعتقد، أظن، نظن، برأيي، في رأيي، يبدو أن، يبدو أنه، يبدو أنها، من المؤسف، من العار، من الأفضل، أفضل حل، لا يطاق، لا تطاق، إلى متى، لا يحتمل، لا تحتمل، كفى، حرام، الأسوأ، الأفضل، كارثي، كارثية، مخز، مخزية،
  رائع، رائعة، فاشل، فاشلة، غير مقبول، غير مقبولة، غير عادل، ظالم، ظالمة، عار، خيانة، جريمة نكراء، مأساة، نأمل، آمل، يأمل، تأمل، نتمنى، نطالب، أطالب، ندعو، علينا أن، عليهم أن، عليه أن، عليها أن، يستحق، تستحق، من حق، لا يعقل`)

// «رأى أن الحكم قاس، لأن القاعدة تقضي …»: the reason for a judgement is a fact, or is meant as one.
const REASONS = listOf('لأن لأنه لأنها لأنهم إذ')
const PRESENT = /^[يت][\u0621-\u064A]{2,}$/
// «مرشح للاستمرار», not «مرشح للرئاسة»
const CANDIDATE = /^مرشحة?$/
const OFFICES = listOf('رئاسة رئاسيات انتخابات منصب مقعد مجلس برلمان بلدية جائزة حزب نيابة')
const CONDITIONALS = listOf('إذا لو فإذا وإذا ولو')
const NOT_CONDITIONAL_AFTER = listOf('ما عما حول فيما مما')

export function natureOf(words: readonly Word[], by: Attribution | null): Nature {
  const forms = words.filter((word) => !word.mark).map((word) => word.form)
  if (isCaveat(forms)) return { kind: 'caveat', modality: 'asserted' }
  if ((holds(forms, PROVENANCE, unjoinedHeads) || holdsNear(forms, RESTS, SOURCES, 8)) && !forms.some((form, at) => NEGATED.has(form) && RESTS.has(forms[at + 1] ?? ''))) return { kind: 'provenance', modality: 'asserted' }
  if (holds(forms, AIMS, unjoinedHeads)) return { kind: 'factual', modality: 'intended' }
  if (by?.stance === 'judges' && REASONS.has(forms[0] ?? '')) return natureOf(words, { ...by, stance: 'says' })
  if (by?.stance === 'intends') return { kind: 'prediction', modality: 'intended' }
  if (by?.stance === 'demands') return { kind: 'opinion', modality: 'opinion' }
  if (by?.stance === 'expects' && !isPast(forms)) return { kind: 'prediction', modality: 'predicted' }
  if (words.slice(-3).some(({ form }) => form === '؟' || form === '?')) return { kind: 'opinion', modality: 'opinion' }
  if (isFuture(forms)) return { kind: 'prediction', modality: 'predicted' }
  if (/^و?على$/.test(forms[0]?.replace('ي', 'ى') ?? '') && forms[2] === 'ان' || holds(forms, OPINIONS, unjoinedHeads) || by?.stance === 'judges') return { kind: 'opinion', modality: 'opinion' }
  return { kind: 'factual', modality: 'asserted' }
}

function isFuture(forms: readonly string[]): boolean {
  return holds(forms, PREDICTIONS, unjoinedHeads) || forms.some((form, index) => {
    if (isFutureVerb(form) || CANDIDATE.test(form) && /^لل/.test(forms[index + 1] ?? '') && !OFFICES.has(forms[index + 1]!.slice(2))) return true
    if (CONDITIONALS.has(form)) return !NOT_CONDITIONAL_AFTER.has(forms[index - 1] ?? '')
    const next = forms[index + 1] === 'لا' ? forms[index + 2] ?? '' : forms[index + 1] ?? ''
    return /^[وف]?قد$/.test(form) && PRESENT.test(next) && !isPastInTa(next)
  })
}

// «حذر من أن الجسر انهار» warns of nothing to come.
function isPast(forms: readonly string[]): boolean {
  const first = forms.slice(0, 3).find((form) => looksLikeVerb(form) && !ACTIONS.has(form))
  return first !== undefined && isPastVerb(first) && !forms.some((form) => CONDITIONALS.has(form))
}

function isPastVerb(form: string): boolean {
  return looksLikeVerb(form) && !/^[يت]/.test(form)
}

// «ولم يتسن» holds «لم يتسن».
function unjoinedHeads(form: string): string[] {
  return /^[وف]/.test(form) ? [form, form.slice(1)] : [form]
}

function isCaveat(forms: readonly string[]): boolean {
  return holds(forms, CAVEATS, unjoinedHeads) || holdsNear(forms, NOT_ABLE, VERIFIED, 7) || holdsNear(forms, NOT_SAID, ANSWERED, 4) || holdsNear(forms, NOT_SAID, ASKED, 6) || holdsNear(forms, NOT, CLEAR, 3)
}
