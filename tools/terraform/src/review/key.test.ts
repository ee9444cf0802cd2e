import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reviewKey } from './key';

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'review-key-'))));
afterEach(() => rmSync(root, { recursive: true }));

test('the key of a clone is made once, is different in each, and only its user can read it', () => {
  const key = reviewKey(root, {});
  expect(key).toMatch(/^[0-9a-f]{64}$/);
  expect(reviewKey(root, { REVIEW_KEY: '' })).toBe(key);
  expect(statSync(join(root, '.work/review.key')).mode & 0o777).toBe(0o600);
  expect(reviewKey(join(root, 'another'), {})).not.toBe(key);
});

test('machines that share a key get it from the variable', () => {
  const REVIEW_KEY = 'k'.repeat(32);
  expect(reviewKey(root, { REVIEW_KEY })).toBe(REVIEW_KEY);
});

test('a key that can be guessed is refused', () => {
  expect(() => reviewKey(root, { REVIEW_KEY: 'short' })).toThrow(
    'REVIEW_KEY has 5 characters, and the key for digests needs at least 32: create one with openssl rand -hex 32, or unset the variable.',
  );
});
