import { type ManifestEntry, NAMES, type Seal } from './format.ts'
import { FIRST_LINE, putText } from './out-folder.ts'

type Told = Omit<Seal, 'seal' | 'manifest'>

/** What a person reads first: what this is, where each thing is, and how to check it. */
export function writeReadMe(folder: string, told: Told, key: string): Promise<ManifestEntry> {
  return putText(folder, NAMES.readMe, `${FIRST_LINE}\n\n${spanish(told, key)}\n\n${english(told, key)}`)
}

function spanish({ institution, exportedAt, cases, acts, manuals, contents, tables }: Told, key: string): string {
  return `Institución: ${institution}
Instante: ${exportedAt} (UTC). Nada posterior está aquí.

Qué hay:
  ${cases} expedientes con ${acts} actos, ${manuals} versiones de manuales, ${contents.there} archivos y ${Object.keys(tables).length} tablas.

Dónde:
${PLACES.map(([name, what]) => `  ${name.padEnd(26)} ${what}`).join('\n')}

Cómo se comprueba, sin base de datos y sin red:
  ventanilla verify-everything CARPETA --key LLAVE.pem
Se selló con la llave de huella ${key}. Use una llave pública que haya obtenido de la institución
por otro medio y compare su huella: la que va en esta carpeta prueba que nada cambió desde que se selló, no quién lo selló.
Un renglón de ${NAMES.cases}/ es también, por sí solo, un expediente que comprueba «ventanilla verify».

Qué no hay: contraseñas, segundos factores, llaves de acceso, sesiones, llaves de la API, secretos ni
llaves privadas. La lista completa, con sus razones, está en ${NAMES.schema}.

Contiene datos personales. Guárdela cifrada, entréguela solo a quien tenga derecho y bórrela cuando
deje de hacer falta: lo que después se borre por ley en Ventanilla seguirá aquí.
`
}

/** Where each thing is; a second line of a sentence has no name. */
const PLACES: readonly (readonly [name: string, what: string])[] = [
  [`${NAMES.cases}/AAAA-MM.jsonl`, 'un expediente sellado en cada renglón, por el mes en que se abrió'],
  [`${NAMES.tables}/*.jsonl`, 'cada tabla, una fila en cada renglón (JSON Lines, UTF-8)'],
  [NAMES.schema, 'qué es cada tabla y cada columna, y qué no sale y por qué'],
  [`${NAMES.files}/ab/abcd…`, 'cada archivo, con su huella SHA-256 por nombre; el que le dio'],
  ['', `quien lo subió está en ${NAMES.tables}/stored_file.jsonl`],
  [NAMES.missing, 'archivos que no se pudieron copiar, y por qué (vacío si no falta ninguno)'],
  [`${NAMES.manuals}/*.manual.md`, 'cada manual publicado, como texto que se lee sin ningún programa'],
  [`${NAMES.calendars}/*.json`, 'los calendarios'],
  [NAMES.directory, 'las dependencias, los cargos y las personas de ese día'],
  [NAMES.statistics, 'qué cuenta cada cifra de las estadísticas'],
  [NAMES.manifest, 'la huella y el tamaño de cada archivo de esta carpeta'],
  [NAMES.seal, 'la huella del manifiesto y las cuentas, selladas por la institución'],
  [NAMES.key, 'la llave pública con que se selló'],
]

function english({ institution, exportedAt, cases, acts, manuals, contents, tables }: Told, key: string): string {
  return `--- In English ---

Institution: ${institution}. Instant: ${exportedAt} (UTC). Nothing later is here.
${cases} cases with ${acts} acts, ${manuals} versions of manuals, ${contents.there} files and ${Object.keys(tables).length} tables.

  ${NAMES.cases}/     one sealed case a line, by the month in which it was opened
  ${NAMES.tables}/          every table as JSON Lines; ${NAMES.schema} says what each is and what is left out
  ${NAMES.files}/        every file, named by its SHA-256; names are in ${NAMES.tables}/stored_file.jsonl
  ${NAMES.manuals}/        every published manual as text; ${NAMES.calendars}/ and ${NAMES.directory}: calendars and people
  ${NAMES.manifest}, ${NAMES.seal}   digest and size of every file, sealed by the key ${key}

Check it without a database or a network: ventanilla verify-everything FOLDER --key KEY.pem, with a public
key that you had from the institution by another way. Passwords, second factors, sessions, API keys,
secrets and private keys are left out. It holds personal data: keep it encrypted, and delete it when it is
no longer needed.
`
}
