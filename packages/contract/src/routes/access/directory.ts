import { z } from 'zod';
import { dataOf, Id, pageOf, PageQuery, Timestamp } from '../../envelope.ts';
import { defineRoute } from '../../route.ts';
import { GIVEN_ROLES } from './single-sign-on.ts';

const reading = { tag: 'Directory', audience: { member: 'directory:read' }, limit: 'signed_in' } as const;
const changing = {
  tag: 'Directory',
  audience: { member: 'directory:write' },
  limit: 'signed_in',
  confirm: true,
} as const;

export const DirectoryView = z
  .object({
    base_url: z.string().describe('what the directory is given as the SCIM address'),
    token: z
      .object({ id: Id, prefix: z.string(), created_at: Timestamp, last_used_at: Timestamp.nullable() })
      .nullable()
      .describe('null: no directory is connected'),
    users: z.object({ active: z.int(), inactive: z.int() }),
    groups: z.int(),
  })
  .meta({ id: 'Directory' });

export const DirectoryGroupView = z
  .object({
    id: Id,
    display_name: z.string(),
    members: z.int(),
    role: z.enum(GIVEN_ROLES).nullable().describe('what its members are at least; null gives nothing'),
  })
  .meta({ id: 'DirectoryGroup' });

export const getDirectory = defineRoute({
  ...reading,
  id: 'getDirectory',
  method: 'GET',
  path: '/api/v1/organization/directory',
  summary: 'The directory that provisions the members (SCIM 2.0)',
  responses: { 200: dataOf(DirectoryView) },
  errors: [],
});

export const issueDirectoryToken = defineRoute({
  ...changing,
  id: 'issueDirectoryToken',
  method: 'POST',
  path: '/api/v1/organization/directory/token',
  summary: 'Make the token that the directory comes with; shown this once, and the former one stops working',
  responses: { 201: dataOf(DirectoryView.extend({ secret: z.string() })) },
  errors: ['directory_domain_needed'],
});

export const disconnectDirectory = defineRoute({
  ...changing,
  id: 'disconnectDirectory',
  method: 'DELETE',
  path: '/api/v1/organization/directory/token',
  summary: 'Disconnect the directory; members stay as they are',
  responses: { 204: null },
  errors: [],
});

export const listDirectoryGroups = defineRoute({
  ...reading,
  id: 'listDirectoryGroups',
  method: 'GET',
  path: '/api/v1/organization/directory/groups',
  summary: 'Groups that the directory sent',
  query: PageQuery,
  responses: { 200: pageOf(DirectoryGroupView) },
  errors: ['cursor_damaged'],
});

export const setDirectoryGroupRole = defineRoute({
  ...changing,
  id: 'setDirectoryGroupRole',
  method: 'PATCH',
  path: '/api/v1/organization/directory/groups/{id}',
  summary: 'Say which role the members of a group have; the highest of somebody’s groups counts',
  params: z.object({ id: Id }),
  body: z.strictObject({ role: z.enum(GIVEN_ROLES).nullable() }),
  responses: { 200: dataOf(DirectoryGroupView) },
  errors: [],
});

export const directoryRoutes = [
  getDirectory,
  issueDirectoryToken,
  disconnectDirectory,
  listDirectoryGroups,
  setDirectoryGroupRole,
] as const;
