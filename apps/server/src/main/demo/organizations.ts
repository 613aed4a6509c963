/** A demo organization: who signs in, which flow is live, and how many people went how far. */
export type DemoOrganization = {
  readonly slug: string;
  readonly name: string;
  readonly accent: string;
  readonly owner: { readonly email: string; readonly name: string; readonly password: string };
  readonly flow: { readonly key: string; readonly name: string; readonly template: string };
  readonly participants: number;
  readonly prefix: string;
  readonly role: string;
  /** Over how many days the participants came. */
  readonly days: number;
};

export const DEMO_ORGANIZATIONS: readonly DemoOrganization[] = [
  {
    slug: 'atelier',
    name: 'Atelier',
    accent: '#0f5f8f',
    owner: { email: 'ines@atelier.example', name: 'Inès Laurent', password: 'walk down to water' },
    flow: { key: 'creator', name: 'Creator onboarding', template: 'creator_marketplace' },
    participants: 2_000,
    prefix: 'creator',
    role: 'creator',
    days: 60,
  },
  {
    slug: 'northwind',
    name: 'Northwind Notes',
    accent: '#3f6b3a',
    owner: { email: 'sam@northwind.example', name: 'Sam Okafor', password: 'walk down to water' },
    flow: { key: 'team', name: 'Team onboarding', template: 'saas_team' },
    participants: 48,
    prefix: 'team',
    role: 'owner',
    days: 30,
  },
];

/** The participant that the tour in the README and the welcome message use: nothing done yet. */
export const TOUR_PARTICIPANT = 'tour-visitor';
