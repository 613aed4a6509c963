import type { LetterValues } from './letter.ts';

const MAX_LENGTH = 160;
/** Line ends and other controls, and the marks that turn the direction of writing. */
const INVISIBLE = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu;
/** Mailboxes make links of these: a stranger who signs up as one could advertise to any address. */
const LIKE_AN_ADDRESS = /:\/\/|www\.|\w\.\p{L}{2}|@/iu;
const LIKE_A_LINK = /:\/\/|www\.|\.\p{L}{2,}\//iu;

type Data = Readonly<Record<string, string>>;

/** What the letter speaks of, made harmless for a mail: on one line, of bounded length, no names that are links. */
export function valuesOf(data: Data): LetterValues {
  return {
    name: unless(LIKE_AN_ADDRESS, data['name']),
    inviter: unless(LIKE_AN_ADDRESS, data['inviter']),
    formerOwner: unless(LIKE_AN_ADDRESS, data['former_owner']),
    organization: unless(LIKE_A_LINK, data['organization']),
    provider: unless(LIKE_A_LINK, data['provider']),
    reason: oneLine(data['reason'], 500),
    newEmail: oneLine(data['new_email'], 320),
    minutes: oneLine(data['minutes'], 2) || '15',
    change: data['change'] ?? '',
    role: data['role'] ?? '',
  };
}

/** Runs of white space become one space; what is too long is cut. */
export function oneLine(value: string | undefined, maxLength = MAX_LENGTH): string {
  const line = (value ?? '').replace(INVISIBLE, ' ').replace(/\s+/g, ' ').trim();
  const signs = [...line];
  return signs.length <= maxLength ? line : `${signs.slice(0, maxLength - 1).join('')}…`;
}

function unless(pattern: RegExp, value: string | undefined): string {
  const line = oneLine(value);
  return pattern.test(line) ? '' : line;
}
