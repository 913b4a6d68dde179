/** Why a PKCS #12 file is not taken. `too-much`: opening it takes more work than an honest file does. */
export class Pkcs12Fault extends Error {
  readonly code:
    | 'not-pkcs12'
    | 'wrong-password'
    | 'unknown-cipher'
    | 'no-key'
    | 'no-certificate'
    | 'weak-key'
    | 'too-much'

  constructor(code: Pkcs12Fault['code']) {
    super(code)
    this.code = code
  }
}
