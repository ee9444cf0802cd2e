import { fakeWorld, given, look } from '../testing/fake-world';

const refused = 'the shared content is mounted, but S3 does not give it: Operation not permitted';
const there = { code: 0 };
const gone = { code: 1 };
/** Web and the worker notice, then both read again. */
const well = { 'content-mounted': [gone, gone, there], '/healthz': '200 0.010', journalctl: refused };

test('"S3 refuses" finds nothing wrong when all is well, and removes its policies', async () => {
  const asked: string[] = [];
  const world = fakeWorld({ scripts: well, aws: ({ RoleName, PolicyDocument }) => {
    if (!RoleName) return { Datapoints: asked.length ? [{ Sum: 1 }] : [] };
    asked.push(`${String(RoleName)} ${PolicyDocument ? 'refused' : 'as before'}`);
    return {};
  } }); // prettier-ignore
  await expect(look('S3 refuses', world)).resolves.toContain('web stays in service');
  expect(asked).toEqual([
    'role-web refused',
    'role-updater-2 refused',
    'role-web as before',
    'role-updater-2 as before',
  ]);
  expect(given.get(world)).toContain('mountpoint --quiet /srv/content');
});

test.each([
  [{ '/healthz': '503 0.010' }, '/healthz answers 503: one wrong policy would take all web servers out of service'],
  [{ journalctl: 'Started.' }, 'web does not report that S3 refuses: Started.'],
])('"S3 refuses" fails when the machine answers %j', async (wrong, message) => {
  await expect(look('S3 refuses', fakeWorld({ scripts: { ...well, ...wrong } }))).rejects.toThrow(message);
});
