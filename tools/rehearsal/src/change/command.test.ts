import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseRehearsal } from '@malinshopper/review';
import { leave } from './command';

test('the outcome is left for the review as data: the hashes of its JSON, the result, and the words', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rehearsal-'));
  const json = { network: 'a'.repeat(64) };
  const apps = [{ app: 'network', kind: 'changed', ok: false, text: 'AWS refuses' }] as const;
  const outcome = {
    environment: 'testing',
    base: '0123456789',
    json,
    from: 'deploy',
    apps,
    milliseconds: 1,
    lost: [],
  } as const;
  try {
    const file = leave(outcome, join(folder, 'review'));
    expect(file).toBe(join(folder, 'review', 'rehearsed-testing.json'));
    expect(parseRehearsal(readFileSync(file, 'utf8'))).toMatchObject({
      environment: 'testing',
      base: '0123456789',
      json,
      isWell: false,
      line: 'rehearsed: FAILED in network, the rollback fails',
      words: expect.stringContaining('✖ network (changed): AWS refuses'),
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
