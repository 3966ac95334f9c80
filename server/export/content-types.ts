/** What each form of a report is called in HTTP. A table says that its first line holds the names of its columns. */
export const CONTENT_TYPES = {
  json: 'application/json; charset=utf-8',
  html: 'text/html; charset=utf-8',
  csv: 'text/csv; charset=utf-8; header=present',
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  zip: 'application/zip',
} as const

export type FileForm = keyof typeof CONTENT_TYPES

/** As `Accept` and the description of the API name it: without what is only said of the bytes. */
export const mediaTypeOf = (form: FileForm): string => CONTENT_TYPES[form].split(';')[0]!
