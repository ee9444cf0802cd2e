import { environment } from '@malinshopper/environments';
import { candidate } from '../commands/with-app';
import { fakeS3, fakeSession } from '../testing/fake-session';
import { recoverContent } from './recover-content';

// In a terminal, the tests ask no question either.
jest.mock('../commands/ask', () => ({ ask: async () => false }));
jest.mock('../commands/with-app');

const at = (path: string, more: object) => ({ '//': { metadata: { path } }, ...more });
const bucket = { a: at('data/content/content/Resource', { bucket: 'the-content' }) };

function app(resource: object, other: () => object = () => ({})) {
  const session = fakeSession(fakeS3(new Map(), other).client);
  const synthesized = { json: JSON.stringify({ resource }) };
  jest
    .mocked(candidate)
    .mockResolvedValue({ synthesized, session, root: '/' } as unknown as Awaited<ReturnType<typeof candidate>>);
}
const recover = (options: Parameters<typeof recoverContent>[2]) =>
  recoverContent('apps/data', environment('staging'), options);
const since = new Date(0);

test('objects come back from their versions', async () => {
  const DeleteMarkers = [{ Key: 'a', VersionId: '1', LastModified: new Date(1), IsLatest: true }];
  app({ aws_s3_bucket: bucket }, () => ({ Versions: [{ Key: 'a' }], DeleteMarkers }));
  await expect(recover({ since, yes: true })).resolves.toEqual({ bucket: 'the-content', undeleted: 1 });
});

test.each([
  [{}, 'Specify the objects to restore: --since <time>'],
  [{ since }, 'the-content was not restored. Without a terminal, say --yes.'],
  [{ copy: true, yes: true } as const, 'staging has no copies in a vault (backup.plan "none"): only --since'],
  [{ since, bucket: 'packages' } as const, 'The app has no bucket for packages. Nothing was restored.'],
])('%j is refused', async (options, message) => {
  app({ aws_s3_bucket: bucket });
  await expect(recover(options)).rejects.toThrow(message);
});
