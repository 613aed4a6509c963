import { type Attribute, attribute, complex } from './attribute.ts';

export const GROUP_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:Group';

export const GROUP_ATTRIBUTES: readonly Attribute[] = [
  attribute('displayName', 'Name of the group; unique in the directory, whatever the case.', {
    required: true,
    uniqueness: 'server',
  }),
  complex(
    'members',
    'Users of the group, at most 10,000; groups within groups are not kept.',
    [
      attribute('value', 'Id of the user.', { mutability: 'immutable', caseExact: true }),
      attribute('$ref', 'Address of the user.', {
        mutability: 'immutable',
        type: 'reference',
        referenceTypes: ['User'],
      }),
      attribute('display', 'Name of the user.', { mutability: 'readOnly' }),
      attribute('type', 'What sort of member it is.', { mutability: 'immutable', canonicalValues: ['User'] }),
    ],
    { multiValued: true },
  ),
];
