import { appoint, endAbsence, endDeputy, endTenure, nameDeputy, recordAbsence } from './appointments.ts'
import { addHoliday, removeHoliday, saveWeek } from './calendar-commands.ts'
import type { AnyAdminCommand } from './command.ts'
import { createGroup, createList, editGroup, editList } from './groups.ts'
import {
  createPerson,
  editPerson,
  endOfPost,
  nameAdministrator,
  resetPassword,
  withdrawAdministrator,
} from './people.ts'
import { choosePhoneCountry } from './phones.ts'
import { createPosition, editPosition } from './positions.ts'
import { createUnit, editUnit } from './units.ts'

/** Everything that an administrator does: each has a page and a route of the API, and none has another door. */
export const ADMIN_COMMANDS: readonly AnyAdminCommand[] = [
  createUnit,
  editUnit,
  createPosition,
  editPosition,
  createPerson,
  editPerson,
  resetPassword,
  endOfPost,
  nameAdministrator,
  withdrawAdministrator,
  appoint,
  endTenure,
  recordAbsence,
  endAbsence,
  nameDeputy,
  endDeputy,
  createGroup,
  editGroup,
  createList,
  editList,
  choosePhoneCountry,
  addHoliday,
  removeHoliday,
  saveWeek,
]
