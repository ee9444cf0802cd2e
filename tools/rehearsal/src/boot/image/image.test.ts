import { createHash } from 'node:crypto';
import { assertSha256 } from './image';

const content = Buffer.from('keys');
const right = createHash('sha256').update(content).digest('hex');

test('a download that is the pinned one is taken', () => {
  expect(() => assertSha256(content, right, 'http://a/keys.deb', 'Ubuntu')).not.toThrow();
});

test('throws on another, with what it is and what to do', () => {
  expect(() => assertSha256(content, '0'.repeat(64), 'http://a/keys.deb', 'Ubuntu')).toThrow(
    `http://a/keys.deb is not the file that is pinned: its SHA-256 is ${right}, not ${'0'.repeat(64)}. Nothing of Ubuntu was ` +
      'installed. If its publisher replaced it, pin the new one in image/archive.ts after comparing it with its signature.',
  );
});
