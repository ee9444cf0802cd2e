import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { certificateForAws } from './authority';

const folder = mkdtempSync(join(tmpdir(), 'authority-'));
afterAll(() => rmSync(folder, { recursive: true }));

test("the certificate is for AWS's names in the region, signed by the rehearsal's authority, and for a day only", async () => {
  const made = await certificateForAws(folder, 'eu-west-1', 'mysql.abc.eu-west-1.rds.amazonaws.com');
  const [certificate, authority] = [new X509Certificate(made.certificate), new X509Certificate(made.authority)];
  expect(certificate.verify(authority.publicKey)).toBe(true);
  for (const name of [
    'content.s3.eu-west-1.amazonaws.com',
    'monitoring.eu-west-1.amazonaws.com',
    'sts.amazonaws.com',
  ]) {
    expect(certificate.checkHost(name)).toBeDefined();
  }
  expect(certificate.checkHost('archive.ubuntu.com')).toBeUndefined();
  const days = (Date.parse(certificate.validTo) - Date.parse(certificate.validFrom)) / 86_400_000;
  expect(days).toBe(1);
});
