import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { repositoryRoot, typescript } from '@malinshopper/synth';
import type { Tried } from './program';

let edits: readonly Tried[];
const ofKind = (...kinds: readonly string[]) => edits.filter(({ kind }) => kinds.includes(kind));
const changesOf = ({ decided }: Tried) => Object.entries(decided).filter(([, state]) => state !== 'unchanged');

beforeAll(() => {
  // In a process of its own: jest keeps modules in a way of its own, and could not load just those again that were edited.
  // It makes objects faster than V8's usual young generation (16 MB) takes them up: 64 MB save a tenth of its processor time.
  const args = ['--max-semi-space-size=64', ...typescript, join(__dirname, 'program.ts')];
  const said = execFileSync(process.execPath, args, {
    cwd: repositoryRoot,
    encoding: 'utf8',
    maxBuffer: Infinity,
    env: { ...process.env, ENVIRONMENT: '' },
  });
  edits = said
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Tried);
});

describe('of two hundred edits and more', () => {
  test('what is decided is what is true of the JSON and of the upstream outputs, for each app and environment', () => {
    expect(edits.length).toBeGreaterThanOrEqual(200);
    expect(edits.filter(({ refused }) => refused !== undefined)).toEqual([]);
    const wrong = edits.filter(
      ({ truth, decided }) => JSON.stringify(sorted(truth)) !== JSON.stringify(sorted(decided)),
    );
    expect(wrong.map(({ kind, what }) => `${kind}: ${what}`)).toEqual([]);
  });

  test('each kind is there, and those that have to show do', () => {
    const kinds = [...new Set(edits.map(({ kind }) => kind))].sort();
    expect(kinds).toEqual([
      'app',
      'comment',
      'contract',
      'deletion',
      'environment',
      'outcome',
      'refactor',
      'rename',
      'shared lib',
      'upstream',
      'versions',
    ]);
    const wrong = edits.filter(
      (edit) => edit.expected.shows !== undefined && edit.expected.shows !== changesOf(edit).length > 0,
    );
    expect(wrong.map(({ what }) => what)).toEqual([]);
    const states = new Set(edits.flatMap(({ decided }) => Object.values(decided)));
    expect([...states].sort()).toEqual(['changed', 'failed', 'gone', 'never', 'unchanged', 'upstream']);
  });

  test('none shows in another app or environment than it can', () => {
    const beyond = edits.flatMap((edit) => {
      const { apps, owners } = edit.expected;
      const places = changesOf(edit).map(([place]) => place);
      return places.filter((place) => {
        const [owner = '', app = ''] = place.split('/');
        // An account is for all of its environments: it keeps logs as long as the one that keeps them longest.
        const isOwned = !owners || app === 'account' || owners.includes(owner);
        return !isOwned || (apps && !apps.includes(app));
      });
    });
    expect(beyond).toEqual([]);
  });

  test('a comment or a refactoring deploys nothing anywhere', () => {
    const deployed = ofKind('comment', 'refactor').filter((edit) => changesOf(edit).length > 0);
    expect(deployed.map(({ what }) => what)).toEqual([]);
    expect(ofKind('comment', 'refactor').length).toBeGreaterThan(80);
  });

  test('a construct that is only called otherwise is found to be so', () => {
    const found = ofKind('rename').filter(({ renamed }) => renamed.length > 0);
    expect(found.length).toBeGreaterThan(8);
    expect(ofKind('comment', 'refactor', 'contract', 'environment').flatMap(({ renamed }) => renamed)).toEqual([]);
  });

  test('what was renamed is neither made nor destroyed once cdktf has the proposed moves', () => {
    expect(ofKind('rename').flatMap(({ leftAfterMoves }) => leftAfterMoves)).toEqual([]);
  });

  test('an app in another folder is gone and never deployed, and it is told that it looks like the other', () => {
    const [app] = edits.filter(({ looksLike }) => looksLike.length > 0);
    expect(app?.looksLike).toEqual(['production', 'staging', 'testing'].map((name) => `${name}/delivery -> rollout`));
    expect(app?.decided['testing/delivery']).toBe('gone');
    expect(app?.decided['testing/rollout']).toBe('never');
  });
});

const sorted = (states: Tried['truth']) => Object.entries(states).sort(([a], [b]) => (a < b ? -1 : 1));
