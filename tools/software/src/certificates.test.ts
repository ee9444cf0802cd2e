import { execFileSync } from 'node:child_process';
import { X509Certificate, createPrivateKey } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HeadObjectCommand, type PutObjectCommand } from '@aws-sdk/client-s3';
import { environment } from '@malinshopper/environments';
import type { Session } from '@malinshopper/terraform';
import { putCertificates } from './certificates';

let said: string[];
let stored: PutObjectCommand[];
beforeEach(() => {
  said = [];
  stored = [];
});

/** A bucket with certificates, or without, or one that refuses. */
const bucketThat = (answer: 'has them' | 'is empty' | 'refuses') => ({
  send: async (command: object) => {
    if (!(command instanceof HeadObjectCommand)) return stored.push(command as PutObjectCommand);
    if (answer === 'is empty') throw Object.assign(new Error('no such key'), { name: 'NotFound' });
    if (answer === 'refuses') throw Object.assign(new Error('not allowed'), { name: 'Forbidden' });
    return {};
  },
});
const put = (answer: Parameters<typeof bucketThat>[0], renew?: boolean) =>
  putCertificates({
    environment: environment('testing'),
    session: { s3InRegion: bucketThat(answer) } as unknown as Pick<Session, 's3InRegion'>,
    bucket: 'packages',
    renew,
    say: (line) => said.push(line),
  });

describe('the certificates of a Hadoop cluster', () => {
  test('are made once, for the names of the nodes, with the key that belongs to them, and nodes trust them', async () => {
    await put('is empty');
    expect(said).toEqual([
      'certificates of the Hadoop cluster: made and stored in s3://packages/cluster/certificates.zip',
    ]);
    const [{ input }] = stored as [PutObjectCommand];
    expect([input.Bucket, input.Key]).toEqual(['packages', 'cluster/certificates.zip']);

    const folder = mkdtempSync(join(tmpdir(), 'certificates-test-'));
    writeFileSync(join(folder, 'archive.zip'), input.Body as Buffer);
    execFileSync('python3', ['-m', 'zipfile', '-e', 'archive.zip', '.'], { cwd: folder });
    const read = (name: string) => readFileSync(join(folder, name), 'utf8');
    const certificate = new X509Certificate(read('certificateChain.pem'));
    expect(certificate.subject).toContain('CN=*.eu-west-1.compute.internal');
    expect(certificate.checkPrivateKey(createPrivateKey(read('privateKey.pem')))).toBe(true);
    expect(read('trustedCertificates.pem')).toBe(read('certificateChain.pem'));
    rmSync(folder, { recursive: true });
  });

  test('stay as they are when they exist', async () => {
    await put('has them');
    expect(said).toEqual(['certificates of the Hadoop cluster: are already in s3://packages/cluster/certificates.zip']);
    expect(stored).toEqual([]);
  });

  test('are made again when that is requested', async () => {
    await put('has them', true);
    expect(said).toEqual(['certificates of the Hadoop cluster: renewed in s3://packages/cluster/certificates.zip']);
    expect(stored).toHaveLength(1);
  });

  test('are not made if S3 does not report whether there are any', async () => {
    await expect(put('refuses')).rejects.toThrow('not allowed');
    expect(stored).toEqual([]);
  });

  test('cannot be made without openssl, and the error names the way to install it', async () => {
    const path = process.env['PATH'];
    process.env['PATH'] = '/nowhere';
    try {
      await expect(put('is empty')).rejects.toThrow(
        /made with openssl and zip, and openssl is not installed here\. Install it \(apt-get install openssl/,
      );
    } finally {
      process.env['PATH'] = path;
    }
  });

  test('are not stored when openssl fails, and the error contains its message', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'no-openssl-'));
    writeFileSync(join(folder, 'openssl'), '#!/bin/sh\necho "no randomness today" >&2\nexit 1\n', { mode: 0o755 });
    const path = process.env['PATH'];
    process.env['PATH'] = `${folder}:${path}`;
    try {
      await expect(put('is empty')).rejects.toThrow(
        'The certificates of a Hadoop cluster cannot be made: openssl reports: no randomness today',
      );
      expect(stored).toEqual([]);
    } finally {
      process.env['PATH'] = path;
      rmSync(folder, { recursive: true });
    }
  });
});
