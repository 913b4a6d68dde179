import { foldText } from '#src/manual/index.ts'

/** Addresses of the pages of manuals, and of places in them. */
export const manualPath = (code: string): string => `/manuales/${encodeURIComponent(code)}`

export const versionPath = (code: string, version: string): string => `${manualPath(code)}/versiones/${version}`

export const procedureId = (number: string): string => `procedimiento-${number}`

/** Of a step, an answer, INICIO's first row: `procedimiento-8-paso-4.1`. */
export const stepId = (procedure: string, row: string | number): string => `${procedureId(procedure)}-paso-${row}`

/** Of a norm of a procedure, or of the manual's own where `procedure` is null. */
export const normId = (procedure: string | null, number: string | number): string =>
  `${procedure === null ? 'norma' : `${procedureId(procedure)}-norma`}-${number}`

export const formId = (code: string): string => `forma-${foldText(code).replace(/[^a-z0-9]+/g, '-')}`

export const FINDINGS_PATH = '/manuales/hallazgos'

/** The page that explains a finding. */
export const findingPath = (code: string): string => `${FINDINGS_PATH}/${code}`
