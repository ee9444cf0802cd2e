import { isWayBack, readLabel, writeLabel, type Label } from './label';

const label: Label = {
  release: '3f2a9c1e',
  kind: 'deploy',
  parts: ['web', 'updater-1'],
  by: 'release/ana@malinshopper.com',
};

describe('the label of a release', () => {
  test('is readable in the console of AWS', () => {
    expect(writeLabel(label)).toBe('release 3f2a9c1e: deploy to web, updater-1 by release/ana@malinshopper.com');
    expect(writeLabel({ ...label, kind: 'promote', from: 'testing' })).toContain(
      ': promote from testing to web, updater-1 by',
    );
  });

  test.each<Label>([
    label,
    { ...label, kind: 'promote', from: 'staging' },
    { ...label, kind: 'return', parts: ['cluster'] },
  ])('is read as it was written: %j', (one) => expect(readLabel(writeLabel(one))).toEqual(one));

  test('is never longer than the limit of CodeDeploy, and still names the release and its parts', () => {
    const written = writeLabel({ ...label, by: 'x'.repeat(300) });
    expect(written).toHaveLength(256);
    expect(readLabel(written)).toMatchObject({ release: '3f2a9c1e', parts: ['web', 'updater-1'] });
  });

  test.each([undefined, '', 'a fix', 'release of today', 'release 3f2a9c1e: destroy to web by ana'])(
    'is not one of this tool: %p',
    (text) => expect(readLabel(text)).toBeUndefined(),
  );

  test('only rollbacks are not stopped by active alarms', () => {
    expect((['deploy', 'promote', 'rollback', 'return'] as const).filter((kind) => isWayBack({ kind }))).toEqual([
      'rollback',
      'return',
    ]);
  });
});
