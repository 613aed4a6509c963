import { z } from 'zod';
import { defineRoute } from '../../route.ts';

/** SCIM 2.0 (RFC 7643, RFC 7644): a directory provisions the members of its organization. */
const scim = { tag: 'SCIM', audience: { directory: true }, limit: 'signed_in', wire: 'scim', errors: [] } as const;
const writing = { ...scim, bodyLimitBytes: 1_048_576 } as const;
/** Attributes of the RFC's schemas; what a server does not keep is ignored, as section 3.3 says. */
const Resource = z.record(z.string(), z.unknown());
const Reply = z.record(z.string(), z.unknown());
const ById = z.object({ id: z.string().min(1).max(100) });
const Projection = {
  attributes: z.string().max(1_000).optional(),
  excludedAttributes: z.string().max(1_000).optional(),
};
/** Numbers out of range are brought into it (section 3.4.2.4), so they are read as text. */
const ListQuery = z.object({
  filter: z.string().max(2_000).optional(),
  startIndex: z.string().max(20).optional(),
  count: z.string().max(20).optional(),
  sortBy: z.string().max(200).optional(),
  sortOrder: z.enum(['ascending', 'descending']).optional(),
  ...Projection,
});
const ReadQuery = z.object(Projection);
const SearchRequest = z.object({
  schemas: z.array(z.string()).max(5).optional(),
  filter: z.string().max(2_000).optional(),
  startIndex: z.int().optional(),
  count: z.int().optional(),
  sortBy: z.string().max(200).optional(),
  sortOrder: z.enum(['ascending', 'descending']).optional(),
  attributes: z.array(z.string()).max(50).optional(),
  excludedAttributes: z.array(z.string()).max(50).optional(),
});
/** What is missing is refused by the room, because RFC 7644 has an error type of its own for it. */
const PatchRequest = z.object({
  schemas: z.array(z.string()).max(5).optional(),
  Operations: z.array(z.record(z.string(), z.unknown())).max(1_000).optional(),
});

export const scimServiceProviderConfig = defineRoute({
  ...scim,
  id: 'scimServiceProviderConfig',
  method: 'GET',
  path: '/scim/v2/ServiceProviderConfig',
  summary: 'What of SCIM is supported',
  responses: { 200: Reply },
});

export const scimListResourceTypes = defineRoute({
  ...scim,
  id: 'scimListResourceTypes',
  method: 'GET',
  path: '/scim/v2/ResourceTypes',
  summary: 'Types of resources',
  responses: { 200: Reply },
});

export const scimGetResourceType = defineRoute({
  ...scim,
  id: 'scimGetResourceType',
  method: 'GET',
  path: '/scim/v2/ResourceTypes/{id}',
  summary: 'One type of resource',
  params: ById,
  responses: { 200: Reply },
});

export const scimListSchemas = defineRoute({
  ...scim,
  id: 'scimListSchemas',
  method: 'GET',
  path: '/scim/v2/Schemas',
  summary: 'Schemas of the resources',
  responses: { 200: Reply },
});

export const scimGetSchema = defineRoute({
  ...scim,
  id: 'scimGetSchema',
  method: 'GET',
  path: '/scim/v2/Schemas/{id}',
  summary: 'One schema',
  params: ById,
  responses: { 200: Reply },
});

export const scimListUsers = defineRoute({
  ...scim,
  id: 'scimListUsers',
  method: 'GET',
  path: '/scim/v2/Users',
  summary: 'Users, filtered and by page',
  query: ListQuery,
  responses: { 200: Reply },
});

export const scimSearchUsers = defineRoute({
  ...writing,
  id: 'scimSearchUsers',
  method: 'POST',
  path: '/scim/v2/Users/.search',
  summary: 'Users, with the question in the body',
  body: SearchRequest,
  responses: { 200: Reply },
});

