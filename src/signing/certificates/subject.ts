import { element, oid, printable, sequence, utf8 } from '../der.ts'
import { OID } from './oids.ts'

/** Who a certificate is of. Texts of any length; a certificate holds 64 letters of each (X.520). */
export interface Subject {
  readonly name: string
  /** The position. */
  readonly title?: string
  readonly unit?: string
  readonly institution?: string
  /** Two letters of ISO 3166. */
  readonly country?: string
  /** What tells two of the same name apart: the user name. */
  readonly serial?: string
}

export function subjectDer({ name, title, unit, institution, country, serial }: Subject): Buffer {
  const part = (type: string, value: string | undefined, write: (text: string) => Buffer = utf8) =>
    value === undefined || value === '' ? [] : [element(0x31, sequence(oid(type), write(shortened(value))))]
  return sequence(
    ...part(OID.country, country !== undefined && /^[A-Z]{2}$/.test(country) ? country : undefined, printable),
    ...part(OID.organization, institution),
    ...part(OID.organizationalUnit, unit),
    ...part(OID.title, title),
    ...part(
      OID.serialNumber,
      serial !== undefined && /^[A-Za-z0-9 .'()+,/:=?-]+$/.test(serial) ? serial : undefined,
      printable,
    ),
    ...part(OID.commonName, name),
  )
}

function shortened(text: string): string {
  return [...text].length <= 64 ? text : `${[...text].slice(0, 63).join('')}…`
}
