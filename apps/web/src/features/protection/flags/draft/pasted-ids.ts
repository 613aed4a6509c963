/**
 * Ids that were copied out of a table or a list, one a line; a text that already has lines stays as it is, because an id may
 * hold a comma.
 */
export function asLines(pasted: string): string {
  const text = pasted.replace(/\r\n?/g, '\n');
  if (text.trim().includes('\n')) return text;
  const parts = text.split(/[\t,;]/).map((part) => part.trim());
  return parts.length > 1 ? parts.filter((part) => part !== '').join('\n') : text;
}