export const scimCreateUser = defineRoute({
  ...writing,
  id: 'scimCreateUser',
  method: 'POST',
  path: '/scim/v2/Users',
  summary: 'Add a user; an active one becomes a member',
  body: Resource,
  responses: { 201: Reply },
});

export const scimGetUser = defineRoute({
  ...scim,
  id: 'scimGetUser',
  method: 'GET',
  path: '/scim/v2/Users/{id}',
  summary: 'One user',
  params: ById,
  query: ReadQuery,
  responses: { 200: Reply },
});

export const scimReplaceUser = defineRoute({
  ...writing,
  id: 'scimReplaceUser',
  method: 'PUT',
  path: '/scim/v2/Users/{id}',
  summary: 'Replace a user',
  params: ById,
  query: ReadQuery,
  body: Resource,
  responses: { 200: Reply },
});

export const scimPatchUser = defineRoute({
  ...writing,
  id: 'scimPatchUser',
  method: 'PATCH',
  path: '/scim/v2/Users/{id}',
  summary: 'Change parts of a user; `active: false` ends the membership',
  params: ById,
  query: ReadQuery,
  body: PatchRequest,
  responses: { 200: Reply },
});

export const scimDeleteUser = defineRoute({
  ...scim,
  id: 'scimDeleteUser',
  method: 'DELETE',
  path: '/scim/v2/Users/{id}',
  summary: 'Remove a user, and with them the membership',
  params: ById,
  responses: { 204: null },
});

export const scimListGroups = defineRoute({
  ...scim,
  id: 'scimListGroups',
  method: 'GET',
  path: '/scim/v2/Groups',
  summary: 'Groups, filtered and by page',
  query: ListQuery,
  responses: { 200: Reply },
});

export const scimSearchGroups = defineRoute({
  ...writing,
  id: 'scimSearchGroups',
  method: 'POST',
  path: '/scim/v2/Groups/.search',
  summary: 'Groups, with the question in the body',
  body: SearchRequest,
  responses: { 200: Reply },
});

export const scimCreateGroup = defineRoute({
  ...writing,
  id: 'scimCreateGroup',
  method: 'POST',
  path: '/scim/v2/Groups',
  summary: 'Add a group',
  body: Resource,
  responses: { 201: Reply },
});

export const scimGetGroup = defineRoute({
  ...scim,
  id: 'scimGetGroup',
  method: 'GET',
  path: '/scim/v2/Groups/{id}',
  summary: 'One group',
  params: ById,
  query: ReadQuery,
  responses: { 200: Reply },
});

export const scimReplaceGroup = defineRoute({
  ...writing,
  id: 'scimReplaceGroup',
  method: 'PUT',
  path: '/scim/v2/Groups/{id}',
  summary: 'Replace a group and its members',
  params: ById,
  query: ReadQuery,
  body: Resource,
  responses: { 200: Reply },
});

export const scimPatchGroup = defineRoute({
  ...writing,
  id: 'scimPatchGroup',
  method: 'PATCH',
  path: '/scim/v2/Groups/{id}',
  summary: 'Change parts of a group, such as its members',
  params: ById,
  query: ReadQuery,
  body: PatchRequest,
  responses: { 200: Reply },
});

export const scimDeleteGroup = defineRoute({
  ...scim,
  id: 'scimDeleteGroup',
  method: 'DELETE',
  path: '/scim/v2/Groups/{id}',
  summary: 'Remove a group; its users stay',
  params: ById,
  responses: { 204: null },
});

export const scimRoutes = [
  scimServiceProviderConfig,
  scimListResourceTypes,
  scimGetResourceType,
  scimListSchemas,
  scimGetSchema,
  scimListUsers,
  scimSearchUsers,
  scimCreateUser,
  scimGetUser,
  scimReplaceUser,
  scimPatchUser,
  scimDeleteUser,
  scimListGroups,
  scimSearchGroups,
  scimCreateGroup,
  scimGetGroup,
  scimReplaceGroup,
  scimPatchGroup,
  scimDeleteGroup,
] as const;
