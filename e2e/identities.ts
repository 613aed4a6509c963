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

const person = (id: number, name: string, email: string, verified = true) => ({
  id,
  name,
  emails: [{ email, primary: true, verified }],
});

/** Accounts at GitHub by their login. Those of one address are two people, of whom GitHub has asked one to prove it. */
export const GITHUB_PEOPLE = {
  octavia: person(583_231, 'Octavia Hill', 'octavia@commons.example'),
  mary: person(4_221, 'Mary Seacole', 'mary@crimea.example'),
  'mary-unproved': person(4_222, 'Mary Seacole', 'mary@crimea.example', false),
  florence: person(4_300, 'Florence Nightingale', 'florence@scutari.example'),
  elizabeth: person(4_400, 'Elizabeth Fry', 'elizabeth@at-github.example'),
} as const;

export type GithubLogin = keyof typeof GITHUB_PEOPLE;

/** What the server is registered with at GitHub. */
export const GITHUB_CLIENT = { clientId: 'stepwell-at-github', clientSecret: 'of the installation at GitHub' } as const;

/** What the server signs people in with, and what an organization does as its single sign-on. */
export const CLIENTS = {
  provider: { clientId: 'stepwell', clientSecret: 'of the whole installation', callback: 'openid' },
  singleSignOn: { clientId: 'lighthouse', clientSecret: 'of one organization', callback: 'sso' },
} as const;
