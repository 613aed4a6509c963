import type { Demo } from '../../modules/operations/health/module.ts';

/** Prints where to go and whom to sign in as. */
export function welcome(demo: Demo | null, url: string): void {
  const lines = [
    '',
    '  Stepwell is ready.',
    '',
    `  Dashboard   ${url}`,
    ...(demo?.sign_ins ?? []).map(
      ({ organization, email, password }) => `              ${organization}: ${email} / ${password}`,
    ),
    ...(demo?.hosted ?? []).flatMap(({ title, url: link }) => ['', `  ${title}, as a participant:`, `  ${link}`]),
    '',
    `  API         ${url}/docs`,
    '',
    '  Ctrl-C stops it. What you do is kept in the data folder.',
    '',
  ];
  console.log(lines.join('\n'));
}
