const BLOCK = /-----BEGIN CERTIFICATE-----([\s\S]*?)-----END CERTIFICATE-----/g;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
const LEAST_CHARACTERS = 100;
const LINE = /.{1,64}/g;

/** As many as an identity provider needs while one certificate replaces another, and then some. */
export const MOST_CERTIFICATES = 4;

/** The certificates in a text of PEM blocks; null where anything else stands in it. */
export function certificatesIn(text: string): string[] | null {
  const bodies = [...text.matchAll(BLOCK)].map(([, body = '']) => body);
  const rest = text.replace(BLOCK, '').trim();
  // Some identity providers show the base64 alone.
  const all = bodies.length === 0 && rest ? rest.split(/\n\s*\n/) : bodies;
  if (bodies.length > 0 && rest) return null;
  const bare = all.map((body) => body.replace(/\s/g, ''));
  return bare.every(isCertificate) ? bare.map(pemOf) : null;
}

/** The PEM of a certificate that comes as bare base64. */
export function pemOf(base64: string): string {
  const lines = base64.replace(/\s/g, '').match(LINE) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----'].join('\n');
}

function isCertificate(base64: string): boolean {
  return base64.length >= LEAST_CHARACTERS && BASE64.test(base64);
}
