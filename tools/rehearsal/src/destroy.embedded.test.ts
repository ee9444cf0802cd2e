import { environment } from '@malinshopper/environments';
import { clientsOf } from './clients';
import { inventory } from './inventory';
import { startFrom } from './testing/standing';
import { down } from './testing/up-and-down';
import { closeWorld } from './world';

const minutes = 60_000;
process.env['EMBEDDED_AWS_PORT'] = '4633';
const refs = ['feature/checkout', 'testing'] as const;

describe('a branch and then its host, destroyed', () => {
  beforeAll(async () => {
    await startFrom('testing-and-branch');
    for (const ref of refs) await down(ref);
  }, 40 * minutes);

  afterAll(() => closeWorld());

  it.each(refs)('leave nothing in AWS: %s', async (ref) => {
    const gone = environment(ref);
    await expect(inventory(await clientsOf(gone), gone)).resolves.toEqual([]);
  });
});
