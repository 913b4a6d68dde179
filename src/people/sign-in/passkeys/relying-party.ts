import { isIP } from 'node:net'
import type { FastifyRequest } from 'fastify'
import type { PeopleDeps } from '../../http/deps.ts'
import { originOf } from '../origin.ts'

/** For whom a passkey is made: the host's name, and the whole origin from which the browser must answer. */
export interface RelyingParty {
  readonly id: string
  readonly origin: string
}

export function relyingPartyOf(deps: Pick<PeopleDeps, 'origin' | 'https'>, request: FastifyRequest): RelyingParty {
  const origin = originOf(deps, request)
  return { id: new URL(origin).hostname, origin }
}

/** Browsers give passkeys to names alone, under HTTPS; `localhost` is trusted as it is. */
export function passkeysWork(deps: Pick<PeopleDeps, 'origin' | 'https'>, request: FastifyRequest): boolean {
  const origin = originOf(deps, request)
  if (!URL.canParse(origin)) return false
  const { protocol, hostname } = new URL(origin)
  return isIP(hostname) === 0 && !hostname.startsWith('[') && (protocol === 'https:' || hostname === 'localhost')
}
