/** How the record of changes calls what this folder writes into it. */
export const EVERYTHING_ACTS = [
  {
    action: 'everything.export-begun',
    words: { es: 'Empezó una exportación de todo', en: 'An export of everything began' },
  },
  { action: 'everything.exported', words: { es: 'Exportación de todo', en: 'Export of everything' } },
] as const
