/**
 * Decrypts RC2 in CBC (RFC 2268) with PKCS #7 filling removed. Only for reading old PKCS #12 files, whose certificates Windows and
 * OpenSSL packed with it for twenty years; nothing is ever written with it.
 */
export function decryptRc2(key: Buffer, effectiveBits: number, iv: Buffer, data: Buffer): Buffer {
  if (data.length === 0 || data.length % 8 !== 0) throw new Error('no whole blocks')
  const words = expand(key, effectiveBits)
  const out = Buffer.alloc(data.length)
  let before = iv
  for (let at = 0; at < data.length; at += 8) {
    const block = data.subarray(at, at + 8)
    const plain = decryptBlock(words, block)
    for (let each = 0; each < 8; each += 1) out[at + each] = plain[each]! ^ before[each]!
    before = block
  }
  const fill = out.at(-1)!
  if (fill < 1 || fill > 8 || out.subarray(-fill).some((byte) => byte !== fill)) throw new Error('wrong filling')
  return out.subarray(0, -fill)
}

function expand(key: Buffer, bits: number): Uint16Array {
  const bytes = new Uint8Array(128)
  bytes.set(key)
  const length = key.length
  for (let at = length; at < 128; at += 1) bytes[at] = TABLE[(bytes[at - 1]! + bytes[at - length]!) & 255]!
  const used = Math.ceil(bits / 8)
  const mask = 255 >> (used * 8 - bits)
  bytes[128 - used] = TABLE[bytes[128 - used]! & mask]!
  for (let at = 127 - used; at >= 0; at -= 1) bytes[at] = TABLE[bytes[at + 1]! ^ bytes[at + used]!]!
  return Uint16Array.from({ length: 64 }, (_, at) => bytes[at * 2]! | (bytes[at * 2 + 1]! << 8))
}

const ROTATIONS = [1, 2, 3, 5] as const

function decryptBlock(words: Uint16Array, block: Buffer): Buffer {
  const r = [0, 2, 4, 6].map((at) => block.readUInt16LE(at))
  let word = 63
  const unmix = () => {
    for (let i = 3; i >= 0; i -= 1) {
      const turn = ROTATIONS[i]!
      const value = ((r[i]! >>> turn) | (r[i]! << (16 - turn))) & 0xffff
      const [a, b, c] = [r[(i + 3) & 3]!, r[(i + 2) & 3]!, r[(i + 1) & 3]!]
      r[i] = (value - words[word]! - (a & b) - (~a & c)) & 0xffff
      word -= 1
    }
  }
  const unmash = () => {
    for (let i = 3; i >= 0; i -= 1) r[i] = (r[i]! - words[r[(i + 3) & 3]! & 63]!) & 0xffff
  }
  for (let round = 0; round < 5; round += 1) unmix()
  unmash()
  for (let round = 0; round < 6; round += 1) unmix()
  unmash()
  for (let round = 0; round < 5; round += 1) unmix()
  const out = Buffer.alloc(8)
  for (const [at, value] of r.entries()) out.writeUInt16LE(value, at * 2)
  return out
}

// The table of the norm, which comes from the digits of pi.
const TABLE = Buffer.from(
  [
    'd978f9c419ddb5ed28e9fd794aa0d89dc67e37832b76538e624c6488448bfba2',
    '179a59f587b34f1361456d8d09817d32bd8f40eb86b77b0bf09521225c6b4e82',
    '54d66593ce60b21c7356c014a78cf1dc1275ca1f3bbee4d1423dd430a33cb626',
    '6fbf0eda4669075727f21d9bbc944303f811c7f690ef3ee706c3d52fc8661ed7',
    '08e8eade8052eef784aa72ac354d6a2a961ad2715a1549744b9fd05e0418a4ec',
    'c2e0416e0f51cbcc2491af50a1f47039997c3a8523b8b47afc02365b25559731',
    '2d5dfa98e38a92ae05df2910676cbac9d300e6cfe19ea82c6316013f58e289a9',
    '0d38341bab33ffb0bb480c5fb9b1cd2ec5f3db47e5a59c770aa62068fe7fc1ad',
  ].join(''),
  'hex',
)
