import type { Forward } from '../gateway/call';
import { ACCOUNT, REGION } from '../testing/made-up-world';
import { keyFacts } from './keys';
import { World } from './world';

const ARN = `arn:aws:kms:${REGION}:${ACCOUNT}:key/k-1`;
const policy = { Version: '2012-10-17', Statement: [] };

test('the policy of a key is queried by its ARN, also if the key is known by an alias', async () => {
  const ask: Forward = ({ headers, body }) => {
    const { KeyId } = JSON.parse(body.toString()) as { KeyId: string };
    const answers: Record<string, object | undefined> = {
      'TrentService.DescribeKey': { KeyMetadata: { Arn: ARN, KeyManager: 'CUSTOMER' } },
      // As KMS does: it does not accept an alias.
      'TrentService.GetKeyPolicy': KeyId === ARN ? { Policy: JSON.stringify(policy) } : undefined,
    };
    const found = answers[String(headers['x-amz-target'])];
    return Promise.resolve({ status: found ? 200 : 400, headers: {}, body: JSON.stringify(found ?? {}) });
  };
  const world = new World(ask, new Map(), { accessKeyId: 'ASIATEST', account: ACCOUNT, region: REGION });
  for (const id of ['alias/own', ARN]) {
    await expect(keyFacts(world, id)).resolves.toEqual({ arn: ARN, managedByAws: false, policy });
  }
});
