/** Addresses of the pages of drafts. */
export const DRAFTS_PATH = '/manuales/borradores'

export const draftPath = (id: string): string => `${DRAFTS_PATH}/${id}`

/** A draft's own pages. `borrador.pdf` is the printed one. */
export const draftPage = (
  id: string,
  page: 'historial' | 'cambios' | 'restaurar' | 'descartar' | 'fuente.md' | 'ejemplos.md' | 'borrador.pdf',
): string => `${draftPath(id)}/${page}`
