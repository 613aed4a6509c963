import { generateKeyPairSync, sign } from 'node:crypto';

export type KeyAndCertificate = {
  /** PKCS #8 in PEM. */
  readonly privateKey: string;
  /** X.509 in PEM. */
  readonly certificate: string;
};

/** RSA with SHA-256 (RFC 8017), in DER. */
const SHA256_WITH_RSA = Buffer.from('300d06092a864886f70d01010b0500', 'hex');
const COMMON_NAME = Buffer.from('0603550403', 'hex');

/** A key with a certificate that it has signed itself (RFC 5280), good from 2020 to `expires`. */
export function selfSignedCertificate(
  commonName: string,
  { bits = 2_048, expires = '490101000000Z' }: { bits?: number; expires?: string } = {},
): KeyAndCertificate {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: bits });
  const name = der(0x30, der(0x31, der(0x30, COMMON_NAME, der(0x0c, Buffer.from(commonName)))));
  const validity = der(0x30, der(0x17, Buffer.from('200101000000Z')), der(0x17, Buffer.from(expires)));
  const serial = der(0x02, Buffer.from([1]));
  const subjectKey = publicKey.export({ type: 'spki', format: 'der' });
  const stated = der(0x30, serial, SHA256_WITH_RSA, name, validity, name, subjectKey);
  const signature = der(0x03, Buffer.from([0]), sign('sha256', stated, privateKey));
  const base64 = der(0x30, stated, SHA256_WITH_RSA, signature).toString('base64');
  return {
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificate: `-----BEGIN CERTIFICATE-----\n${base64.replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
  };
}

/** Tag, length and value (X.690). */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const value = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag]), lengthOf(value), value]);
}

function lengthOf({ length }: Buffer): Buffer {
  if (length < 128) return Buffer.from([length]);
  const bytes = length < 256 ? [length] : [length >> 8, length & 0xff];
  return Buffer.from([0x80 | bytes.length, ...bytes]);
}
