import { createHmac, createPrivateKey, createPublicKey, type KeyObject, timingSafeEqual } from 'node:crypto'
import type { KeyWithCertificate } from '../certificates/make-certificate.ts'
import { OID } from '../certificates/oids.ts'
import { type Certificate, readCertificate } from '../certificates/read-certificate.ts'
import { issued } from '../certificates/trust.ts'
import { child, type Der, numberOf, octetsOf, oidOf, readDer } from '../read-der.ts'
import { type Budget, derivationBudget } from './budget.ts'
import { decrypted } from './decrypt.ts'
import { derivePkcs12, PURPOSE } from './derive.ts'
import { Pkcs12Fault } from './fault.ts'

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
  const budget = derivationBudget()
  const word = checkMac(pfx.items[2], safe, password, budget)
  const keys: KeyObject[] = []
  const certificates: Certificate[] = []
  for (const info of readDer(safe).items) {
    const inner = child(child(info, 1), 0)
    const plain = oidOf(child(info, 0)) === OID.encryptedData ? decryptedData(inner, word, budget) : octetsOf(inner)
    for (const bag of readDer(plain).items) readBag(bag, { password: word, budget }, keys, certificates)
  }
  return matched(keys, certificates)
}

interface Opening {
  readonly password: string
  readonly budget: Budget
}

function readBag(bag: Der, { password, budget }: Opening, keys: KeyObject[], certificates: Certificate[]): void {
  const type = oidOf(child(bag, 0))
  const value = child(child(bag, 1), 0)
  if (type === BAG.key) keys.push(keyOf(value.raw))
  else if (type === BAG.shroudedKey)
    keys.push(keyOf(decrypted(child(value, 0), octetsOf(child(value, 1)), password, budget)))
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
function checkMac(mac: Der | undefined, safe: Buffer, password: string, budget: Budget): string {
  if (mac === undefined) return password
  const digestInfo = child(mac, 0)
  const algorithm = child(digestInfo, 0)
  const expected = octetsOf(child(digestInfo, 1))
  const salt = octetsOf(child(mac, 1))
  const iterations = mac.items[2] === undefined ? 1 : numberOf(mac.items[2])
  const hash = HASHES[oidOf(child(algorithm, 0))]
  // A younger kind of proof (PBMAC1, RFC 9579): then the filling of what is decrypted tells a wrong password.
  if (hash === undefined) return password
  budget.spend(hash, iterations, [expected.length])
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

function decryptedData(encrypted: Der, password: string, budget: Budget): Buffer {
  const info = child(encrypted, 1)
  return decrypted(child(info, 1), octetsOf(child(info, 2)), password, budget)
}
