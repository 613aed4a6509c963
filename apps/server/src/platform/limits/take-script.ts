import { createHash } from 'node:crypto';
import { LIMIT_CLASSES, type LimitClass } from '@stepwell/contract';
import type { Escalation, LimitTable } from './limit-table.ts';

/**
 * Takes of many callers in one step of Redis, by the time of Redis, on which all processes agree. The figures of all classes
 * stand in the script, so that only names travel.
 *
 * KEYS: until when anybody at all is blocked; then, each key once, the times of callers in a class, and the offences of
 * callers. Offences are read only while somebody is blocked, and of whom is refused.
 * ARGV: the time in milliseconds, or 0 for that of Redis; five characters for each take, see `takeCode`; how many keys are
 * times.
 * Answers two numbers for each take: how many more may follow, or -1 where it is refused, or -2 where the caller is blocked;
 * and in how many milliseconds one more may be made.
 *
 * Times are six bytes each, oldest first, so that a key is read once, cut at its front and written once, however many takes
 * are for it. Offences are text: until when blocked, how often already, and the times.
 */
export type TakeScript = { readonly text: string; readonly sha: string };

export function takeScript(table: LimitTable, escalation: Escalation): TakeScript {
  const text = [figuresOf(table), ruleOf(escalation), BODY].join('\n');
  return { text, sha: createHash('sha1').update(text).digest('hex') };
}

/** The first character is "0", and all of them are visible ones. */
const FIRST_CODE = 48;
const DIGITS = 64;
const CLASS_CODES = Object.fromEntries(LIMIT_CLASSES.map((name, at) => [name, FIRST_CODE + at])) as Record<
  LimitClass,
  number
>;

/** Class, place of the times among those of the keys and place of the offences, of which there may be 4,096 each. */
export function takeCode(limitClass: LimitClass, times: number, offences: number): string {
  return String.fromCharCode(
    CLASS_CODES[limitClass],
    FIRST_CODE + Math.floor(times / DIGITS),
    FIRST_CODE + (times % DIGITS),
    FIRST_CODE + Math.floor(offences / DIGITS),
    FIRST_CODE + (offences % DIGITS),
  );
}

function figuresOf(table: LimitTable): string {
  const limits = LIMIT_CLASSES.map((name) => table[name]);
  return [
    `local COUNT = {${limits.map(({ count }) => count).join(', ')}}`,
    `local WINDOW = {${limits.map(({ windowSeconds }) => windowSeconds * 1_000).join(', ')}}`,
    `local KEPT_FOR = {${limits.map(({ windowSeconds }) => `'${windowSeconds * 1_000}'`).join(', ')}}`,
    `local APART = {${limits.map(({ apartSeconds = 0 }) => apartSeconds * 1_000).join(', ')}}`,
  ].join('\n');
}

function ruleOf({ apartSeconds, offences, withinSeconds, blockSeconds, forgottenAfterSeconds }: Escalation): string {
  const longestBlock = Math.max(...blockSeconds);
  return [
    `local OFFENCES_APART, OFFENCES, OFFENCES_WITHIN = ${apartSeconds * 1_000}, ${offences}, ${withinSeconds * 1_000}`,
    `local BLOCKS = {${blockSeconds.map((seconds) => seconds * 1_000).join(', ')}}`,
    `local FORGOTTEN_AFTER, OFFENCES_KEPT = ${forgottenAfterSeconds * 1_000}, ${(forgottenAfterSeconds + longestBlock) * 1_000}`,
  ].join('\n');
}

const BODY = `
local call, byte, sub, pack, unpackTime = redis.call, string.byte, string.sub, struct.pack, struct.unpack

local now = tonumber(ARGV[1])
if now == 0 then
  local time = call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
end
local packedNow = pack('>I6', now)

local function blockedUntil(offences)
  return tonumber(string.match(offences, '^%d+'))
end

-- What is to be kept of a caller that was refused; nil where it changes nothing.
local function offended(offences)
  local numbers = {}
  for number in string.gmatch(offences or '', '%d+') do numbers[#numbers + 1] = tonumber(number) end
  local untilWhen, level = numbers[1] or 0, numbers[2] or 0
  if #numbers > 2 and numbers[#numbers] > now - OFFENCES_APART then return nil end
  local times = {}
  for at = 3, #numbers do
    if numbers[at] > now - OFFENCES_WITHIN then times[#times + 1] = string.format('%.0f', numbers[at]) end
  end
  times[#times + 1] = string.format('%.0f', now)
  if #times >= OFFENCES then
    if untilWhen <= now - FORGOTTEN_AFTER then level = 0 end
    untilWhen = now + BLOCKS[math.min(level + 1, #BLOCKS)]
    level = level + 1
    times = {}
  end
  return string.format('%.0f %d %s', untilWhen, level, table.concat(times, ' '))
end

local timesKeys = tonumber(ARGV[3])
local values = call('MGET', unpack(KEYS, 1, timesKeys + 1))
local anybodyUntil = tonumber(values[1] or '0')
local offencesRead, keptFor, answers = {}, {}, {}
if anybodyUntil > now then offencesRead = call('MGET', unpack(KEYS, timesKeys + 2)) end

local function offencesAt(place)
  if offencesRead[place] == nil then offencesRead[place] = call('GET', KEYS[timesKeys + 1 + place]) end
  return offencesRead[place]
end

local function keepOffences(place, offences)
  offencesRead[place] = offences
  call('SET', KEYS[timesKeys + 1 + place], offences, 'PX', OFFENCES_KEPT)
  local untilWhen = blockedUntil(offences)
  if untilWhen <= anybodyUntil then return end
  anybodyUntil = untilWhen
  call('SET', KEYS[1], string.format('%.0f', untilWhen), 'PX', untilWhen - now)
end

local takes, answered = ARGV[2], 0
for at = 1, #takes, 5 do
  local class, times1, times0, offences1, offences0 = byte(takes, at, at + 4)
  class = class - 47
  local timesKey = (times1 - 48) * 64 + times0 - 46
  local offences = (offences1 - 48) * 64 + offences0 - 47
  local remaining, wait = -2, 0
  if anybodyUntil > now and offencesAt(offences) then wait = blockedUntil(offencesAt(offences)) - now end
  if wait <= 0 then
    local times, count, window, apart = values[timesKey] or '', COUNT[class], WINDOW[class], APART[class]
    local from, oldest, outside, size = 1, nil, now - window, #times
    while from < size do
      oldest = unpackTime('>I6', times, from)
      if oldest > outside and oldest <= now then break end
      from, oldest = from + 6, nil
    end
    local used = (size - from + 1) / 6
    wait = 0
    if used >= count then wait = oldest + window - now end
    if apart > 0 and oldest then wait = math.max(wait, unpackTime('>I6', times, size - 5) + apart - now) end
    if wait > 0 then
      remaining = -1
      local changed = offended(offencesAt(offences))
      if changed then keepOffences(offences, changed) end
    else
      if from > 1 then times = sub(times, from) end
      values[timesKey], keptFor[timesKey] = times .. packedNow, KEPT_FOR[class]
      remaining, wait = count - used - 1, (oldest or now) + window - now
    end
  end
  answers[answered + 1], answers[answered + 2] = remaining, wait
  answered = answered + 2
end

for at = 2, timesKeys + 1 do
  if keptFor[at] then call('SET', KEYS[at], values[at], 'PX', keptFor[at]) end
end
return answers
`;
