import { X509Certificate } from 'node:crypto'
import { FilterParser } from 'ldapts'
import { refuseField } from '../../admin/command.ts'
import type { LdapSettings } from './settings.ts'

/** Refuses, beside its field, what cannot work. */
export function checkLdapSettings({ urls, ca, userFilter }: LdapSettings): void {
  if (urls.length === 0 || urls.length > 8 || !urls.every(isLdapUrl))
    refuseField('urls', {
      code: 'not-an-address',
      es: 'Escriba de una a ocho direcciones como ldaps://servidor.min.gob:636 o ldap://servidor.min.gob:389.',
      en: 'Write one to eight addresses such as ldaps://server.min.gob:636 or ldap://server.min.gob:389.',
    })
  if (ca !== null && !isPem(ca))
    refuseField('ca', {
      code: 'not-pem',
      es: 'Eso no es un certificado PEM. Pegue el texto completo, desde -----BEGIN CERTIFICATE-----.',
      en: 'That is no PEM certificate. Paste the whole text, from -----BEGIN CERTIFICATE----- on.',
    })
  if (!userFilter.includes('{usuario}') || !isFilter(userFilter.replaceAll('{usuario}', 'x')))
    refuseField('userFilter', {
      code: 'not-a-filter',
      es: 'El filtro debe llevar {usuario} y cerrar sus paréntesis: (&(objectClass=user)(sAMAccountName={usuario})).',
      en: 'The filter must have {usuario} and close its parentheses: (&(objectClass=user)(sAMAccountName={usuario})).',
    })
}

function isLdapUrl(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, hostname, username, pathname, search } = new URL(url)
  return /^ldaps?:$/.test(protocol) && hostname !== '' && username === '' && pathname.length < 2 && search === ''
}

function isPem(text: string): boolean {
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []
  try {
    return blocks.length > 0 && blocks.every((pem) => new X509Certificate(pem).subject !== '')
  } catch {
    return false
  }
}

function isFilter(text: string): boolean {
  try {
    FilterParser.parseString(text)
    return true
  } catch {
    return false
  }
}
