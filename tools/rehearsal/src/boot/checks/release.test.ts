import { fakeWorld, look } from '../testing/fake-world';

test('a job that runs before there is a release is found', async () => {
  await expect(look('no job before a release', fakeWorld({ scripts: { ActiveState: 'active' } }))).rejects.toThrow(
    'malinshopper-fetcher.service is active',
  );
});

test('a release that publishes a wrong text is found, with the text', async () => {
  const runs = ['run-1', 'run-2'];
  const aws = ({ Key }: { Key?: unknown }) => {
    const text = Key === 'fetcher/current' ? (runs.shift() ?? '') : 'The blue shoes are new';
    return { Body: { transformToString: async () => text } };
  };
  await expect(look('release on fetcher', fakeWorld({ aws }))).rejects.toThrow(
    'it published offers.txt without "The red shoes are new": The blue shoes are new',
  );
});

test('a refusal of S3 is not mistaken for content that does not exist yet', async () => {
  const aws = () => {
    throw Object.assign(new Error('Access Denied'), { name: 'AccessDenied' });
  };
  await expect(look('release on fetcher', fakeWorld({ aws }))).rejects.toThrow('Access Denied');
});

test('a web server that shows another release, or is not healthy with it, is found', async () => {
  const page = { 'http://localhost/': '<dd>d-BEFORE</dd>' };
  await expect(look('release on web', fakeWorld({ scripts: page }))).rejects.toThrow(
    'its page does not contain its deployment: <dd>d-BEFORE</dd>',
  );
  const hides = { 'http://localhost/': 'd-REHEARSAL', 'well-known': '404 404 404' };
  await expect(look('release on web', fakeWorld({ scripts: hides }))).rejects.toThrow(
    '/.well-known/x, /.well-known/.x and /.x are answered with 404 404 404, not 200 404 404',
  );
  const ill = { 'http://localhost/': 'd-REHEARSAL', 'well-known': '200 404 404', healthz: '503 0.01' };
  await expect(look('release on web', fakeWorld({ scripts: ill }))).rejects.toThrow(
    '/healthz answers 503 after the release',
  );
});
