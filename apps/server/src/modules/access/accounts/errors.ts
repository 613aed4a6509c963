import { defineErrors } from '../../../platform/errors/index.ts';

export const accountErrors = defineErrors({
  email_taken: { kind: 'conflict', title: 'Another account has this address.' },
  already_member: { kind: 'conflict', title: 'The account belongs to this organization already.' },
  already_verified: { kind: 'conflict', title: 'The address is verified already.' },
  last_owner: {
    kind: 'conflict',
    title: 'You are the only owner of an organization: hand it over or delete it first.',
  },
  last_super_admin: {
    kind: 'conflict',
    title: 'This is the last super admin: make somebody else one first.',
  },
  password_too_short: { kind: 'validation', title: 'A password has at least 12 characters.' },
  password_too_long: { kind: 'validation', title: 'A password has at most 128 characters.' },
  password_breached: {
    kind: 'validation',
    title: 'This password is in a list of stolen passwords: choose another one.',
  },
  password_guessable: {
    kind: 'validation',
    title: 'This password is too easy to guess: choose one that is neither common nor made of names.',
  },
  password_reused: { kind: 'validation', title: 'This is one of your last five passwords: choose a new one.' },
  current_password_wrong: { kind: 'permission', retry: 'after_change', title: 'The present password is not right.' },
  link_invalid: { kind: 'not_found', title: 'This link is not valid: copy it whole, or ask for a new one.' },
  link_expired: { kind: 'gone', title: 'This link is too old: ask for a new one.' },
  link_used: { kind: 'gone', title: 'This link was used before.' },
  magic_links_off: { kind: 'permission', title: 'Nobody signs in by mail here: sign in another way.' },
  link_code_needed: {
    kind: 'conflict',
    title: 'This link was asked for in another browser: enter the six digits that are shown there.',
  },
  link_code_wrong: {
    kind: 'authentication',
    title: 'These are not the digits that are shown where the link was asked for.',
  },
  invitation_gone: { kind: 'gone', title: 'This invitation is no longer valid: ask for a new one.' },
  mail_limit_reached: {
    kind: 'rate_limit',
    title: 'A mail was sent a short while ago: wait before asking for another.',
  },
});
