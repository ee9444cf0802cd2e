import { fakeApp } from '../testing/fake-app';
import { fakeS3, fakeSession } from '../testing/fake-session';
import { assertSameRegion } from './same-region';

const aws = (alias = '') => `provider["registry.terraform.io/hashicorp/aws"]${alias && `.${alias}`}`;
const resource = (arn: string | undefined, provider = aws(), type = 'aws_lb') => ({
  mode: 'managed',
  type,
  name: 'one',
  provider,
  instances: [{ attributes: { arn } }],
});
const appWith = (...resources: object[]) => {
  const state = JSON.stringify({
    version: 4,
    terraform_version: '1.11.4',
    serial: 1,
    lineage: 'l',
    outputs: {},
    resources,
  });
  return fakeApp(fakeSession(fakeS3(new Map([['testing/network.tfstate', state]])).client));
};
const here = 'arn:aws:elasticloadbalancing:eu-west-1:1:loadbalancer/a';
const there = 'arn:aws:elasticloadbalancing:eu-central-1:1:loadbalancer/a';

test('a resource in another region than that of the environment is refused, with its region and the options', async () => {
  await expect(assertSameRegion(appWith(resource(here), resource(there)))).rejects.toThrow(
    'network of testing is deployed in eu-central-1, and its stack is for eu-west-1: AWS moves nothing from region to region, and ' +
      'Terraform would leave it there. Nothing was touched. Set eu-central-1 again (environments/src), destroy it there, ' +
      'and only then set the new region.',
  );
});

test('a resource in a region without a provider is refused, and the account can keep it', async () => {
  await expect(assertSameRegion(appWith(resource(there, aws('eu_central_1'))))).rejects.toThrow(
    'network of testing has resources in eu-central-1, which has no environment any more: Terraform cannot reach them without a ' +
      'provider of that region. Nothing was touched. Add eu-central-1 to alsoIn of the account (environments/src/accounts.ts): that keeps them.',
  );
});

test.each([
  ['a resource in the region of its stack', [resource(here)]],
  ['a resource in no region', [resource('arn:aws:s3:::bucket'), resource(undefined)]],
  [
    'a resource that the provider of us-east-1 has made',
    [resource('arn:aws:acm:us-east-1:1:certificate/a', aws('us_east_1'))],
  ],
  ['a data source', [{ ...resource(there), mode: 'data' }]],
  [
    'a resource that is built into Terraform',
    [resource(there, 'provider["terraform.io/builtin/terraform"]', 'terraform_data')],
  ],
])('%s is accepted', async (_, resources) => {
  await expect(assertSameRegion(appWith(...resources))).resolves.toBeUndefined();
});

test('without a state nothing is refused', async () => {
  await expect(assertSameRegion(fakeApp(fakeSession(fakeS3(new Map()).client)))).resolves.toBeUndefined();
});
