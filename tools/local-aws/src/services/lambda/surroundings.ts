import { assumeEmbeddedAccount } from '../../account';
import { embeddedEndpoint } from '../../address';
import type { Where } from '../../gateway/call';
import type { Catalogues } from '../rds/server/catalogues';
import { databases, type FindServer } from '../rds/server/databases';
import type { LambdaSurroundings } from './index';
import { runFunction } from './run';

/** As the owner of an account, by the gateway's own address. */
const ownerOf = async ({ account, region }: Where) => ({
  region,
  endpoint: embeddedEndpoint(),
  credentials: await assumeEmbeddedAccount(account),
});

/** The parts of the AWS SDK are loaded at the first use: a daemon without functions starts no slower. */
const findServer: FindServer = async (where, host) => {
  const [rds, secrets] = await Promise.all([import('@aws-sdk/client-rds'), import('@aws-sdk/client-secrets-manager')]);
  const owner = await ownerOf(where);
  const { DBInstances = [] } = await new rds.RDSClient(owner).send(new rds.DescribeDBInstancesCommand({}));
  const server = DBInstances.find(({ Endpoint }) => Endpoint?.Address === host);
  const SecretId = server?.MasterUserSecret?.SecretArn;
  if (!SecretId) return undefined;
  const asked = new secrets.GetSecretValueCommand({ SecretId });
  const { SecretString = '{}' } = await new secrets.SecretsManagerClient(owner).send(asked);
  const { username, password } = JSON.parse(SecretString) as { username: string; password: string };
  return { resourceId: server.DbiResourceId ?? host, user: username, password };
};

/**
 * Functions in the AWS of this process's gateway.
 * @param catalogues the content of its database servers
 */
export function embeddedLambda(catalogues: Catalogues): LambdaSurroundings {
  return {
    run: runFunction,
    databases: databases(findServer, catalogues),
    sessionOf: ({ account }, roleArn) => assumeEmbeddedAccount(account, roleArn.replace(/^.*:role\//, '')),
    async readCode(call, { bucket: Bucket, key: Key, version }) {
      const { GetObjectCommand, S3Client } = await import('@aws-sdk/client-s3');
      const objects = new S3Client({ ...(await ownerOf(call)), forcePathStyle: true });
      const { Body } = await objects.send(
        new GetObjectCommand({ Bucket, Key, ...(version && { VersionId: version }) }),
      );
      return Buffer.from((await Body?.transformToByteArray()) ?? []);
    },
  };
}
