import { BlockList, isIP } from 'node:net'

/** Networks as people write them: addresses or `192.168.10.0/24`, separated by commas, blanks or lines. The first that is none is named. */
export function readNetworks(text: string): { readonly networks: readonly string[] } | { readonly wrong: string } {
  const found = text.split(/[\s,;]+/).filter((each) => each !== '')
  const wrong = found.find((each) => networkOf(each) === null)
  return wrong === undefined ? { networks: [...new Set(found)] } : { wrong }
}

/** Whether an address is in one of the networks; false for what is no address. */
export function inNetworks(address: string, networks: readonly string[]): boolean {
  const plain = plainAddress(address)
  const family = isIP(plain)
  if (family === 0) return false
  return listOf(networks).check(plain, family === 6 ? 'ipv6' : 'ipv4')
}

/** `::ffff:10.0.0.1`, as a socket that listens on both families says it, is 10.0.0.1. */
export function plainAddress(address: string): string {
  const bare = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '')
  const dotted = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)
  if (dotted) return dotted[1]!
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/i.exec(bare)
  if (!mapped) return bare
  const [high, low] = [Number.parseInt(mapped[1]!, 16), Number.parseInt(mapped[2]!, 16)]
  return `${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`
}

interface Network {
  readonly address: string
  readonly bits: number
  readonly family: 'ipv4' | 'ipv6'
}

function networkOf(text: string): Network | null {
  const [address = '', bits, ...rest] = text.split('/')
  const version = isIP(address)
  const most = version === 6 ? 128 : 32
  if (version === 0 || rest.length > 0) return null
  if (bits !== undefined && (!/^\d{1,3}$/.test(bits) || Number(bits) > most)) return null
  return { address, bits: bits === undefined ? most : Number(bits), family: version === 6 ? 'ipv6' : 'ipv4' }
}

// Keys and settings repeat the same few lists at every request.
const known = new Map<string, BlockList>()

function listOf(networks: readonly string[]): BlockList {
  const name = networks.join(' ')
  const found = known.get(name)
  if (found) return found
  const list = new BlockList()
  for (const each of networks) {
    const network = networkOf(each)
    if (network) list.addSubnet(network.address, network.bits, network.family)
  }
  if (known.size > 1_000) known.clear()
  known.set(name, list)
  return list
}
