import type { ConfigError } from '../config.ts'
import { type ClamdAddress, readClamdAddress } from './clamd-address.ts'

/** CLAMD, a socket's absolute path or `host:port`, and CLAMD_STRICT: 1 unless told 0. Undefined without CLAMD. */
export function readClamd(
  { CLAMD: text, CLAMD_STRICT: strict = '' }: Readonly<Record<string, string | undefined>>,
  errors: ConfigError[],
): { readonly address: ClamdAddress; readonly strict: boolean } | undefined {
  if (!/^[01]?$/.test(strict)) {
    const es = `«${strict}» no es 0 ni 1. Escriba CLAMD_STRICT=1 para no entregar lo que no se ha revisado, o 0 para entregarlo.`
    errors.push({ variable: 'CLAMD_STRICT', es, en: `"${strict}" is neither 0 nor 1` })
  }
  if (!text) return undefined
  const address = readClamdAddress(text)
  if (address !== null) return { address, strict: strict !== '0' }
  const es = `«${text}» no es dónde escucha un clamd. Escriba la ruta de su socket, CLAMD=/run/clamav/clamd.ctl, o CLAMD=servidor:3310.`
  errors.push({
    variable: 'CLAMD',
    es,
    en: `"${text}" is not where a clamd listens: write its socket's path, or host:port`,
  })
  return undefined
}
