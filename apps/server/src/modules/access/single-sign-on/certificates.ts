import { X509Certificate } from 'node:crypto';
import { singleSignOnErrors } from './errors.ts';

export type CertificateFacts = { readonly subject: string; readonly fingerprint: string; readonly expiresAt: Date };

const PEM = /^\s*-----BEGIN CERTIFICATE-----([^-]+)-----END CERTIFICATE-----\s*$/;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
/** XML signatures are checked with RSA alone; shorter keys are within reach of whoever wants to sign in as anybody. */
const LEAST_KEY_BITS = 2_048;

/** The certificate as base64 of its DER, however it was pasted. Throws `certificate_refused`. */
export function normalizedCertificate(text: string): string {
  const base64 = (PEM.exec(text)?.[1] ?? text).replace(/\s/g, '');
  const certificate = BASE64.test(base64) ? parsed(base64) : undefined;
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = certificate?.publicKey ?? {};
  if (certificate === undefined || type !== 'rsa' || (details?.modulusLength ?? 0) < LEAST_KEY_BITS) {
    throw singleSignOnErrors.certificate_refused();
  }
  return certificate.raw.toString('base64');
}

/** What tells one certificate from another, of one that was accepted. */
export function certificateFacts(base64: string): CertificateFacts {
  const { subject, fingerprint256, validToDate } = new X509Certificate(Buffer.from(base64, 'base64'));
  return { subject: subject.replaceAll('\n', ', '), fingerprint: fingerprint256, expiresAt: validToDate };
}

function parsed(base64: string): X509Certificate | undefined {
  try {
    return new X509Certificate(Buffer.from(base64, 'base64'));
  } catch {
    return undefined;
  }
}
