export type CodeKind = 'totp' | 'backup_code' | 'link';

/** The code without the spaces that apps and people put into it; a backup code keeps its hyphens. */
export function tidyCode(kind: CodeKind, typed: string): string {
  const bare = typed.replace(/\s/g, '');
  return kind === 'backup_code' ? bare : bare.replace(/-/g, '');
}

/** Whether it can be a code at all; whether it is right only the server knows. */
export function isCode(kind: CodeKind, typed: string): boolean {
  const code = tidyCode(kind, typed);
  return kind === 'backup_code' ? code.length >= 6 : /^\d{6}$/.test(code);
}
