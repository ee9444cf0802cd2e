import { startFrom } from '../environments/testing/standing';
import { closeWorld } from '../world';
import { drill } from './drill';
import type { DisasterName } from './promises';

process.env['EMBEDDED_AWS_PORT'] = '4694';
const minutes = 60_000;

/**
 * The disasters that take seconds. The disaster of the database server is only in `npm run rehearse:disaster`, because
 * the provider alone waits two and a half minutes for a restored server.
 */
const quick = ['content', 'versions'] as const satisfies readonly DisasterName[];

beforeAll(() => startFrom('production'), 90 * minutes);
afterAll(() => closeWorld());

test.each(quick)(
  'production recovers from the disaster "%s" by the commands of docs/recovery.md, and loses no more than the page promises',
  async (name) => {
    const { unmet, lost } = await drill('production', name, () => undefined);
    expect(unmet).toEqual([]);
    expect(lost?.proof).toBeTruthy();
  },
  90 * minutes,
);
