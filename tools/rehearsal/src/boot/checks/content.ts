import { DeleteObjectCommand, GetObjectCommand, HeadObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { isWriter, roles, workerRoles, type Role } from '@malinshopper/environments';
import { expectThat } from '../../checks/check';
import { until } from '../machine/poll';
import { asJob, secondsSince, type BootCheck, type BootContext } from './check';

/** stat_cache_expire of the mount (apps/compute, content-mount.ts), and an allowance for a slow machine. */
const CACHE_SECONDS = 60;
const MARGIN_SECONDS = 15;

const publication = (text: string) =>
  asJob(`set -e; folder=$(mktemp -d); echo "${text}" >$folder/offer.txt; publish $folder rehearsal; rm -r $folder`);
const publisher: Role = 'fetcher';
const published = 'cat /srv/content/fetcher/rehearsal/"$(cat /srv/content/fetcher/rehearsal/current)"/offer.txt';

async function isInBucket({ clients, contentBucket }: BootContext, key: string): Promise<boolean> {
  const { KeyCount = 0 } = await clients.s3.send(new ListObjectsV2Command({ Bucket: contentBucket, Prefix: key }));
  return KeyCount > 0;
}

const isMounted = (role: Role): BootCheck => ({
  subject: `content on ${role}`,
  async look({ machines, contentBucket, environment }) {
    const mount = await machines.get(role).machine.run('findmnt --noheadings --output FSTYPE,OPTIONS /srv/content');
    expectThat(mount.startsWith('fuse.s3fs'), `/srv/content is "${mount}", not an s3fs`);
    const mode = /\s(ro|rw),/.exec(mount)?.[1];
    expectThat(mode === (isWriter(environment.roles[role]) ? 'rw' : 'ro'), `it is mounted ${mode}`);
    return `s3fs of ${contentBucket}, ${mode === 'ro' ? 'read only' : 'writable'}`;
  },
});

export const contentChecks: readonly BootCheck[] = [
  ...roles.map(isMounted),
  {
    subject: 'fetcher publishes',
    async look(world) {
      const { machines, clients, contentBucket } = world;
      await machines.get('fetcher').machine.run(publication('first'));
      const Key = 'fetcher/rehearsal/current';
      const { Body, ServerSideEncryption } = await clients.s3.send(
        new GetObjectCommand({ Bucket: contentBucket, Key }),
      );
      const current = (await Body!.transformToString()).trim();
      for (const role of roles.filter((other) => other !== publisher)) {
        const read = await machines.get(role).machine.run(published);
        expectThat(read === 'first', `${role} reads "${read}"`);
      }
      return `${Key} contains ${current} (${ServerSideEncryption}); read on all other machines`;
    },
  },
  {
    subject: 'update shows on web',
    async look({ machines }) {
      const web = machines.get('web').machine;
      await machines.get('fetcher').machine.run(publication('second'));
      const began = Date.now();
      await until('web shows the update', CACHE_SECONDS + MARGIN_SECONDS, async () =>
        (await web.try(published)).stdout.trim() === 'second' ? true : undefined,
      );
      return `after ${secondsSince(began)} s; the cache may keep entries for ${CACHE_SECONDS} s`;
    },
  },
  {
    subject: 'web cannot write',
    async look(world) {
      const { machine } = world.machines.get('web');
      const plain = await machine.try('touch /srv/content/web.txt');
      expectThat(/Read-only file system/.test(plain.stderr), `a plain write: "${plain.stderr.trim()}"`);
      const forced = await machine.try(
        '. /etc/malinshopper.env; mkdir -p /mnt/forced; s3fs "$CONTENT_BUCKET" /mnt/forced -o ' +
          'iam_role=auto,endpoint="$AWS_REGION",url=https://s3."$AWS_REGION".amazonaws.com,retries=1 && ' +
          'cp /etc/hostname /mnt/forced/fetcher/web.txt; status=$?; umount --lazy /mnt/forced; exit $status',
      );
      expectThat(forced.code !== 0, 'with a mount of its own that is writable, web wrote to fetcher/web.txt');
      expectThat(!(await isInBucket(world, 'fetcher/web.txt')), 'fetcher/web.txt is in the bucket');
      return `read-only file system; with a writable mount of its own: ${refusal(forced.stderr)}`;
    },
  },
  {
    subject: 'own prefix only',
    async look(world) {
      const facts: string[] = [];
      // Each worker tries the prefix of the next worker. The last worker tries the prefix of a role without one.
      const others = [...workerRoles.slice(1), 'web'];
      for (const [index, role] of workerRoles.entries()) {
        const other = others[index]!;
        const { machine } = world.machines.get(role);
        const foreign = await machine.try(
          asJob(`mkdir -p /srv/content/${other}; cp /etc/hostname /srv/content/${other}/by-${role}.txt`),
        );
        expectThat(foreign.code !== 0, `${role} wrote below ${other}/`);
        expectThat(!(await isInBucket(world, `${other}/by-${role}.txt`)), `${other}/by-${role}.txt is in the bucket`);
        await machine.run(asJob(`mkdir -p /srv/content/${role}; cp /etc/hostname /srv/content/${role}/own.txt`));
        const Key = `${role}/own.txt`;
        await world.clients.s3.send(new HeadObjectCommand({ Bucket: world.contentBucket, Key }));
        await world.clients.s3.send(new DeleteObjectCommand({ Bucket: world.contentBucket, Key }));
        facts.push(`${role} in ${other}/: ${refusal(foreign.stderr)}`);
      }
      return `${facts.join('; ')}; each wrote its own`;
    },
  },
];

/**
 * Returns the reason of a failure from the first line of a program's output:
 * `cp: cannot create '/x': Operation not permitted`.
 */
const refusal = (text: string) =>
  text
    .trim()
    .split('\n')[0]!
    .replace(/^.*: (?=[A-Z])/, '');
