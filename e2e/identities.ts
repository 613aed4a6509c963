/** Where people have accounts elsewhere: an OpenID provider that runs beside the server, with the address that it vouches for. */
export const PROVIDER_NAME = 'Harbour';

export const HARBOUR_PEOPLE = {
  nelly: { email: 'nelly@harbour-post.example', email_verified: true, name: 'Nelly Bly' },
  bessie: { email: 'bessie@harbour-post.example', email_verified: true, name: 'Bessie Coleman' },
  amelia: { email: 'amelia@harbour-post.example', email_verified: true, name: 'Amelia Earhart' },
  jerrie: { email: 'jerrie@harbour-post.example', email_verified: true, name: 'Jerrie Mock' },
  sally: { email: 'sally@harbour-post.example', email_verified: true, name: 'Sally Ride' },
  valentina: { email: 'valentina@lighthouse-keepers.example', email_verified: true, name: 'Valentina Tereshkova' },
} as const;

export type HarbourPerson = keyof typeof HARBOUR_PEOPLE;

/** What the server signs people in with, and what an organization does as its single sign-on. */
export const CLIENTS = {
  provider: { clientId: 'stepwell', clientSecret: 'of the whole installation', callback: 'openid' },
  singleSignOn: { clientId: 'lighthouse', clientSecret: 'of one organization', callback: 'sso' },
} as const;
