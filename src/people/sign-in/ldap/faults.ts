import {
  ConfidentialityRequiredError,
  InappropriateAuthError,
  InsufficientAccessError,
  InvalidCredentialsError,
  InvalidDNSyntaxError,
  NoSuchObjectError,
  ResultCodeError,
  SizeLimitExceededError,
  StrongAuthRequiredError,
  TLSNotSupportedError,
} from 'ldapts'

export type LdapFaultCode =
  | 'unreachable'
  | 'unknown-host'
  | 'timeout'
  | 'certificate'
  | 'not-tls'
  | 'starttls'
  | 'bind'
  | 'tls-required'
  | 'base'
  | 'rights'
  | 'filter'
  | 'size'
  | 'other'

/** The directory could not be asked: the operator's to mend, and no fault of whoever signs in. */
export class LdapFault extends Error {
  readonly code: LdapFaultCode
  /** The server of which it is told. */
  readonly url: string

  constructor(code: LdapFaultCode, url: string, cause: unknown) {
    super(`${url}: ${code}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
    this.code = code
    this.url = url
  }
}

export const LDAP_FAULTS: Readonly<Record<LdapFaultCode, { readonly es: string; readonly en: string }>> = {
  unreachable: {
    es: 'Nadie responde en esa dirección y puerto. Revise que el servidor esté encendido y que el cortafuegos deje pasar.',
    en: 'Nobody answers at that address and port. Check that the server runs and that the firewall lets through.',
  },
  'unknown-host': {
    es: 'Este equipo no encuentra ese nombre de servidor. Revise cómo está escrito y el DNS.',
    en: 'This computer cannot find that server name. Check how it is written, and the DNS.',
  },
  timeout: {
    es: 'El servidor no respondió a tiempo. Revise la red, o suba el tiempo de espera.',
    en: 'The server did not answer in time. Check the network, or raise the time to wait.',
  },
  certificate: {
    es: 'El certificado del servidor no es de confianza, venció, o es de otro nombre. Pegue el certificado de su autoridad y use el nombre que el certificado dice.',
    en: 'The server’s certificate is not trusted, has expired, or is of another name. Paste the certificate of its authority and use the name that the certificate says.',
  },
  'not-tls': {
    es: 'Lo que responde ahí no habla TLS. Use ldap:// con StartTLS, o el puerto 636 con ldaps://.',
    en: 'What answers there does not speak TLS. Use ldap:// with StartTLS, or port 636 with ldaps://.',
  },
  starttls: {
    es: 'El servidor no acepta StartTLS. Actívelo en él, o use ldaps://.',
    en: 'The server does not accept StartTLS. Switch it on there, or use ldaps://.',
  },
  bind: {
    es: 'El servidor no aceptó la cuenta de consulta o su contraseña. Escríbalas de nuevo.',
    en: 'The server refused the account that searches, or its password. Write them again.',
  },
  'tls-required': {
    es: 'El servidor exige una conexión cifrada. Use ldaps:// o active StartTLS.',
    en: 'The server demands an encrypted connection. Use ldaps:// or switch StartTLS on.',
  },
  base: {
    es: 'La base de búsqueda no existe en ese servidor, o está mal escrita. Ejemplo: ou=personas,dc=min,dc=gob.',
    en: 'The search base does not exist on that server, or is badly written. Example: ou=people,dc=min,dc=gob.',
  },
  rights: {
    es: 'La cuenta de consulta no tiene permiso de leer ahí. Déle permiso de lectura en el directorio.',
    en: 'The account that searches may not read there. Give it the right to read in the directory.',
  },
  filter: {
    es: 'El filtro de personas no se entiende. Revise los paréntesis; ejemplo: (&(objectClass=user)(sAMAccountName={usuario})).',
    en: 'The filter of persons cannot be read. Check the parentheses; example: (&(objectClass=user)(sAMAccountName={usuario})).',
  },
  size: {
    es: 'El servidor no quiso dar tantas entradas. Baje el tamaño de página.',
    en: 'The server would not give so many entries. Lower the page size.',
  },
  other: {
    es: 'El directorio respondió con un error que no se esperaba. El detalle está en el registro del servidor.',
    en: 'The directory answered with an unexpected error. The details are in the server’s log.',
  },
}

/** What went wrong with the directory, or the error itself where it is ours. */
export function ldapFault(error: unknown, url: string): LdapFault {
  return error instanceof LdapFault ? error : new LdapFault(codeOf(error), url, error)
}

function codeOf(error: unknown): LdapFaultCode {
  if (error instanceof InvalidCredentialsError || error instanceof InappropriateAuthError) return 'bind'
  if (error instanceof ConfidentialityRequiredError || error instanceof StrongAuthRequiredError) return 'tls-required'
  if (error instanceof TLSNotSupportedError) return 'starttls'
  if (error instanceof NoSuchObjectError || error instanceof InvalidDNSyntaxError) return 'base'
  if (error instanceof InsufficientAccessError) return 'rights'
  if (error instanceof SizeLimitExceededError) return 'size'
  const { code, message } = error as { code?: unknown; message?: string }
  if (typeof code === 'string') {
    if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'unknown-host'
    if (code === 'ETIMEDOUT') return 'timeout'
    if (/CERT|SELF_SIGNED|UNABLE_TO|ALTNAME/.test(code)) return 'certificate'
    if (code === 'EPROTO' || /SSL/.test(code)) return 'not-tls'
    if (/^E(?:CONN|HOST|NET|PIPE|ADDR)/.test(code)) return 'unreachable'
  }
  if (!(error instanceof ResultCodeError)) {
    if (/time(?:d )?out/i.test(message ?? '')) return 'timeout'
    if (/filter|parenthes/i.test(message ?? '')) return 'filter'
    if (/clos|socket|connect|hang up/i.test(message ?? '')) return 'unreachable'
  }
  return 'other'
}
