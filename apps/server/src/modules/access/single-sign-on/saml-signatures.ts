import { refused } from './saml-assertion.ts';

/** What signatures may be made with; SHA-1 is broken, though many libraries still take it. */
const STRONG: ReadonlySet<string> = new Set([
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha384',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
  'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1',
  'http://www.w3.org/2001/04/xmlenc#sha256',
  'http://www.w3.org/2001/04/xmldsig-more#sha384',
  'http://www.w3.org/2001/04/xmlenc#sha512',
]);
const METHOD =
  /<(?:[^\s<>/:]+:)?(?:SignatureMethod|DigestMethod)(?=[\s/>])((?:\s+[^\s=]+\s*=\s*(?:"[^"]*"|'[^']*'))*)/g;
const ATTRIBUTE = /\s+([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** Of every signature in the answer, believed or not: none of them has a reason to be weak. */
export function assertStrongSignatures(xml: string): void {
  for (const [, attributes = ''] of xml.matchAll(METHOD)) {
    const said = [...attributes.matchAll(ATTRIBUTE)].find(([, name]) => name === 'Algorithm');
    if (said === undefined || !STRONG.has(said[2] ?? said[3] ?? '')) throw refused('signature');
  }
}
