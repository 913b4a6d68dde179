import type { Mapping, OutsideGroup } from './types.ts'

/** A distinguished name in one form, to be compared: lower case, no blanks around commas and equals signs. */
export function plainDn(dn: string): string {
  return dn
    .normalize('NFC')
    .trim()
    .toLowerCase()
    .replace(/\s*(?<!\\)([,=])\s*/g, '$1')
}

/** The first value of a distinguished name: `cn=Mesa de servicio,ou=…` → `Mesa de servicio`. */
export function firstOfDn(dn: string): string {
  const [first = ''] = dn.split(/(?<!\\),/)
  return first
    .slice(first.indexOf('=') + 1)
    .replace(/\\([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/\\(.)/g, '$1')
    .trim()
}

/** The mappings of whoever is in these groups, by distinguished name or by name alone. */
export function mappingsOf(mappings: readonly Mapping[], groups: readonly OutsideGroup[]): readonly Mapping[] {
  const names = new Set(groups.flatMap(({ dn, name }) => [plainDn(name), ...(dn === null ? [] : [plainDn(dn)])]))
  return mappings.filter(({ group }) => names.has(plainDn(group)))
}
