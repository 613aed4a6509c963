/** The text file of backup codes: whose they are, then one a line. */
export function codesFile(codes: readonly string[], head: string): string {
  return `${head}\n\n${codes.join('\n')}\n`;
}
