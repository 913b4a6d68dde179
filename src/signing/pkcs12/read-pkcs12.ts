import {
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  pbkdf2Sync,
  timingSafeEqual,
} from 'node:crypto'
import type { KeyWithCertificate } from '../certificates/make-certificate.ts'
import { OID } from '../certificates/oids.ts'
import { type Certificate, readCertificate } from '../certificates/read-certificate.ts'
import { issued } from '../certificates/trust.ts'
import { child, type Der, numberOf, octetsOf, oidOf, readDer } from '../read-der.ts'
import { derivePkcs12, PURPOSE } from './derive.ts'
import { decryptRc2 } from './rc2.ts'

/** Why a PKCS #12 file is not taken. */
export class Pkcs12Fault extends Error {
  readonly code: 'not-pkcs12' | 'wrong-password' | 'unknown-cipher' | 'no-key' | 'no-certificate' | 'weak-key'

  constructor(code: Pkcs12Fault['code']) {
    super(code)
    this.code = code
  }
}

const MOST_ITERATIONS = 2_000_000
export const MAX_PKCS12 = 200_000

/**
 * The key of a PKCS #12 file (.p12, .pfx) with its certificate and those above it that the file brings. Reads what is written today
 * (PBES2 with AES) and what was written for twenty years (triple DES and RC2). Throws `Pkcs12Fault`.
 */
export function readPkcs12(bytes: Uint8Array, password: string): KeyWithCertificate {
  try {
    return read(bytes, password)
  } catch (error) {
    throw error instanceof Pkcs12Fault ? error : new Pkcs12Fault('not-pkcs12')
  }
}

function read(bytes: Uint8Array, password: string): KeyWithCertificate {
  if (bytes.length > MAX_PKCS12) throw new Pkcs12Fault('not-pkcs12')
  const pfx = readDer(bytes)
  const content = child(pfx, 1)
  if (numberOf(child(pfx, 0)) !== 3 || oidOf(child(content, 0)) !== OID.data) throw new Pkcs12Fault('not-pkcs12')
  const safe = octetsOf(child(child(content, 1), 0))
  const word = checkMac(pfx.items[2], safe, password)
  const keys: KeyObject[] = []
  const certificates: Certificate[] = []
  for (const info of readDer(safe).items) {
    const inner = child(child(info, 1), 0)
    const plain = oidOf(child(info, 0)) === OID.encryptedData ? decryptedData(inner, word) : octetsOf(inner)
    for (const bag of readDer(plain).items) readBag(bag, word, keys, certificates)
  }
  return matched(keys, certificates)
}

function readBag(bag: Der, password: string, keys: KeyObject[], certificates: Certificate[]): void {
  const type = oidOf(child(bag, 0))
  const value = child(child(bag, 1), 0)
  if (type === BAG.key) keys.push(keyOf(value.raw))
  else if (type === BAG.shroudedKey) keys.push(keyOf(decrypted(child(value, 0), octetsOf(child(value, 1)), password)))
  else if (type === BAG.certificate && oidOf(child(value, 0)) === BAG.x509)
    certificates.push(readCertificate(octetsOf(child(child(value, 1), 0))))
}

const BAG = {
  key: '1.2.840.113549.1.12.10.1.1',
  shroudedKey: '1.2.840.113549.1.12.10.1.2',
  certificate: '1.2.840.113549.1.12.10.1.3',
  x509: '1.2.840.113549.1.9.22.1',
}

function keyOf(pkcs8: Buffer): KeyObject {
  try {
    return createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' })
  } catch {
    throw new Pkcs12Fault('wrong-password')
  }
}

function matched(keys: readonly KeyObject[], certificates: readonly Certificate[]): KeyWithCertificate {
  if (keys.length === 0) throw new Pkcs12Fault('no-key')
  for (const key of keys) {
    if (key.asymmetricKeyType !== 'rsa' && key.asymmetricKeyType !== 'ec') continue
    if ((key.asymmetricKeyDetails?.modulusLength ?? 4096) < 2048) throw new Pkcs12Fault('weak-key')
    const publicKey = createPublicKey(key)
    const own = certificates.find((each) => each.key.equals(publicKey))
    if (own === undefined) continue
    const chain: Certificate[] = []
    for (let last = own; chain.length < 8; ) {
      const above = certificates.find(
        (each) =>
          each !== last && !chain.includes(each) && each.subjectDer.equals(last.issuerDer) && issued(each, last),
      )
      if (above === undefined) break
      chain.push(above)
      last = above
    }
    return { key, certificate: own.der, chain: chain.map(({ der }) => der) }
  }
  throw new Pkcs12Fault('no-certificate')
}

