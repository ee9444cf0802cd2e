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

test('what stands in another region than the environment says is refused, with where it is and the way out', async () => {
  await expect(assertSameRegion(appWith(resource(here), resource(there)))).rejects.toThrow(
    'network of testing stands in eu-central-1, and is to be deployed in eu-west-1: AWS moves nothing from region to region, and ' +
      'Terraform would leave it there. Nothing was touched. Put eu-central-1 back (environments/src), destroy it there, ' +
      'and only then say the new region.',
  );
});

test('what stands in a region of which there is no provider any more is refused, and the account can keep it', async () => {
  await expect(assertSameRegion(appWith(resource(there, aws('eu_central_1'))))).rejects.toThrow(
    'network of testing has resources in eu-central-1, where no environment is any more: Terraform cannot reach them without a ' +
      'provider of that region. Nothing was touched. Name eu-central-1 in alsoIn of the account (environments/src/accounts.ts): it keeps them.',
  );
});

test.each([
  ['what is where it is to be', [resource(here)]],
  ['what is in no region', [resource('arn:aws:s3:::bucket'), resource(undefined)]],
  ['what the provider of us-east-1 has made', [resource('arn:aws:acm:us-east-1:1:certificate/a', aws('us_east_1'))]],
  ['what is read only', [{ ...resource(there), mode: 'data' }]],
  ['what is built into Terraform', [resource(there, 'provider["terraform.io/builtin/terraform"]', 'terraform_data')]],
])('%s may stand', async (_, resources) => {
  await expect(assertSameRegion(appWith(...resources))).resolves.toBeUndefined();
});

test('where there is nothing yet, nothing is refused', async () => {
  await expect(assertSameRegion(fakeApp(fakeSession(fakeS3(new Map()).client)))).resolves.toBeUndefined();
});
