export type Tongue = 'ar' | 'en'

/** What a sentence of a report is made of, the frequent first. `#` stands for a number, `@` for a place, `%` for a name. */
export type Vocabulary = {
  speakers: string[]
  verbs: string[]
  subjects: string[]
  happenings: string[]
  places: string[]
  times: string[]
  tails: string[]
  remarks: string[]
  syllables: [string[], string[], string[]]
}

const list = (lines: string) => lines.trim().split(/\s*\n\s*/)

export const VOCABULARY: Record<Tongue, Vocabulary> = {
  en: {
    speakers: list(`
      The government
      The ministry of health
      The municipality of @
      A spokesman for the ministry of energy
      Local sources
      The agency
      The mayor, %,
      The union of bakers
      The national bank
      Residents of @
      The police of @
      Professor %
      The water authority
      An official who asked not to be named
      The chamber of commerce
      The border guard
      The director of the hospital, %,
      The electoral commission`),
    verbs: list(`
      said
      announced
      reported
      confirmed
      denied
      claimed
      told reporters
      stated in a letter
      wrote on its page
      warned
      repeated`),
    subjects: list(`
      the price of bread
      the number of patients in the public hospitals
      fuel imports
      the exports of the textile sector
      electricity consumption
      unemployment among graduates
      the government's spending on schools
      traffic on the road to @
      the wheat harvest
      rents in the old town
      the level of the river
      complaints about the water supply
      the production of the cement works
      the number of permits for new buildings
      arrivals at the airport
      cases of measles among children
      the wages of nurses
      the debt of the municipality
      the catch of the fishing fleet
      the waiting list for organ transplants`),
    happenings: list(`
      rose by # percent
      fell by # percent
      reached #
      doubled
      did not change
      was below # for the first time
      exceeded # in @
      grew faster than in any neighbouring province
      fell to its lowest level in # years
      was # higher than the figure published before
      halved after the bridge at @ was closed
      remained # short of the plan`),
    places: list(`
      the northern district
      the capital
      Tal Marsa
      Port Adira
      the eastern province
      Wadi Kharin
      Belmora
      the lake villages
      Qasr Dunya
      Hartfield
      the free zone
      Upper Sarim
      New Alder
      the salt flats`),
    times: list(`
      last week
      this year
      in the first quarter
      since January
      between March and June
      during the holidays
      in 2024
      over the past ten years
      after the storm
      on Thursday
      before the elections
      within a single night`),
    tails: list(`
      according to figures seen by the newspaper
      after a meeting with representatives of the growers
      although the committee had promised otherwise
      which the opposition calls a failure
      while prices elsewhere were stable
      as the annual report shows
      because spare parts were not delivered
      and that further measures will follow`),
    remarks: list(`
      Nobody was available for comment in the evening.
      It was a long day for everybody in the room.
      The newspaper has followed the matter for years.
      What that means for families is another question.
      The hall was full, and many had to stand.
      Readers have sent us their own accounts.
      Outside, the rain had stopped by then.`),
    syllables: [
      ['Kar', 'Vel', 'Tam', 'Bor', 'Nis', 'Jal', 'Rud', 'Sef', 'Mir', 'Hol', 'Dav', 'Pel', 'Gor', 'Zan', 'Lin', 'Fen', 'Tor', 'Wes', 'Yar', 'Ost'],
      ['do', 'mi', 'ra', 'be', 'lu', 'sha', 'ko', 'ti', 've', 'na', 'gu', 'se', 'pa', 'ri', 'zo', 'fe', 'li', 'mo', 'du', 'ka'],
      ['rin', 'sky', 'ler', 'mand', 'vic'],
    ],
  },
  ar: {
    speakers: list(`
      الحكومة
      وزارة الصحة
      بلدية @
      المتحدث باسم وزارة الطاقة
      مصادر محلية
      الوكالة
      رئيس البلدية %
      نقابة الخبازين
      المصرف الوطني
      سكان @
      شرطة @
      الأستاذ %
      هيئة المياه
      مسؤول طلب عدم الكشف عن هويته
      غرفة التجارة
      حرس الحدود
      مدير المستشفى %
      لجنة الانتخابات`),
    verbs: list(`
      قالت إن
      أعلنت أن
      أفادت بأن
      أكدت أن
      نفت أن
      زعمت أن
      صرحت للصحفيين بأن
      ذكرت في رسالة أن
      كتبت على صفحتها أن
      حذرت من أن
      كررت أن`),
    subjects: list(`
      سعر الخبز
      عدد المرضى في المستشفيات العامة
      واردات الوقود
      صادرات قطاع النسيج
      استهلاك الكهرباء
      البطالة بين الخريجين
      إنفاق الحكومة على المدارس
      حركة السير على الطريق إلى @
      محصول القمح
      الإيجارات في المدينة القديمة
      منسوب النهر
      الشكاوى من انقطاع المياه
      إنتاج معمل الإسمنت
      عدد رخص البناء الجديدة
      أعداد الواصلين إلى المطار
      إصابات الحصبة بين الأطفال
      أجور الممرضات
      ديون البلدية
      صيد الأسطول
      قائمة انتظار زراعة الأعضاء`),
    happenings: list(`
      ارتفع بنسبة # في المئة
      انخفض بنسبة # في المئة
      بلغ #
      تضاعف
      لم يتغير
      نزل عن # للمرة الأولى
      تجاوز # في @
      نما أسرع منه في أي محافظة مجاورة
      هبط إلى أدنى مستوى له منذ # أعوام
      زاد # على الرقم المنشور من قبل
      تراجع إلى النصف بعد إغلاق الجسر عند @
      بقي أقل من الخطة بمقدار #`),
    places: list(`
      المنطقة الشمالية
      العاصمة
      تل مرسى
      ميناء أديرة
      المحافظة الشرقية
      وادي خرين
      بلمورة
      قرى البحيرة
      قصر دنيا
      حارة الزيتون
      المنطقة الحرة
      سارم العليا
      عين الجسر
      السبخة`),
    times: list(`
      الأسبوع الماضي
      هذا العام
      في الربع الأول
      منذ كانون الثاني
      بين آذار وحزيران
      خلال العطلة
      في عام ٢٠٢٤
      خلال السنوات العشر الماضية
      بعد العاصفة
      يوم الخميس
      قبل الانتخابات
      في ليلة واحدة`),
    tails: list(`
      بحسب أرقام اطلعت عليها الصحيفة
      عقب اجتماع مع ممثلين عن المزارعين
      مع أن اللجنة كانت قد وعدت بغير ذلك
      وهو ما تصفه المعارضة بالفشل
      في حين استقرت الأسعار في أماكن أخرى
      كما يبين التقرير السنوي
      لأن قطع الغيار لم تصل
      وأن إجراءات أخرى ستتبع ذلك`),
    remarks: list(`
      ولم يتسن الحصول على تعليق مساء اليوم.
      كان يوما طويلا على كل من في القاعة.
      وتتابع الصحيفة هذه القضية منذ سنوات.
      أما ما يعنيه ذلك للأسر فسؤال آخر.
      امتلأت القاعة ووقف كثيرون.
      وقد أرسل إلينا القراء رواياتهم.
      وفي الخارج كان المطر قد توقف.`),
    syllables: [
      ['كر', 'فل', 'تم', 'بر', 'نس', 'جل', 'رد', 'سف', 'مر', 'حل', 'دف', 'بل', 'جر', 'زن', 'لن', 'فن', 'طر', 'وس', 'ير', 'صت'],
      ['دو', 'مي', 'را', 'بي', 'لو', 'شا', 'كو', 'تي', 'في', 'نا', 'غو', 'سي', 'با', 'ري', 'زو', 'فا', 'لي', 'مو', 'ضو', 'كا'],
      ['رين', 'سكي', 'لر', 'مند', 'فتش'],
    ],
  },
}

/** Words to look for, as frequent as they sound; a rare one stands in one claim of some forty thousand. */
export const SOUGHT: Record<Tongue, Record<'common' | 'rare' | 'prefix', string>> = {
  en: { common: 'government', rare: 'Karmirin', prefix: 'mea' },
  ar: { common: 'الحكومة', rare: 'كرميرين', prefix: 'حصب' },
}
