import type { Progress } from '../parts/part';
import { FakePart, on, past, sha } from '../testing/fake-part';
import { survey } from './survey';

const stopped = past('web', sha('1'), 'stopped');
const failed = (ofScript: boolean) => ({
  ...on('i-1', 'failed'),
  failure: { event: 'ValidateService', script: 'scripts/validate', message: 'so it is', output: '', ofScript },
});

describe('an attempt that AWS reports as stopped', () => {
  const outcomeWith = async (...instances: Progress[]) => {
    const web = new FakePart('web');
    web.add(stopped, instances);
    const { releases, standings } = await survey([web]);
    return [releases[0]?.outcome, standings[0]?.last?.outcome];
  };

  test('has failed if a script of it failed on an instance', async () => {
    expect(await outcomeWith(on('i-2', 'succeeded'), failed(true))).toEqual(['failed', 'failed']);
  });

  test('was stopped if its scripts were only interrupted', async () => {
    expect(await outcomeWith(on('i-2', 'skipped'), failed(false))).toEqual(['stopped', 'stopped']);
  });
});
