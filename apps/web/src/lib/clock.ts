/** The web's only source of the current time, in milliseconds since the epoch. */
export function nowMs(): number {
  return Date.now();
}
