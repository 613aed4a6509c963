import { DOMParser } from '@xmldom/xmldom';
import { describe, expect, test } from 'vitest';
import { pemOf } from './certificates.ts';
import { MetadataError, readMetadata } from './metadata.ts';

const A = 'MIIC'.repeat(40);
const B = 'MIID'.repeat(40);
const NAMESPACES = 'xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#"';
const SIGN_IN = 'https://idp.example.com/sso?tenant=1&amp;app=2';
const REDIRECT = service('HTTP-Redirect', SIGN_IN);

describe('the metadata of an identity provider', () => {
  test('names it, its sign-in address and its certificate', () => {
    expect(read(entity(key(A) + REDIRECT))).toEqual({
      entityId: 'https://idp.example.com/metadata',
      signInUrl: 'https://idp.example.com/sso?tenant=1&app=2',
      certificates: [pemOf(A)],
    });
  });

  test('may name several certificates, in lines, and one of them twice', () => {
    const lines = `\n  ${A.slice(0, 64)}\n  ${A.slice(64)}\n`;
    expect(read(entity(key(lines) + key(B, 'signing') + key(A) + REDIRECT)).certificates).toEqual([pemOf(A), pemOf(B)]);
  });

  test('tells signing keys from those for encryption', () => {
    expect(read(entity(key(A, 'encryption') + key(B, 'signing') + REDIRECT)).certificates).toEqual([pemOf(B)]);
  });

  test('counts no certificate of its own signature', () => {
    const signature = `<ds:Signature><ds:KeyInfo>${certificate(B)}</ds:KeyInfo></ds:Signature>`;
    const xml = entity(key(A) + REDIRECT).replace('<md:IDPSSODescriptor>', `${signature}<md:IDPSSODescriptor>`);
    expect(read(xml).certificates).toEqual([pemOf(A)]);
  });

  test('takes the address for HTTP-Redirect among others', () => {
    const others = service('HTTP-POST', 'https://idp.example.com/post');
    expect(read(entity(key(A) + others + REDIRECT)).signInUrl).toBe('https://idp.example.com/sso?tenant=1&app=2');
  });

  test('may stand in a list with services, after a byte order mark and with any prefix', () => {
    const list = `<md:EntitiesDescriptor ${NAMESPACES}>${servicesOnly()}${entity(key(A) + REDIRECT)}</md:EntitiesDescriptor>`;
    expect(read(`\uFEFF<?xml version="1.0"?>\n${list}`).entityId).toBe('https://idp.example.com/metadata');
    expect(read(list.replaceAll('md:', 'x:').replaceAll(':md=', ':x=')).certificates).toEqual([pemOf(A)]);
  });
});

describe('what is no such metadata is refused', () => {
  test.each([
    ['nothing', ' \n ', 'empty'],
    ['more than a file of metadata ever is', `<a>${'x'.repeat(500_001)}</a>`, 'too_long'],
    ['no XML', 'https://idp.example.com/metadata', 'not_xml'],
    ['XML that was cut off', entity(key(A) + REDIRECT).slice(0, -20), 'not_xml'],
    ['a document type', `<!DOCTYPE md [<!ENTITY a "x">]>${entity(key(A) + REDIRECT)}`, 'dtd'],
    ['a document type in small letters', `<!doctype html><html></html>`, 'dtd'],
    ['an entity that grows', `<!ENTITY a "&a;&a;&a;">${entity(key(A) + REDIRECT)}`, 'dtd'],
    ['a page', '<html><body>Sign in</body></html>', 'not_metadata'],
    [
      'elements of those names in another namespace',
      entity(key(A) + REDIRECT).replace('2.0:metadata', 'x'),
      'not_metadata',
    ],
    ['a service', servicesOnly(), 'no_identity_provider'],
    ['several', `<r ${NAMESPACES}>${entity(key(A))}${entity(key(B))}</r>`, 'several'],
    ['one without a name', entity(key(A) + REDIRECT, ''), 'no_entity_id'],
    ['one without HTTP-Redirect', entity(key(A) + service('HTTP-POST', SIGN_IN)), 'no_redirect'],
    ['one whose address is a script', entity(key(A) + service('HTTP-Redirect', 'javascript:alert(1)')), 'no_redirect'],
    ['one without a certificate', entity(REDIRECT), 'no_certificate'],
    ['one that only encrypts', entity(key(A, 'encryption') + REDIRECT), 'no_certificate'],
    [
      'one with five certificates',
      entity([1, 2, 3, 4, 5].map((n) => key(`${A}AAA${n}`)).join('') + REDIRECT),
      'too_many_certificates',
    ],
  ])('%s', (_what, xml, problem) => {
    expect(problemOf(xml)).toBe(problem);
  });
});

function entity(content: string, entityId = 'https://idp.example.com/metadata'): string {
  return `<md:EntityDescriptor ${NAMESPACES} entityID="${entityId}"><md:IDPSSODescriptor>${content}</md:IDPSSODescriptor></md:EntityDescriptor>`;
}

function servicesOnly(): string {
  return `<md:EntityDescriptor ${NAMESPACES} entityID="https://sp.example.com"><md:SPSSODescriptor/></md:EntityDescriptor>`;
}

function key(base64: string, use?: string): string {
  return `<md:KeyDescriptor${use ? ` use="${use}"` : ''}><ds:KeyInfo>${certificate(base64)}</ds:KeyInfo></md:KeyDescriptor>`;
}

function certificate(base64: string): string {
  return `<ds:X509Data><ds:X509Certificate>${base64}</ds:X509Certificate></ds:X509Data>`;
}

function service(binding: string, location: string): string {
  return `<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:${binding}" Location="${location}"/>`;
}

function read(xml: string) {
  return readMetadata(xml, parse);
}

function problemOf(xml: string): string {
  try {
    read(xml);
    return 'none';
  } catch (error) {
    if (error instanceof MetadataError) return error.problem;
    throw error;
  }
}

/** Stands in for the browser's parser, which says in the document what it could not read. */
function parse(xml: string): Document {
  const refuse = (message: string) => {
    throw new Error(message);
  };
  const errorHandler = { warning: refuse, error: refuse, fatalError: refuse };
  return new DOMParser({ errorHandler }).parseFromString(xml, 'application/xml');
}
