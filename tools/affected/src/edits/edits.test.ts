import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { repositoryRoot, typescript } from '@malinshopper/synth';
import type { Tried } from './program';

let edits: readonly Tried[];
const ofKind = (...kinds: readonly string[]) => edits.filter(({ kind }) => kinds.includes(kind));
const changesOf = ({ decided }: Tried) => Object.entries(decided).filter(([, state]) => state !== 'unchanged');

beforeAll(() => {
  // A separate process: jest has its own module registry, and could not reload only the edited modules. It allocates
  // objects faster than V8's default young generation (16 MB) can collect: 64 MB save a tenth of the processor time.
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

describe('more than two hundred edits', () => {
  test('have a decision that agrees with the JSON and the upstream outputs, for each app and environment', () => {
    expect(edits.length).toBeGreaterThanOrEqual(200);
    expect(edits.filter(({ refused }) => refused !== undefined)).toEqual([]);
    const wrong = edits.filter(
      ({ truth, decided }) => JSON.stringify(sorted(truth)) !== JSON.stringify(sorted(decided)),
    );
    expect(wrong.map(({ kind, what }) => `${kind}: ${what}`)).toEqual([]);
  });

  test('include each kind, and those that must have an effect have one', () => {
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

  test('have no effect in another app or environment than they can', () => {
    const beyond = edits.flatMap((edit) => {
      const { apps, owners } = edit.expected;
      const places = changesOf(edit).map(([place]) => place);
      return places.filter((place) => {
        const [owner = '', app = ''] = place.split('/');
        // An account serves all of its environments: it keeps logs for the longest of their retentions.
        const isOwned = !owners || app === 'account' || owners.includes(owner);
        return !isOwned || (apps && !apps.includes(app));
      });
    });
    expect(beyond).toEqual([]);
  });

  test('deploy nothing if they are comments or refactorings', () => {
    const deployed = ofKind('comment', 'refactor').filter((edit) => changesOf(edit).length > 0);
    expect(deployed.map(({ what }) => what)).toEqual([]);
    expect(ofKind('comment', 'refactor').length).toBeGreaterThan(80);
  });

  test('are detected as a rename if only a construct id changes', () => {
    const found = ofKind('rename').filter(({ renamed }) => renamed.length > 0);
    expect(found.length).toBeGreaterThan(8);
    expect(ofKind('comment', 'refactor', 'contract', 'environment').flatMap(({ renamed }) => renamed)).toEqual([]);
  });

  test('neither create nor destroy a renamed resource after the proposed moves are applied', () => {
    expect(ofKind('rename').flatMap(({ leftAfterMoves }) => leftAfterMoves)).toEqual([]);
  });

  test('make a moved app gone and never deployed, and the two are reported as alike', () => {
    const [app] = edits.filter(({ looksLike }) => looksLike.length > 0);
    expect(app?.looksLike).toEqual(['production', 'staging', 'testing'].map((name) => `${name}/delivery -> rollout`));
    expect(app?.decided['testing/delivery']).toBe('gone');
    expect(app?.decided['testing/rollout']).toBe('never');
  });
});

const sorted = (states: Tried['truth']) => Object.entries(states).sort(([a], [b]) => (a < b ? -1 : 1));
