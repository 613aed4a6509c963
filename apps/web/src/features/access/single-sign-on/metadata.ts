import { MOST_CERTIFICATES, pemOf } from './certificates.ts';

const METADATA = 'urn:oasis:names:tc:SAML:2.0:metadata';
const SIGNATURES = 'http://www.w3.org/2000/09/xmldsig#';
const REDIRECT = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect';
const MOST_CHARACTERS = 500_000;

/** What the metadata of an identity provider says of it. */
export interface DescribedProvider {
  entityId: string;
  signInUrl: string;
  /** In PEM. */
  certificates: string[];
}

export type MetadataProblem =
  | 'empty'
  | 'too_long'
  | 'not_xml'
  | 'dtd'
  | 'not_metadata'
  | 'no_identity_provider'
  | 'several'
  | 'no_entity_id'
  | 'no_redirect'
  | 'no_certificate'
  | 'too_many_certificates';

export class MetadataError extends Error {
  readonly problem: MetadataProblem;

  constructor(problem: MetadataProblem) {
    super(problem);
    this.name = 'MetadataError';
    this.problem = problem;
  }
}

/**
 * Reads SAML 2.0 metadata. Text with a document type is not even parsed: entities can blow it up, and metadata needs none.
 *
 * @throws MetadataError
 */
export function readMetadata(text: string, parse: (xml: string) => Document = parseInBrowser): DescribedProvider {
  const xml = text.replace(/^\uFEFF/, '').trim();
  if (!xml) throw new MetadataError('empty');
  if (xml.length > MOST_CHARACTERS) throw new MetadataError('too_long');
  if (/<!(DOCTYPE|ENTITY)/i.test(xml)) throw new MetadataError('dtd');
  const role = identityProviderIn(parsed(xml, parse));
  return { entityId: entityIdOf(role), signInUrl: signInUrlOf(role), certificates: certificatesOf(role) };
}

function parseInBrowser(xml: string): Document {
  return new DOMParser().parseFromString(xml, 'application/xml');
}

function parsed(xml: string, parse: (xml: string) => Document): Document {
  try {
    const document = parse(xml);
    if (document.documentElement && document.getElementsByTagName('parsererror').length === 0) return document;
  } catch {
    // Said below, as of a parser that does not throw.
  }
  throw new MetadataError('not_xml');
}

function identityProviderIn(document: Document): Element {
  if (elements(document, METADATA, 'EntityDescriptor').length === 0) throw new MetadataError('not_metadata');
  const [first, ...others] = elements(document, METADATA, 'IDPSSODescriptor');
  if (!first) throw new MetadataError('no_identity_provider');
  if (others.length > 0) throw new MetadataError('several');
  return first;
}

function entityIdOf(role: Element): string {
  const entityId = (role.parentNode as Element | null)?.getAttribute('entityID')?.trim();
  if (!entityId) throw new MetadataError('no_entity_id');
  return entityId;
}

function signInUrlOf(role: Element): string {
  const service = elements(role, METADATA, 'SingleSignOnService').find(
    (one) => one.getAttribute('Binding') === REDIRECT && /^https?:\/\//.test(one.getAttribute('Location') ?? ''),
  );
  if (!service) throw new MetadataError('no_redirect');
  return service.getAttribute('Location') ?? '';
}

/** Of the keys that sign; one without a use does both. The same key may be named twice. */
function certificatesOf(role: Element): string[] {
  const keys = elements(role, METADATA, 'KeyDescriptor').filter((key) => key.getAttribute('use') !== 'encryption');
  const all = keys.flatMap((key) => elements(key, SIGNATURES, 'X509Certificate')).map((one) => one.textContent ?? '');
  const certificates = [...new Set(all.filter((text) => text.trim()).map(pemOf))];
  if (certificates.length === 0) throw new MetadataError('no_certificate');
  if (certificates.length > MOST_CERTIFICATES) throw new MetadataError('too_many_certificates');
  return certificates;
}

function elements(within: Document | Element, namespace: string, name: string): Element[] {
  return Array.from(within.getElementsByTagNameNS(namespace, name));
}
