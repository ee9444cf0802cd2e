import { createHash } from 'node:crypto';
import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { expectThat } from '../../checks/check';
import type { BootCheck } from './check';

export const secretChecks: readonly BootCheck[] = [
  {
    subject: 'database credentials',
    async look({ machines, clients }) {
      const file = '/run/malinshopper/database.env';
      for (const { machine } of machines.all) {
        // Web servers have another user than workers.
        const SecretId = await machine.run('. /etc/malinshopper.env; echo "$DATABASE_SECRET_ARN"');
        const { SecretString = '{}' } = await clients.secrets.send(new GetSecretValueCommand({ SecretId }));
        const { username, password } = JSON.parse(SecretString) as { username: string; password: string };
        const mode = await machine.run(`stat --format='%U:%G %a' ${file}`);
        expectThat(mode === 'root:www-data 640', `${file} on ${machine.name} is ${mode}, not root:www-data 640`);
        const read = await machine.run(`. ${file}; printf '%s\\n' "$DATABASE_USER" "$DATABASE_PASSWORD"`);
        expectThat(
          read === `${username}\n${password}`,
          `${file} on ${machine.name} does not have the values of the secret`,
        );
        const secret = Buffer.from(password).toString('base64');
        const { stdout } = await machine.try(
          `echo ${secret} | base64 -d | grep --recursive --fixed-strings --files-with-matches --file=- ` +
            '/etc /var/lib/cloud /var/log /usr/local /opt /root /home',
        );
        expectThat(stdout === '', `the password is on the disk of ${machine.name}: ${stdout}`);
      }
      return `${file} is root:www-data 0640 with the values of the tier's secret; nothing on any disk`;
    },
  },
  {
    subject: 'pinned packages',
    async look({ machines, clients: { s3 }, packageBucket }) {
      const Key = 'software/rehearsal.txt';
      const content = 'a package of the boot rehearsal\n';
      await s3.send(new PutObjectCommand({ Bucket: packageBucket, Key, Body: content }));
      const fetch = (checksum: string) =>
        machines
          .get('fetcher')
          .machine.try(
            `set -a; . /etc/malinshopper.env; cd /tmp; rm -f fetched; ` +
              `/usr/local/lib/malinshopper/fetch-package rehearsal.txt ${checksum} /tmp/fetched; status=$?; cat fetched; exit $status`,
          );
      const right = createHash('sha512').update(content).digest('hex');
      const good = await fetch(right);
      expectThat(good.code === 0 && good.stdout === content, `the pinned package was not fetched: ${good.stderr}`);
      const bad = await fetch('0'.repeat(128));
      expectThat(bad.code !== 0 && bad.stdout === '', 'a package with another checksum than pinned was kept');
      expectThat(bad.stderr.includes('is not the pinned package'), `it was refused for another reason: ${bad.stderr}`);
      await s3.send(new DeleteObjectCommand({ Bucket: packageBucket, Key }));
      return 'from the package bucket with its checksum; another one was refused and deleted';
    },
  },
];
