/** Spreadsheets know UTF-8 by it. */
export const BOM = '\uFEFF'

/** What makes a spreadsheet take a cell for a formula, as itself and in the shapes that programs fold into it. */
const FORMULA = '=+\\-@\\|%＝＋－＠｜％﹦﹢﹣﹫﹪−–'
const PASSED_OVER = '[[\\p{Z}\\p{Cc}\\p{Cf}"]--[\\t\\r\\n]]'

/**
 * A cell starts where the text does; and wherever a program that splits at other characters than commas (where commas are decimal,
 * as in most Arabic and European settings) believes that one starts. Such a program takes our doubled quotation mark for an empty quotation
 * and runs what comes after it, so these marks are passed over too. A tab at the start of a cell counts as a formula by itself.
 */
const DANGEROUS = new RegExp(`^(?=[\\t\\r])|(?<=^|[;\\t\\r\\n])(?=${PASSED_OVER}*[${FORMULA}])`, 'gv')

/**
 * One cell. Text that a spreadsheet would run gets an apostrophe before it, so this form alters such texts; the JSON export is the exact one.
 * Numbers stay numbers.
 */
export function csvCell(value: string | number | null): string {
  if (typeof value === 'number') return String(value)
  const harmless = (value ?? '').replace(DANGEROUS, "'")
  return /[",;'\s]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

export const csvLine = (cells: readonly (string | number | null)[]) => `${cells.map(csvCell).join(',')}\r\n`
