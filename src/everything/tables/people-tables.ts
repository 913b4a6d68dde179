import { type ExportedTable, SECRET } from './types.ts'

/** The institution, its people, and how they come in. */
export const PEOPLE_TABLES: Readonly<Record<string, ExportedTable>> = {
  institution: { es: 'La institución y sus reglas', columns: 'only_row name code calendar demo settings revision' },
  unit: { es: 'Una dependencia', columns: 'id code name parent_id head_position_id office closed_on revision' },
  position: { es: 'Un cargo de una dependencia', columns: 'id unit_id code title places closed_on revision' },
  person: {
    es: 'Una persona de la institución, o una cuenta de servicio',
    columns: 'id username name email phone extension unit_id administrator_since administrator_by left_on revision',
  },
  tenure: { es: 'Quién ocupa un cargo, y cuándo', columns: 'id person_id position_id from_on until_on' },
  absence: { es: 'Una ausencia', columns: 'id person_id from_on until_on reason' },
  deputy: {
    es: 'Quién suple a una persona o un cargo',
    columns: 'id person_id for_person_id for_position_id from_on until_on reason',
  },
  person_group: { es: 'Un grupo de personas', columns: 'id code name revision' },
  person_group_member: { es: 'Quién está en un grupo', columns: 'group_id person_id' },
  directory_list: { es: 'Una lista para los formularios', columns: 'id code name revision' },
  directory_list_member: { es: 'Un renglón de una lista', columns: 'list_id place name unit_id' },
  admin_act: {
    es: 'Lo que hicieron los administradores',
    columns: 'seq at actor_id action subject_kind subject_id data',
    // The address of a receiver of webhooks, whose token some put behind the question mark.
    as: {
      data: "case when data ? 'url' then data || jsonb_build_object('url', split_part(data ->> 'url', '?', 1)) else data end",
    },
  },
  viewing: {
    es: 'Cuando un administrador vio el programa como otra persona, y por qué',
    columns: 'id administrator_id person_id reason started_at ends_at ended_at',
  },
  person_identity: {
    es: 'Con qué identidad de otro sistema entra una persona',
    columns: 'id person_id source issuer subject name linked_at seen_at missing_since',
  },
  sign_in_source: {
    es: 'El directorio LDAP o el proveedor de identidad con que se entra',
    columns: 'kind active settings revision synchronised_at outcome',
    without: { sealed_secret: SECRET },
  },
  group_mapping: {
    es: 'Qué da un grupo del directorio',
    columns: 'id group_name kind unit_id position_id person_group_id',
  },
  mapped_grant: {
    es: 'Qué recibió una persona por un grupo del directorio',
    columns: 'id person_id source kind unit_id tenure_id person_group_id given_at',
  },
  service_account: { es: 'Una cuenta para un programa', columns: 'person_id purpose made_by made_at' },
  api_key: {
    es: 'Una llave de la API: de quién es y qué permite, sin la llave',
    columns:
      'id person_id name scopes networks made_by made_at expires_at last_used_at last_used_from revoked_at revoked_by',
    without: { token_hash: SECRET, prefix: 'comienzo de la llave' },
  },
  installation_key: {
    es: 'Las llaves públicas con que se comprueba lo que la institución selló',
    columns: 'fingerprint public_key made_at',
  },
  certificate_authority: {
    es: 'La autoridad que emite los certificados de la institución',
    columns: 'id certificate fingerprint chain made_at made_by retired_at',
    without: { sealed_key: SECRET },
  },
  person_certificate: {
    es: 'El certificado con que firma una persona',
    columns:
      'id person_id authority_id serial fingerprint certificate chain not_before not_after made_at locked_at retired_at revoked_at revoked_reason revoked_by',
    without: { sealed_key: SECRET },
  },
  unit_seal: { es: 'El sello de una dependencia', columns: 'unit_id content content_type saved_at' },
  person_skill: { es: 'Qué sabe hacer una persona', columns: 'person_id skill level noted_at noted_by' },
  supplier: { es: 'Un proveedor', columns: 'id name contact closed_on' },
  entity: { es: 'Una entidad de fuera', columns: 'id code name name_key kind notes revision' },
  contact: {
    es: 'Un contacto de fuera',
    columns:
      'id name name_key entity_id unit_text notes merged_into search_text created_at created_by changed_at changed_by revision',
  },
  contact_phone: { es: 'Un teléfono de un contacto', columns: 'contact_id place number digits extension' },
  contact_mail: { es: 'Un correo de un contacto', columns: 'contact_id place address' },
  contact_change: { es: 'Un cambio de un contacto', columns: 'contact_id revision at by kind content' },
  contact_import: { es: 'Una importación de contactos', columns: 'id by at file_name content done_at' },
  calendar: { es: 'Un calendario', columns: 'code data revision changed_at changed_by' },
}
