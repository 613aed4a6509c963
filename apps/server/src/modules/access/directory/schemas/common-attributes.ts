import { attribute, type Attribute, complex } from './attribute.ts';

const readOnly = { mutability: 'readOnly' } as const;

/** What every resource has (RFC 7643, section 3.1). They stand in no schema, yet are filtered and sorted by. */
export const COMMON_ATTRIBUTES: readonly Attribute[] = [
  attribute('id', 'Id of the resource here.', { ...readOnly, caseExact: true, returned: 'always' }),
  attribute('externalId', 'Id of the resource in the directory.', { caseExact: true }),
  complex(
    'meta',
    'When it was made and changed.',
    [
      attribute('created', 'When it was made.', { ...readOnly, type: 'dateTime' }),
      attribute('lastModified', 'When it was changed last.', { ...readOnly, type: 'dateTime' }),
    ],
    readOnly,
  ),
];
