import { fakeWorld, look } from '../testing/fake-world';

const well = {
  'touch /srv/content': { code: 1, stderr: "touch: cannot touch '/srv/content/web.txt': Read-only file system" },
  '/mnt/forced': { code: 1, stderr: 'cp: Operation not permitted' },
  '/by-': { code: 1, stderr: 'cp: Operation not permitted' },
  'cat /srv/content/fetcher': 'first',
};
const aws = () => ({ Body: { transformToString: async () => 'run-1' } });

test.each(['fetcher publishes', 'web cannot write', 'own prefix only'])(
  '"%s" finds nothing wrong when all is well',
  async (subject) => {
    await expect(look(subject, fakeWorld({ scripts: well, aws }))).resolves.toEqual(expect.any(String));
  },
);

test.each([
  ['content on web', { findmnt: 'ext4 rw,relatime' }, '/srv/content is "ext4 rw,relatime", not an s3fs'],
  ['content on web', { findmnt: 'fuse.s3fs rw,relatime' }, 'it is mounted rw'],
  ['content on fetcher', { findmnt: 'fuse.s3fs ro,relatime' }, 'it is mounted ro'],
  ['fetcher publishes', { 'cat /srv/content/fetcher': 'else' }, 'web reads "else"'],
  ['web cannot write', { 'touch /srv/content': { stderr: 'no way\n' } }, 'a plain write: "no way"'],
  ['web cannot write', { '/mnt/forced': '' }, 'with a mount of its own that is writable, web wrote to fetcher/web.txt'],
  ['own prefix only', { '/by-': '' }, 'fetcher wrote below updater-1/'],
])('"%s" fails when the machine answers %j', async (subject, wrong, message) => {
  await expect(look(subject, fakeWorld({ scripts: { ...well, ...wrong }, aws }))).rejects.toThrow(message);
});

test.each([
  ['web cannot write', 'fetcher/web.txt is in the bucket'],
  ['own prefix only', 'updater-1/by-fetcher.txt is in the bucket'],
])('"%s" fails when a refused write is in the bucket nevertheless', async (subject, message) => {
  const world = fakeWorld({ scripts: well, aws: () => ({ KeyCount: 1 }) });
  await expect(look(subject, world)).rejects.toThrow(message);
});
