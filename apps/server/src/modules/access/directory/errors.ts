import { z } from 'zod';
import { defineErrors } from '../../../platform/errors/index.ts';

/** `scim_type` is the error type of RFC 7644, section 3.12. */
const Scim = <const T extends readonly [string, ...string[]]>(...types: T) => z.object({ scim_type: z.enum(types) });

export const directoryErrors = defineErrors({
  directory_token_invalid: { kind: 'authentication', title: 'There is no such directory token, or it was replaced.' },
  directory_domain_needed: {
    kind: 'conflict',
    title: 'Verify a domain of your organization before you connect a directory.',
  },
  directory_name_taken: {
    kind: 'conflict',
    title: 'Another user or group of this directory has this name.',
    details: Scim('uniqueness'),
  },
  directory_address_taken: {
    kind: 'conflict',
    title: 'Another active user of this directory is the same person here.',
    details: Scim('uniqueness'),
  },
  directory_owner_kept: {
    kind: 'conflict',
    title: 'An owner is not removed by a directory: make somebody else the owner in the settings first.',
    details: Scim('mutability'),
  },
  directory_value_refused: {
    kind: 'validation',
    title: 'A value is not accepted.',
    details: Scim('invalidValue'),
  },
  directory_filter_refused: {
    kind: 'validation',
    title: 'The filter is not understood.',
    details: Scim('invalidFilter'),
  },
  directory_patch_refused: {
    kind: 'validation',
    title: 'The change is not understood.',
    details: Scim('invalidSyntax', 'invalidPath', 'invalidFilter', 'noTarget', 'mutability', 'invalidValue'),
  },
  directory_full: { kind: 'conflict', title: 'The directory holds as much as it may.' },
  directory_outdated: {
    kind: 'precondition',
    title: 'It has changed meanwhile: read it again, then send the change with its new version.',
  },
});

export function valueRefused(detail: string) {
  return directoryErrors.directory_value_refused({ scim_type: 'invalidValue' }, { detail });
}

export function filterRefused(detail: string) {
  return directoryErrors.directory_filter_refused({ scim_type: 'invalidFilter' }, { detail });
}

type PatchProblem = 'invalidSyntax' | 'invalidPath' | 'invalidFilter' | 'noTarget' | 'mutability' | 'invalidValue';

export function patchRefused(scimType: PatchProblem, detail: string) {
  return directoryErrors.directory_patch_refused({ scim_type: scimType }, { detail });
}
