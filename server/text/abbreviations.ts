import type { Language } from './language.ts'

// Words that end in a full stop without ending a sentence, without that stop and in lower case.
export const ABBREVIATIONS: Readonly<Record<Language, ReadonlySet<string>>> = {
  ar: words('د أ م ص ج ب ت ق هـ أ.د ا.د د.م ص.ب ر.س ش.م ع.م ق.م'),
  fa: words('د م ص ج ق ه ق.م'),
  hi: words('डॉ श्री प्रो सं कु पं ई पू mr mrs ms dr prof ए बी सी डी एफ जी एच आई जे के एल एम एन ओ पी क्यू आर एस टी यू वी डब्ल्यू एक्स वाई'),
  en: words(`mr mrs ms messrs dr prof sr jr st mt ft gen lt col sgt cpl capt maj cmdr adm rep sen gov pres rev hon
    vs etc e.g i.e cf ca al inc ltd co corp no nos vol pp fig ed est dept approx jan feb mar apr jun jul aug sep sept oct nov dec
    u.s u.k u.n a.m p.m ph.d d.c bros ave blvd rd`),
  fr: words('m mm mme mlle mlles dr pr me st ste av env etc cf p pp ex art vol fig no n° hab réf tél max min éd apr j.-c'),
  es: words('sr sra sres srta dr dra d dña ud uds lic ing prof gral cnel cap av avda etc p pp p.ej ej pág págs núm art vol fig st sto sta ee.uu ee uu'),
  de: words(`dr prof hr fr st nr bzw ca z.b z b d.h d h u.a usw etc evtl ggf inkl max min mio mrd vgl str abs art bd sog jh jhd
    geb gest bes allg ehem jan feb aug sept okt nov dez`),
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/))
}
