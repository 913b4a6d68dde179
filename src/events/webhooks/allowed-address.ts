import { lookup as resolve } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { inNetworks, plainAddress } from '#src/platform/http/networks.ts'

/** Why an address is not written to; the person reads it in the log. */
export class ForbiddenAddress extends Error {}

/**
 * Whether messages may go to an address: public ones, and those in the networks that the operator named. Everything that is this
 * machine's, this building's or nobody's is closed, or a subscription could write to services that trust their neighbours.
 */
export function mayWriteTo(address: string, networks: readonly string[]): boolean {
  const plain = plainAddress(address)
  const family = isIP(plain)
  if (family === 0) return false
  if (inNetworks(plain, networks)) return true
  return family === 6 ? !CLOSED_6.check(plain, 'ipv6') : !CLOSED_4.check(plain, 'ipv4')
}

/**
 * A `lookup` for sockets that gives only allowed addresses. The socket connects to what was checked: a name that answers otherwise the
 * second time changes nothing.
 */
export function guardedLookup(networks: readonly string[]): LookupFunction {
  return (name, options, callback) => {
    resolve(name, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '', 4)
      const closed = addresses.find(({ address }) => !mayWriteTo(address, networks))
      if (closed || addresses.length === 0)
        return callback(new ForbiddenAddress(forbidden(closed?.address ?? name)), '', 4)
      if (options.all) return callback(null, addresses)
      callback(null, addresses[0]!.address, addresses[0]!.family)
    })
  }
}

export const forbidden = (address: string): string =>
  `La dirección ${address} es interna y la instalación no la permite. Agréguela a WEBHOOK_NETWORKS si debe recibir avisos.`

// A list of each version: to one that holds both, an address of version 4 is also one of ::/3.
const [CLOSED_4, CLOSED_6] = [new BlockList(), new BlockList()]
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  CLOSED_4.addSubnet(network, bits, 'ipv4')
// Of version 6 only 2000::/3 is given out; in it, what carries an address of version 4 inside and what is for documents.
for (const [network, bits] of [
  ['::', 3],
  ['4000::', 2],
  ['8000::', 1],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  CLOSED_6.addSubnet(network, bits, 'ipv6')
