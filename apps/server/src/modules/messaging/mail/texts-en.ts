import type { LetterValues, Texts } from './letter.ts';

const ROLES: Readonly<Record<string, string>> = {
  viewer: 'a viewer',
  member: 'a member',
  admin: 'an administrator',
  owner: 'an owner',
};

const CHANGES: Readonly<Record<string, string>> = {
  totp_added: 'An authenticator app was added to your account.',
  totp_removed: 'The authenticator app was removed from your account.',
  passkey_added: 'A passkey was added to your account.',
  passkey_removed: 'A passkey was removed from your account.',
  backup_codes_renewed: 'New backup codes were made for your account. The former ones do not work any more.',
  backup_code_used: 'A backup code was used to sign in to your account. It does not work again.',
};

const SECURE_AT_ONCE =
  'If it was not you, choose a new password at once with “Forgot your password?” on the sign-in page, then end the sessions that you do not know.';

export const englishTexts: Texts = {
  dateLocale: 'en-GB',
  greeting: (name) => (name === '' ? 'Hello,' : `Hello ${name},`),
  deed: { at: 'When:', device: 'Device:', ip: 'IP address:' },
  addressHint: 'If the button does not work, copy this address into your browser:',
  sentTo: (recipient, publicUrl) => `Sent to ${recipient} by Stepwell at ${publicUrl}.`,
  letters: {
    verify_email: () => ({
      subject: 'Confirm your email address',
      preheader: 'One click, and your account is ready.',
      paragraphs: ['Welcome to Stepwell! Confirm that this address is yours, and your account is ready.'],
      action: 'Confirm my address',
      expiry: 'The link works once, within 24 hours.',
      otherwise: 'If you did not sign up, ignore this message: without your click the address stays unconfirmed.',
    }),
    already_signed_up: () => ({
      subject: 'You have an account already',
      preheader: 'There is nothing to set up: just sign in.',
      paragraphs: [
        'Somebody, probably you, tried to sign up with this address. It has an account already: just sign in.',
        'If you have forgotten your password, choose “Forgot your password?” on the sign-in page.',
      ],
      action: 'Sign in',
      otherwise: 'If it was not you, ignore this message: nothing has changed.',
    }),
    change_email: () => ({
      subject: 'Confirm your new email address',
      preheader: 'Nothing changes before you confirm it.',
      paragraphs: [
        'You asked to use this address for your Stepwell account. Confirm it, and from then on you sign in with it. Nothing changes before.',
      ],
      action: 'Confirm my new address',
      expiry: 'The link works once, within 24 hours.',
      otherwise: 'If you did not ask for it, ignore this message: no account takes on your address without your click.',
    }),
    email_changed: ({ newEmail }) => ({
      subject: 'Your email address was changed',
      preheader: 'You sign in with another address from now on.',
      paragraphs: [
        newEmail === ''
          ? 'The email address of your Stepwell account was changed.'
          : `The email address of your Stepwell account was changed to ${newEmail}.`,
        'From now on you sign in with the new address, and our messages go there.',
      ],
      otherwise:
        'If it was not you, tell an owner of your organization, or whoever runs this installation, at once: they can give you your account back.',
    }),
    reset_password: () => ({
      subject: 'Choose a new password',
      preheader: 'The link works for one hour.',
      paragraphs: ['You asked to choose a new password for your Stepwell account.'],
      action: 'Choose a new password',
      expiry: 'The link works once, within 1 hour.',
      otherwise: 'If you did not ask for it, ignore this message: your password stays as it is.',
    }),
    password_changed: () => ({
      subject: 'Your password was changed',
      preheader: 'If it was you, there is nothing to do.',
      paragraphs: ['The password of your Stepwell account was changed. If it was you, there is nothing to do.'],
      otherwise: SECURE_AT_ONCE,
    }),
    unlock: () => ({
      subject: 'Unlock your account',
      preheader: 'Sign-in was locked after too many wrong passwords.',
      paragraphs: [
        'There were too many attempts to sign in with a wrong password, so we locked sign-in to your account. If they were yours, unlock it and try again.',
      ],
      action: 'Unlock my account',
      expiry: 'The link works once, within 1 hour.',
      otherwise:
        'If they were not yours, there is nothing to unlock in a hurry: nobody got in. A new password that you use nowhere else keeps it so.',
    }),
    magic_link: ({ minutes }) => ({
      subject: 'Your sign-in link',
      preheader: `The link works for ${minutes} minutes.`,
      paragraphs: ['Here is your link to sign in to Stepwell, with no password.'],
      action: 'Sign in',
      expiry: `The link works once, within ${minutes} minutes. Do not pass it on.`,
      otherwise: 'If you did not ask for it, ignore this message: nobody gets in without the link.',
    }),
    invitation: (values) => ({
      subject: invitationSubject(values),
      preheader: 'Accept the invitation to start working together.',
      paragraphs: [invitationSentence(values)],
      action: 'See the invitation',
      expiry: 'The link works for 7 days.',
      otherwise: 'If you did not expect it, ignore this message: you join nothing without accepting.',
    }),
    second_factor_changed: ({ change }) => ({
      subject: 'The protection of your account was changed',
      preheader: 'If it was you, there is nothing to do.',
      paragraphs: [
        CHANGES[change] ?? 'The way you prove that it is you when you sign in was changed.',
        'If it was you, there is nothing to do.',
      ],
      otherwise: SECURE_AT_ONCE,
    }),
    ownership_received: ({ organization, formerOwner }) => ({
      subject: organization === '' ? 'You are an owner now' : `You are now the owner of ${organization}`,
      preheader: 'You decide about its members, its settings and its end.',
      paragraphs: [
        `${formerOwner === '' ? 'The former owner' : formerOwner} has handed ${organization === '' ? 'an organization' : organization} over to you.`,
        'You now decide about its members, its settings and its end.',
      ],
      action: 'Open Stepwell',
      otherwise: 'If you did not expect it, talk to the former owner: ownership can be handed back.',
    }),
    account_connected: ({ provider }) => ({
      subject: provider === '' ? 'Another account can sign in to yours' : `Your ${provider} account was connected`,
      preheader: 'If it was you, there is nothing to do.',
      paragraphs: [
        `${provider === '' ? 'An account elsewhere' : `An account at ${provider}`} was connected to your Stepwell account. Whoever signs in there can now sign in here as you.`,
        'If it was you, there is nothing to do.',
      ],
      otherwise:
        'If it was not you, sign in, disconnect it on the page “Security” of your account, choose a new password, and end the sessions that you do not know.',
    }),
    impersonated: ({ reason }) => ({
      subject: 'An operator acted in your name',
      preheader: 'It lasts 30 minutes at most, and all of it is recorded.',
      paragraphs: [
        'An operator of this installation has begun to act in your name, to see what you see. It lasts 30 minutes at most.',
        ...(reason === '' ? [] : [`The reason they gave: ${reason}`]),
        'Everything they do is recorded under their name and yours. They can change neither your password nor your address.',
      ],
      otherwise: 'If you did not expect it, ask whoever runs this installation.',
    }),
    account_suspended: ({ reason }) => ({
      subject: 'Your account was suspended',
      preheader: 'You can’t sign in for now.',
      paragraphs: [
        'An operator of this installation has suspended your Stepwell account. You are signed out everywhere, and can’t sign in for now.',
        ...(reason === '' ? [] : [`The reason they gave: ${reason}`]),
      ],
      otherwise: 'If you think that it is a mistake, talk to whoever runs this installation.',
    }),
    account_unsuspended: () => ({
      subject: 'Your account works again',
      preheader: 'You can sign in as before.',
      paragraphs: ['The suspension of your Stepwell account was lifted. You can sign in as before.'],
    }),
    sign_in_suspicious: () => ({
      subject: 'Somebody nearly signed in to your account',
      preheader: 'The first half was right; the second factor was wrong five times.',
      paragraphs: [
        'Somebody got past the first half of signing in to your Stepwell account, with your password or another of your ways in, and then failed the second factor five times. Nobody got in.',
        'If it was you, there is nothing to do: sign in again.',
      ],
      otherwise:
        'If it was not you, somebody knows your password or reads your mail: choose a new password at once, one that you use nowhere else.',
    }),
    sign_in_new_device: () => ({
      subject: 'Your account was signed in to from a new browser',
      preheader: 'If it was you, there is nothing to do.',
      paragraphs: [
        'Somebody signed in to your Stepwell account from a browser that you have not used here in the last 90 days.',
        'If it was you, there is nothing to do.',
      ],
      otherwise: SECURE_AT_ONCE,
    }),
  },
};

function invitationSubject({ inviter, organization }: LetterValues): string {
  const where = organization === '' ? 'an organization on Stepwell' : organization;
  return inviter === '' ? `Invitation to ${where}` : `${inviter} invites you to ${where}`;
}

function invitationSentence({ inviter, organization, role }: LetterValues): string {
  const where = organization === '' ? 'an organization on Stepwell' : `${organization} on Stepwell`;
  const as = ROLES[role] === undefined ? '' : ` as ${ROLES[role]}`;
  return inviter === '' ? `You are invited to join ${where}${as}.` : `${inviter} invites you to join ${where}${as}.`;
}
