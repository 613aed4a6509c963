import { type Attribute, attribute, complex } from './attribute.ts';

export const USER_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const ENTERPRISE_SCHEMA = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

const readOnly = { mutability: 'readOnly' } as const;

function valued(name: string, what: string, kinds: readonly string[]): Attribute {
  return complex(
    name,
    `${what}, at most 50.`,
    [
      attribute('value', 'The value itself.'),
      attribute('display', 'How it is shown.'),
      attribute('type', 'What it is for.', { canonicalValues: kinds }),
      attribute('primary', 'Whether it is the preferred one; true at most once.', { type: 'boolean' }),
    ],
    { multiValued: true },
  );
}

const NAME = complex('name', 'Parts of the name of the person.', [
  attribute('formatted', 'The whole name as it is shown.'),
  attribute('familyName', 'Family name.'),
  attribute('givenName', 'Given name.'),
  attribute('middleName', 'Middle names.'),
  attribute('honorificPrefix', 'Title before the name.'),
  attribute('honorificSuffix', 'Suffix after the name.'),
]);

const ADDRESSES = complex(
  'addresses',
  'Postal addresses, at most 50.',
  [
    attribute('formatted', 'The whole address as it is written.'),
    attribute('streetAddress', 'Street and number.'),
    attribute('locality', 'Town.'),
    attribute('region', 'State or region.'),
    attribute('postalCode', 'Postal code.'),
    attribute('country', 'Country.'),
    attribute('type', 'What it is for.', { canonicalValues: ['work', 'home', 'other'] }),
    attribute('primary', 'Whether it is the preferred one; true at most once.', { type: 'boolean' }),
  ],
  { multiValued: true },
);

const GROUPS = complex(
  'groups',
  'Groups that the user belongs to; changed through the groups.',
  [
    attribute('value', 'Id of the group.', { ...readOnly, caseExact: true }),
    attribute('$ref', 'Address of the group.', { ...readOnly, type: 'reference', referenceTypes: ['Group'] }),
    attribute('display', 'Name of the group.', readOnly),
    attribute('type', 'How they belong to it.', { ...readOnly, canonicalValues: ['direct'] }),
  ],
  { ...readOnly, multiValued: true },
);

/** What is kept of a user; other attributes of RFC 7643 are accepted and dropped. */
export const USER_ATTRIBUTES: readonly Attribute[] = [
  attribute('userName', 'Name that the directory knows the user by; unique in it, whatever the case.', {
    required: true,
    uniqueness: 'server',
  }),
  NAME,
  attribute('displayName', 'Name as it is shown.'),
  attribute('nickName', 'What the person is called.'),
  attribute('profileUrl', 'Page about the person.', { type: 'reference', referenceTypes: ['external'] }),
  attribute('title', 'Job title.'),
  attribute('userType', 'How the person relates to the organization.'),
  attribute('preferredLanguage', 'Language the person likes to read.'),
  attribute('locale', 'Conventions for dates and numbers.'),
  attribute('timezone', 'Time zone by its IANA name.'),
  attribute('active', 'Whether the user is a member; false ends the membership.', { type: 'boolean' }),
  valued('emails', 'Addresses for mail; the primary one has to be of a verified domain', ['work', 'home', 'other']),
  valued('phoneNumbers', 'Telephone numbers', ['work', 'home', 'mobile', 'fax', 'pager', 'other']),
  ADDRESSES,
  GROUPS,
];

export const ENTERPRISE_ATTRIBUTES: readonly Attribute[] = [
  attribute('employeeNumber', 'Number of the person in the organization.'),
  attribute('costCenter', 'Cost centre.'),
  attribute('organization', 'Organization.'),
  attribute('division', 'Division.'),
  attribute('department', 'Department.'),
  complex('manager', 'Whom the person reports to.', [
    attribute('value', 'Id of the manager in this directory.', { caseExact: true }),
    attribute('$ref', 'Address of the manager.', { type: 'reference', referenceTypes: ['User'] }),
    attribute('displayName', 'Name of the manager as it is shown.'),
  ]),
];
