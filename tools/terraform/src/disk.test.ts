import { tmpdir } from 'node:os';
import { fullDiskText, isDiskFull, named } from './disk';

test.each([
  ['Error: write plan.tfplan: no space left on device', true],
  ['ENOSPC: no space left on device, write', true],
  ['write: disk quota exceeded', true],
  ['Error: creating EC2 VPC: VpcLimitExceeded', false],
])('a program with the error "%s" is on a full disk: %s', (said, full) => {
  expect(isDiskFull(tmpdir(), said)).toBe(full);
});

test('a folder that is gone is on no full disk', () => {
  expect(isDiskFull('/no/such/folder')).toBe(false);
});

test('an error of a full disk names the folder, and any other is left as it is', () => {
  const full = Object.assign(new Error('write'), { code: 'ENOSPC' });
  expect((named(full, '/work') as Error).message).toBe(fullDiskText('/work'));
  const other = new Error('other');
  expect(named(other, '/work')).toBe(other);
});
