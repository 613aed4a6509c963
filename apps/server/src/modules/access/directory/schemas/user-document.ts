import { EmailAddress } from '@stepwell/contract';
import { valueRefused } from '../errors.ts';
import { type Attributes, isObject, readAttributes } from './reading.ts';
import { attribute } from './attribute.ts';
import { ENTERPRISE_ATTRIBUTES, ENTERPRISE_SCHEMA, USER_ATTRIBUTES } from './user-schema.ts';

/** What a directory wants a user to be. */
export type WantedUser = {
  readonly userName: string;
  readonly externalId: string | null;
  /** Primary address, or the user name where it is one. */
  readonly email: string;
  readonly isActive: boolean;
  /** Everything else that is kept, by the names of the schema. */
  readonly attributes: Attributes;
};

export const EXTERNAL_ID = attribute('externalId', 'Id of the resource in the directory.', { caseExact: true });
const KEPT = [...USER_ATTRIBUTES, EXTERNAL_ID];
const MAX_NAME = 320;
const MAX_EXTERNAL_ID = 500;

/** Reads a user that was sent whole. `active` counts where nothing is said of it. Throws `directory_value_refused`. */
export function readUser(body: Readonly<Record<string, unknown>>, active: boolean): WantedUser {
  const { userName, externalId, active: isActive, ...attributes } = readAttributes(KEPT, body);
  const enterprise = extensionOf(body);
  if (enterprise !== undefined) attributes[ENTERPRISE_SCHEMA] = enterprise;
  if (typeof userName !== 'string') throw valueRefused('userName: a user has one.');
  if (userName.length > MAX_NAME) throw valueRefused(`userName: at most ${MAX_NAME} characters.`);
  assertOnePrimary(attributes);
  return {
    userName,
    externalId: readExternalId(externalId),
    email: addressOf(userName, attributes),
    isActive: typeof isActive === 'boolean' ? isActive : active,
    attributes,
  };
}

export function readExternalId(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  if (value.length > MAX_EXTERNAL_ID) throw valueRefused(`externalId: at most ${MAX_EXTERNAL_ID} characters.`);
  return value;
}

/** The user as one document, for changing parts of it. */
export function documentOf({ userName, externalId, isActive, attributes }: WantedUser): Attributes {
  return structuredClone({
    ...attributes,
    userName,
    active: isActive,
    ...(externalId === null ? {} : { externalId }),
  });
}

/** Name of the person for their account; the user name where the directory tells none. */
export function personNameOf({ userName, attributes }: Pick<WantedUser, 'userName' | 'attributes'>): string {
  const name = isObject(attributes.name) ? attributes.name : {};
  const parts = [name.givenName, name.familyName].filter((part) => typeof part === 'string').join(' ');
  const best = [attributes.displayName, name.formatted, parts].find((one) => typeof one === 'string' && one !== '');
  return (typeof best === 'string' ? best : userName).slice(0, 200);
}

/** Language of mails and pages, where the directory names one that there is. */
export function localeOf({ preferredLanguage }: Attributes): 'en' | 'fr' | null {
  const language = typeof preferredLanguage === 'string' ? preferredLanguage.toLowerCase().split(/[-_,;]/)[0] : '';
  return language === 'en' || language === 'fr' ? language : null;
}

function extensionOf(body: Readonly<Record<string, unknown>>): Attributes | undefined {
  const key = Object.keys(body).find((one) => one.toLowerCase() === ENTERPRISE_SCHEMA.toLowerCase());
  const value = key === undefined ? undefined : body[key];
  if (!isObject(value)) return undefined;
  const read = readAttributes(ENTERPRISE_ATTRIBUTES, value);
  return Object.keys(read).length === 0 ? undefined : read;
}

function assertOnePrimary(attributes: Attributes): void {
  for (const [name, values] of Object.entries(attributes)) {
    if (Array.isArray(values) && values.filter((one) => isObject(one) && one.primary === true).length > 1) {
      throw valueRefused(`${name}: only one of them is primary.`);
    }
  }
}

function addressOf(userName: string, { emails }: Attributes): string {
  const list = (Array.isArray(emails) ? emails : []).filter(isObject);
  const primary = list.find((one) => one.primary === true);
  const chosen = primary ?? list.find((one) => String(one.type).toLowerCase() === 'work') ?? list[0];
  const address = EmailAddress.safeParse(chosen?.value ?? userName);
  if (!address.success) throw valueRefused('emails: a user has a primary email address, or a userName that is one.');
  return address.data;
}
