/** How a country writes its telephone numbers: enough to tell one number from two, and to know a number said with or without its country. */
export interface PhonePlan {
  /** Country code, digits alone. */
  readonly country: string
  /** How many digits a number has without the country code. */
  readonly lengths: readonly number[]
  /** What is dialled before an area code inside the country, and never from abroad. */
  readonly trunk?: string
}

const PLANS: readonly PhonePlan[] = [
  { country: '502', lengths: [8] },
  { country: '503', lengths: [8] },
  { country: '504', lengths: [8] },
  { country: '505', lengths: [8] },
  { country: '506', lengths: [8] },
  { country: '507', lengths: [7, 8] },
  { country: '501', lengths: [7] },
  // Lima: 1 and seven digits; elsewhere two and six; mobiles nine.
  { country: '51', lengths: [8, 9], trunk: '0' },
  { country: '52', lengths: [10] },
  { country: '53', lengths: [8] },
  { country: '57', lengths: [10] },
  { country: '591', lengths: [8] },
  { country: '593', lengths: [8, 9], trunk: '0' },
  { country: '595', lengths: [9], trunk: '0' },
  { country: '598', lengths: [8] },
]

/** Country code by the beginning of the code of a calendar: `GT`, `PE-LIM`. */
const COUNTRIES: Readonly<Record<string, string>> = {
  GT: '502',
  SV: '503',
  HN: '504',
  NI: '505',
  CR: '506',
  PA: '507',
  BZ: '501',
  PE: '51',
  MX: '52',
  CU: '53',
  CO: '57',
  BO: '591',
  EC: '593',
  PY: '595',
  UY: '598',
}

/** The countries that an administrator may choose, by code. */
export const PHONE_COUNTRIES: readonly string[] = PLANS.map(({ country }) => country)

/** The plan of a country code; of a country that is not known, eight digits, as in most of Central America. */
export function phonePlan(country: string): PhonePlan {
  return PLANS.find((plan) => plan.country === country) ?? { country, lengths: [8] }
}

/** The plan of an institution: what its settings say (`phoneCountry`), else that of the country of its calendar. */
export function phonePlanOf(
  institution: { readonly calendar: string; readonly settings: Readonly<Record<string, unknown>> } | null,
): PhonePlan {
  const { phoneCountry } = institution?.settings ?? {}
  if (typeof phoneCountry === 'string' && /^[1-9]\d{0,3}$/.test(phoneCountry)) return phonePlan(phoneCountry)
  const country = COUNTRIES[(institution?.calendar ?? '').slice(0, 2).toUpperCase()]
  return phonePlan(country ?? '502')
}
