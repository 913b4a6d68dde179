import type { PhonePlan } from './phone-plan.ts'
import type { Phone } from './types.ts'

/**
 * The telephone numbers of a text as people write them: `2410-5000 ext. 12 / 5555 1234`, `(502) 2410-5000/01`, two numbers side by
 * side. A part in which there is no number comes back in `unread`.
 */
export function readPhones(
  text: string,
  plan: PhonePlan,
): { readonly phones: readonly Phone[]; readonly unread: readonly string[] } {
  const phones: Phone[] = []
  const unread: string[] = []
  for (const part of parts(text)) {
    const before = phones.at(-1)
    const found = tail(part, before, plan) ?? numbersOf(part, plan)
    if (found.length === 0) unread.push(part)
    for (const phone of found) if (!phones.some((known) => same(known, phone))) phones.push(phone)
  }
  return { phones, unread }
}

/** The digits by which a whole number is kept, whichever way it was said; null for what is no number. */
export function phoneDigits(text: string, plan: PhonePlan): string | null {
  const plain = text.trim()
  const digits = plain.replace(/\D/g, '')
  if (digits === '' || digits.length > MOST_DIGITS + 2) return null
  const whole = plain.startsWith('+') || plain.startsWith('(+') ? digits : international(digits, plan)
  return whole.length <= MOST_DIGITS ? whole : null
}

const MOST_DIGITS = 15
/** What is shorter is an extension of the institution's own exchange. */
const MOST_OF_EXTENSION = 6

function international(digits: string, plan: PhonePlan): string {
  const { country, lengths, trunk } = plan
  if (digits.startsWith('00') && digits.length > 8) return digits.slice(2)
  if (digits.length <= MOST_OF_EXTENSION) return digits
  const national = trunk !== undefined && digits.startsWith(trunk) ? digits.slice(trunk.length) : digits
  if (lengths.includes(national.length)) return country + national
  return digits
}

function parts(text: string): string[] {
  return text
    .split(/[/;,|\n]|\s+(?:y|o|e|and|or)\s+/iu)
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

const EXTENSION = /(?:^|[\s(\d])(?:extensi[oó]n|ext|exts|anexo|anx|interno|int|x|#)\s*[.:#]?\s*(\d{1,8})\)?\s*$/iu

/** `/01` after `2410-5000` is `2410-5001`; `/13` after `ext. 12` another extension of the same number. */
function tail(part: string, before: Phone | undefined, plan: PhonePlan): Phone[] | null {
  if (before === undefined || !/^\d{1,4}$/.test(part)) return null
  if (before.extension !== null) return [{ ...before, number: withExtension(before, part), extension: part }]
  const own = before.digits.length - plan.country.length
  if (!before.digits.startsWith(plan.country) || !plan.lengths.includes(own) || part.length > 3) return null
  const digits = before.digits.slice(0, -part.length) + part
  return [{ number: digits.slice(plan.country.length), digits, extension: null }]
}

const withExtension = ({ number }: Phone, extension: string): string =>
  `${number.replace(/\s*(?:extensi[oó]n|ext|exts|anexo|anx|interno|int|x|#).*$/iu, '')} ext. ${extension}`

function numbersOf(part: string, plan: PhonePlan): Phone[] {
  const match = EXTENSION.exec(part)
  const extension = match?.[1] ?? null
  const own = match === null ? part : part.slice(0, part.length - match[0].length + (/^\d/.test(match[0]) ? 1 : 0))
  // An extension alone is a number inside the institution.
  if (extension !== null && !/\d/.test(own)) return [{ number: part, digits: extension, extension: null }]
  const two = sideBySide(own, plan)
  if (two !== null) return two.map((number) => ({ number, digits: phoneDigits(number, plan)!, extension }))
  const digits = phoneDigits(own, plan)
  return digits === null ? [] : [{ number: part.slice(0, 200), digits, extension }]
}

/** The numbers of `2410-5000 5555 1234`: more digits than one number has, and every number ends where a group of digits does. */
function sideBySide(text: string, plan: PhonePlan): string[] | null {
  if (/[+]/.test(text)) {
    const each = text.split(/(?=\+)/).map((one) => one.trim())
    return each.length > 1 && each.every((one) => /^\+?[\d\s().-]*\d/.test(one)) ? each.filter(Boolean) : null
  }
  const groups = text.match(/\d+/g) ?? []
  const all = groups.join('')
  const most = Math.max(...plan.lengths)
  if (all.startsWith('00') || all.length < 2 * Math.min(...plan.lengths)) return null
  if (all.startsWith(plan.country) && all.length <= plan.country.length + most) return null
  const numbers: string[] = []
  let current: string[] = []
  for (const group of groups) {
    current.push(group)
    if (whole(current.join(''), plan)) {
      numbers.push(current.join(' '))
      current = []
    }
  }
  return current.length === 0 && numbers.length > 1 ? numbers : null
}

function whole(digits: string, { country, lengths, trunk = '' }: PhonePlan): boolean {
  return lengths.some(
    (length) =>
      digits.length === length ||
      (digits.startsWith(country) && digits.length === country.length + length) ||
      (trunk !== '' && digits.startsWith(trunk) && digits.length === trunk.length + length),
  )
}

const same = (a: Phone, b: Phone) => a.digits === b.digits && a.extension === b.extension
