import { createDecipheriv, pbkdf2Sync } from 'node:crypto'
import { child, type Der, numberOf, octetsOf, oidOf } from '../read-der.ts'
import type { Budget } from './budget.ts'
import { derivePkcs12, PURPOSE } from './derive.ts'
import { Pkcs12Fault } from './fault.ts'
import { decryptRc2 } from './rc2.ts'

/** What a part of the file holds, by the way that it names. What deriving the key takes is spent of the budget. Throws `Pkcs12Fault`. */
export function decrypted(algorithm: Der, data: Buffer, password: string, budget: Budget): Buffer {
  const type = oidOf(child(algorithm, 0))
  const decrypt =
    type === PBES2 ? pbes2(child(algorithm, 1), password, budget) : older(type, child(algorithm, 1), password, budget)
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

function pbes2(parameters: Der, password: string, budget: Budget): (data: Buffer) => Buffer {
  const [derivation, scheme] = [child(parameters, 0), child(parameters, 1)]
  const cipher = CIPHERS[oidOf(child(scheme, 0))]
  const how = child(derivation, 1)
  const iterations = numberOf(child(how, 1))
  const prf = how.items.find(({ tag }) => tag === 0x30)
  const hash = prf === undefined ? 'sha1' : HMACS[oidOf(child(prf, 0))]
  if (oidOf(child(derivation, 0)) !== PBKDF2 || !cipher || !hash) throw new Pkcs12Fault('unknown-cipher')
  budget.spend(hash, iterations, [cipher[1]])
  const key = pbkdf2Sync(password, octetsOf(child(how, 0)), iterations, cipher[1], hash)
  return deciphered(cipher[0], key, octetsOf(child(scheme, 1)))
}

function older(type: string, parameters: Der, password: string, budget: Budget): (data: Buffer) => Buffer {
  const size = OLDER_KEYS[type]
  if (size === undefined) throw new Pkcs12Fault('unknown-cipher')
  const salt = octetsOf(child(parameters, 0))
  const iterations = numberOf(child(parameters, 1))
  budget.spend('sha1', iterations, [8, size])
  const derive = (purpose: 1 | 2, length: number) => derivePkcs12('sha1', password, salt, iterations, purpose, length)
  const iv = derive(PURPOSE.iv, 8)
  const key = derive(PURPOSE.key, size)
  return size === 24 ? deciphered('des-ede3-cbc', key, iv) : (data) => decryptRc2(key, size * 8, iv, data)
}

/** Bytes of the keys of triple DES, RC2 of 128 bits and RC2 of 40. */
const OLDER_KEYS: Readonly<Record<string, number>> = {
  '1.2.840.113549.1.12.1.3': 24,
  '1.2.840.113549.1.12.1.5': 16,
  '1.2.840.113549.1.12.1.6': 5,
}

function deciphered(cipher: string, key: Buffer, iv: Buffer) {
  return (data: Buffer) => {
    const decipher = createDecipheriv(cipher, key, iv)
    return Buffer.concat([decipher.update(data), decipher.final()])
  }
}
