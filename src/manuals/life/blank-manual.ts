import type { Institution } from '#src/cases/call.ts'

/** A manual that checks clean and says where to write what. */
export function blankManual({ directory, calendarCode }: Institution): string {
  return `---
manual: COD-MNP-01
título: Título del manual
institución: ${directory.rows.institution?.name ?? 'Institución'}
versión: 1
calendario: ${calendarCode}
---

# OBJETIVO

Para qué se hace este trabajo y qué asegura el manual.

# ALCANCE

A quiénes obliga.

# NORMAS

1. Lo que vale para todos los procedimientos del manual.

# RESPONSABILIDADES

- Dependencia / Cargo: de qué responde.

## PROCEDIMIENTO No. 1. TÍTULO DEL PROCEDIMIENTO

1. Lo que vale para este procedimiento.

| RESPONSABLE | PASO | ACTIVIDAD | TIEMPO |
|---|---|---|---|
| Dependencia / Cargo | 1 | Recibe la solicitud, ver norma 1, ver norma general 1. | 30 minutos |
| | 2 | Atiende la solicitud y responde a quien la hizo. | 1 día hábil |

- Procedimiento, Inicio: solicitud «Nombre del trámite» por portal.
`
}
