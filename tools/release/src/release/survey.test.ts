import type { Progress } from '../parts/part';
import { FakePart, on, past, sha } from '../testing/fake-part';
import { survey } from './survey';

const stopped = past('web', sha('1'), 'stopped');
const failed = (script?: string) => ({
  ...on('i-1', 'failed'),
  failure: { event: 'ValidateService', message: 'so it is', output: '', ...(script && { script }) },
});

describe('what AWS says was stopped', () => {
  const outcomeWith = async (...instances: Progress[]) => {
    const web = new FakePart('web');
    web.add(stopped, instances);
    const { releases, standings } = await survey([web]);
    return [releases[0]?.outcome, standings[0]?.last?.outcome];
  };

  test('has failed if a script of it failed on an instance', async () => {
    expect(await outcomeWith(on('i-2', 'succeeded'), failed('scripts/validate'))).toEqual(['failed', 'failed']);
  });

  test('was stopped if its instances only did not come to their end', async () => {
    expect(await outcomeWith(on('i-2', 'skipped'), failed())).toEqual(['stopped', 'stopped']);
  });
});