/** The password in the form that fits: some programs write an empty one as nothing at all. */
function checkMac(mac: Der | undefined, safe: Buffer, password: string): string {
  if (mac === undefined) return password
  const digestInfo = child(mac, 0)
  const algorithm = child(digestInfo, 0)
  const expected = octetsOf(child(digestInfo, 1))
  const salt = octetsOf(child(mac, 1))
  const iterations = mac.items[2] === undefined ? 1 : numberOf(mac.items[2])
  const hash = HASHES[oidOf(child(algorithm, 0))]
  if (iterations > MOST_ITERATIONS) throw new Pkcs12Fault('unknown-cipher')
  // A younger kind of proof (PBMAC1, RFC 9579): then the filling of what is decrypted tells a wrong password.
  if (hash === undefined) return password
  const key = derivePkcs12(hash, password, salt, iterations, PURPOSE.mac, expected.length)
  const actual = createHmac(hash, key).update(safe).digest()
  if (actual.length !== expected.length || !timingSafeEqual(actual, expected)) throw new Pkcs12Fault('wrong-password')
  return password
}

const HASHES: Readonly<Record<string, string>> = {
  [OID.sha1]: 'sha1',
  [OID.sha256]: 'sha256',
  [OID.sha384]: 'sha384',
  [OID.sha512]: 'sha512',
}

function decryptedData(encrypted: Der, password: string): Buffer {
  const info = child(encrypted, 1)
  return decrypted(child(info, 1), octetsOf(child(info, 2)), password)
}

function decrypted(algorithm: Der, data: Buffer, password: string): Buffer {
  const type = oidOf(child(algorithm, 0))
  const decrypt = type === PBES2 ? pbes2(child(algorithm, 1), password) : older(type, child(algorithm, 1), password)
  try {
    return decrypt(data)
  } catch {
    throw new Pkcs12Fault('wrong-password')
  }
}

const PBES2 = '1.2.840.113549.1.5.13'
const PBKDF2 = '1.2.840.113549.1.5.12'
const CIPHERS: Readonly<Record<string, readonly [string, number]>> = {
  '2.16.840.1.101.3.4.1.2': ['aes-128-cbc', 16],
  '2.16.840.1.101.3.4.1.22': ['aes-192-cbc', 24],
  '2.16.840.1.101.3.4.1.42': ['aes-256-cbc', 32],
  '1.2.840.113549.3.7': ['des-ede3-cbc', 24],
}
const HMACS: Readonly<Record<string, string>> = {
  '1.2.840.113549.2.7': 'sha1',
  '1.2.840.113549.2.9': 'sha256',
  '1.2.840.113549.2.10': 'sha384',
  '1.2.840.113549.2.11': 'sha512',
}

function pbes2(parameters: Der, password: string): (data: Buffer) => Buffer {
  const [derivation, scheme] = [child(parameters, 0), child(parameters, 1)]
  const cipher = CIPHERS[oidOf(child(scheme, 0))]
  const how = child(derivation, 1)
  const iterations = numberOf(child(how, 1))
  const prf = how.items.find(({ tag }) => tag === 0x30)
  const hash = prf === undefined ? 'sha1' : HMACS[oidOf(child(prf, 0))]
  if (oidOf(child(derivation, 0)) !== PBKDF2 || !cipher || !hash || iterations > MOST_ITERATIONS)
    throw new Pkcs12Fault('unknown-cipher')
  const key = pbkdf2Sync(password, octetsOf(child(how, 0)), iterations, cipher[1], hash)
  return deciphered(cipher[0], key, octetsOf(child(scheme, 1)))
}

function older(type: string, parameters: Der, password: string): (data: Buffer) => Buffer {
  const salt = octetsOf(child(parameters, 0))
  const iterations = numberOf(child(parameters, 1))
  if (iterations > MOST_ITERATIONS) throw new Pkcs12Fault('unknown-cipher')
  const derive = (purpose: 1 | 2, size: number) => derivePkcs12('sha1', password, salt, iterations, purpose, size)
  const iv = derive(PURPOSE.iv, 8)
  switch (type) {
    case '1.2.840.113549.1.12.1.3':
      return deciphered('des-ede3-cbc', derive(PURPOSE.key, 24), iv)
    case '1.2.840.113549.1.12.1.5':
      return (data) => decryptRc2(derive(PURPOSE.key, 16), 128, iv, data)
    case '1.2.840.113549.1.12.1.6':
      return (data) => decryptRc2(derive(PURPOSE.key, 5), 40, iv, data)
    default:
      throw new Pkcs12Fault('unknown-cipher')
  }
}

function deciphered(cipher: string, key: Buffer, iv: Buffer) {
  return (data: Buffer) => {
    const decipher = createDecipheriv(cipher, key, iv)
    return Buffer.concat([decipher.update(data), decipher.final()])
  }
}
