import { isolated as iso, pluralIn } from './plural.ts'

const count = pluralIn('en')

export const en = {
  language: 'English',
  direction: 'ltr',
  deskName: 'Claimdesk',
  nav: {
    label: 'Main', skip: 'Skip to the content', queue: 'Queue', reports: 'Reports', trail: 'Trail', people: 'People', signOut: 'Sign out', signIn: 'Sign in',
    otherLanguage: 'العربية', searchClaims: 'Search claims', account: 'Account',
  },
  page: {
    failed: 'That could not be sent. Check the connection and try again; what you typed is still here.',
    sent: 'Done.',
    notDone: 'Not done',
    back: 'Back',
    older: 'Older', newer: 'First page',
    none: '—',
    optional: 'optional',
    save: 'Save', cancel: 'Cancel',
    stale: 'Somebody changed this while you were writing. What you typed is kept below; look at what changed, then send it again if it still holds.',
    whatChanged: 'What changed meanwhile',
    keys: 'Keyboard shortcuts', close: 'Close',
    utc: 'UTC',
  },
  roles: { checker: 'Checker', supervisor: 'Supervisor', admin: 'Admin' },
  locales: { ar: 'العربية', en: 'English' },
  languages: { ar: 'Arabic', en: 'English', fr: 'French', es: 'Spanish', de: 'German', fa: 'Persian', hi: 'Hindi' },

  refusals: {
    notFound: 'There is nothing at this address, or it is not for you to see.',
    notYourRole: 'Your role in this desk does not allow this. A supervisor or an admin can help.',
    signedOut: 'You are no longer signed in. Sign in again in another tab, then come back and send this once more: what you typed is still in the form.',
    otherSite: 'This form was sent from another site, so nothing was done. Open the page here and try again.',
    tooLarge: 'That is more than the desk takes at once. Nothing was stored.',
    malformed: 'The desk could not understand what was sent. Nothing was stored.',
    bug: 'Something went wrong on our side. It has been written to the log; nothing you sent was half done.',
  },

  problems: {
    missing: 'Fill this in.',
    tooLong: 'This is too long.',
    unreadable: 'This holds characters that cannot be read (damaged or binary text). Copy it again from its source.',
    choose: 'Choose one of these.',
    notADay: 'Write a day as year-month-day, such as 2026-11-22.',
    notAnAddress: 'This is not a web address. It starts with https:// or http://.',
  },
}

export type Words = typeof en
