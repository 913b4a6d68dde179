/** Names of the places of the document to which its links, its index and its panel lead. */
export const procedurePlace = (number: string): string => `procedimiento-${number}`

export const stepPlace = (procedure: string, step: number): string => `procedimiento-${procedure}-paso-${step}`

/** Of a procedure's norm, or of a general one where `procedure` is null. */
export const normPlace = (procedure: string | null, number: string | number): string =>
  `${procedure === null ? '' : `procedimiento-${procedure}-`}norma-${number}`

export const formPlace = (code: string): string => `forma-${code.toLowerCase()}`

export const flowchartPlace = (procedure: string): string => `flujograma-${procedure}`
