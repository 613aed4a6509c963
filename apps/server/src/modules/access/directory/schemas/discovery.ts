import { commonErrors } from '../../../../platform/errors/index.ts';
import type { Attribute } from './attribute.ts';
import { GROUP_ATTRIBUTES, GROUP_SCHEMA } from './group-schema.ts';
import { ENTERPRISE_ATTRIBUTES, ENTERPRISE_SCHEMA, USER_ATTRIBUTES, USER_SCHEMA } from './user-schema.ts';

export const MAX_PAGE = 200;
const LIST_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';
const CORE = 'urn:ietf:params:scim:schemas:core:2.0';

type Document = Readonly<Record<string, unknown>>;

/** What of SCIM is supported (RFC 7643, section 5). */
export function serviceProviderConfig(baseUrl: string): Document {
  return {
    schemas: [`${CORE}:ServiceProviderConfig`],
    patch: { supported: true },
    bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
    filter: { supported: true, maxResults: MAX_PAGE },
    changePassword: { supported: false },
    sort: { supported: true },
    etag: { supported: true },
    authenticationSchemes: [
      {
        type: 'oauthbearertoken',
        name: 'Bearer token',
        description: 'The token of the directory, made in the settings of the organization.',
        specUri: 'https://www.rfc-editor.org/info/rfc6750',
        primary: true,
      },
    ],
    meta: { resourceType: 'ServiceProviderConfig', location: `${baseUrl}/ServiceProviderConfig` },
  };
}

export function resourceTypes(baseUrl: string): Document[] {
  const extensions = [{ schema: ENTERPRISE_SCHEMA, required: false }];
  return [
    resourceType(baseUrl, { name: 'User', endpoint: '/Users', schema: USER_SCHEMA, extensions }),
    resourceType(baseUrl, { name: 'Group', endpoint: '/Groups', schema: GROUP_SCHEMA, extensions: [] }),
  ];
}

function resourceType(
  baseUrl: string,
  type: { name: string; endpoint: string; schema: string; extensions: readonly Document[] },
): Document {
  const { name, endpoint, schema, extensions } = type;
  return {
    schemas: [`${CORE}:ResourceType`],
    id: name,
    name,
    description: `${name}s of the directory.`,
    endpoint,
    schema,
    schemaExtensions: extensions,
    meta: { resourceType: 'ResourceType', location: `${baseUrl}/ResourceTypes/${name}` },
  };
}

export function schemas(baseUrl: string): Document[] {
  return [
    schemaOf(baseUrl, USER_SCHEMA, 'User', USER_ATTRIBUTES),
    schemaOf(baseUrl, ENTERPRISE_SCHEMA, 'EnterpriseUser', ENTERPRISE_ATTRIBUTES),
    schemaOf(baseUrl, GROUP_SCHEMA, 'Group', GROUP_ATTRIBUTES),
  ];
}

function schemaOf(baseUrl: string, id: string, name: string, attributes: readonly Attribute[]): Document {
  return {
    schemas: [`${CORE}:Schema`],
    id,
    name,
    description: `${name} as it is kept here.`,
    attributes,
    meta: { resourceType: 'Schema', location: `${baseUrl}/Schemas/${id}` },
  };
}

/** One of them by its id, in any case. Throws `not_found`. */
export function oneOf(documents: readonly Document[], id: string): Document {
  const found = documents.find((document) => String(document.id).toLowerCase() === id.toLowerCase());
  if (found === undefined) throw commonErrors.not_found();
  return found;
}

export function listOf(resources: readonly Document[], total = resources.length, startIndex = 1): Document {
  return {
    schemas: [LIST_SCHEMA],
    totalResults: total,
    startIndex,
    itemsPerPage: resources.length,
    Resources: resources,
  };
}
