import childProcess from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { environment } from '@malinshopper/environments';
import { App, DataResource, TerraformResource, Token } from 'cdktf';
import { version } from 'cdktf/package.json';
import { TokenMap } from 'cdktf/lib/tokens/private/token-map';
import { EnvironmentStack } from '..';
import { synthesize } from '../synth';

const testing = environment('testing');
const folder = mkdtempSync(join(tmpdir(), 'cdktf-test-'));
class TestStack extends EnvironmentStack {}
const stackIn = (app: App, name: 'network' | 'data' = 'network') => new TestStack(app, testing, { app: name });
const newApp = () => new App({ outdir: mkdtempSync(join(folder, 'app-')) });
const vpcIn = (stack: EnvironmentStack) => new Vpc(stack, 'vpc', { cidrBlock: '10.0.0.0/16' });

afterEach(() => jest.restoreAllMocks());
afterAll(() => rmSync(folder, { recursive: true }));

it('is the version of the reviewed sources', () => {
  expect(version).toBe('0.21.0');
});

describe('a synthesis', () => {
  it('starts no program for an import, a terraform_data or a move', () => {
    const started = jest.spyOn(childProcess, 'execSync');
    const app = newApp();
    const stack = stackIn(app);
    vpcIn(stack).importFrom('vpc-1');
    new DataResource(stack, 'data');
    vpcIn(stackIn(app, 'data')).moveFromId('aws_vpc.old');
    app.synth();
    expect(started).not.toHaveBeenCalled();
  });

  it('still refuses a resource without its provider', () => {
    const app = newApp();
    const stack = stackIn(app);
    new TerraformResource(stack, 'other', {
      terraformResourceType: 'random_id',
      terraformGeneratorMetadata: { providerName: 'random' },
    });
    expect(() => app.synth()).toThrow('Found resources without a matching provider construct');
  });

  it('still reports the validation errors of a construct', () => {
    const app = newApp();
    vpcIn(stackIn(app)).node.addValidation({ validate: () => ['the VPC is wrong'] });
    expect(() => app.synth()).toThrow('the VPC is wrong');
  });

  it('refuses a reference to an element of another stack, with a remedy', () => {
    const app = newApp();
    const vpc = vpcIn(stackIn(app));
    new Vpc(stackIn(app, 'data'), 'other', { cidrBlock: vpc.cidrBlock });
    expect(() => app.synth()).toThrow(
      '${aws_vpc.vpc.cidr_block} of the stack network is used in another stack: stacks read each other only by contracts. ' +
        'Publish it in apps/network/src/contract.ts, and read it from there.',
    );
  });

  it('leaves no token, and keeps those that existed before', () => {
    const { stringTokenMap, numberTokenMap } = TokenMap.instance() as unknown as Record<string, Map<unknown, unknown>>;
    const constant = Token.asString({ resolve: () => 'a constant' });
    const [texts, numbers] = [stringTokenMap!.size, numberTokenMap!.size];
    synthesize([join(__dirname, '../testing/network')], testing, join(folder, 'tokens'));
    expect([stringTokenMap!.size, numberTokenMap!.size]).toEqual([texts, numbers]);
    expect(TokenMap.instance().lookupString(constant)).toBeDefined();
  });
});
