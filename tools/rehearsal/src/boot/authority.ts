import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../programs';

export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

/**
 * The names of AWS that an instance of the region can resolve. A wildcard stands for one label only (RFC 6125, 6.4.3).
 */
export const namesOfAws = (region: string, databaseHost: string) => [
  'amazonaws.com',
  '*.amazonaws.com',
  `*.${region}.amazonaws.com`,
  `*.s3.${region}.amazonaws.com`,
  '*.s3.amazonaws.com',
  databaseHost,
];

/**
 * Makes the rehearsal's own certificate authority, valid for a day, and lets it sign a certificate for the names of
 * AWS, and of a database server.
 */
export async function certificateForAws(
  folder: string,
  region: string,
  databaseHost: string,
): Promise<Certificate & { authority: string }> {
  const openssl = (...args: string[]) => run('openssl', args, { cwd: folder });
  const newKey = ['-newkey', 'rsa:2048', '-noenc', '-days', '1'];
  await openssl(
    'req', '-x509', ...newKey, '-subj', '/CN=Malinshopper boot rehearsal', '-keyout', 'authority.key', '-out', 'authority.pem',
  ); // prettier-ignore
  const names = namesOfAws(region, databaseHost)
    .map((name) => `DNS:${name}`)
    .join(',');
  await openssl(
    'req', '-x509', ...newKey, '-CA', 'authority.pem', '-CAkey', 'authority.key', '-subj', '/CN=amazonaws.com',
    '-addext', `subjectAltName=${names}`, '-addext', 'basicConstraints=critical,CA:FALSE', '-keyout', 'aws.key', '-out', 'aws.pem',
  ); // prettier-ignore
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  return { authority: read('authority.pem'), certificate: read('aws.pem'), key: read('aws.key') };
}
