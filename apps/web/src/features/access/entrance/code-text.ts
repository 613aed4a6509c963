type CodeKind = 'totp' | 'backup_code';

/** The code without the spaces that apps and people put into it; a backup code keeps its hyphens. */
export function tidyCode(kind: CodeKind, typed: string): string {
  const bare = typed.replace(/\s/g, '');
  return kind === 'totp' ? bare.replace(/-/g, '') : bare;
}

/** Whether it can be a code at all; whether it is right only the server knows. */
export function isCode(kind: CodeKind, typed: string): boolean {
  const code = tidyCode(kind, typed);
  return kind === 'totp' ? /^\d{6}$/.test(code) : code.length >= 6;
}
