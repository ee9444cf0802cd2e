import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedAws, stopEmbeddedAws } from './daemon';
import { TerraformForTest } from './testing/terraform';

const LIMIT_MS = 30 * 60_000;
const inherited = process.env['NODE_OPTIONS'];
let folder: string;
let terraform: TerraformForTest;

/** The start options of the gateway: a clock that is as many hours ahead as a file states. */
const clock = (file: string) => `
const { now } = Date;
Date.now = () => now() + 3600000 * Number(require('node:fs').readFileSync(${JSON.stringify(file)}, 'utf8'));
`;
const passed = (hours: number) => writeFile(join(folder, 'hours'), String(hours));

const configuration = `
terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
  backend "s3" {}
}
variable "account" {}
provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = [var.account]
}
provider "aws" {
  alias  = "us_east_1"
  region = "us-east-1"
}
resource "aws_sns_topic" "alarms" { name = "alarms" }
resource "aws_sns_topic_subscription" "mail" {
  topic_arn = aws_sns_topic.alarms.arn
  protocol  = "email"
  endpoint  = "team@malinshopper.com"
}
`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'unconfirmed-'));
  await passed(0);
  await writeFile(join(folder, 'clock.cjs'), clock(join(folder, 'hours')));
  process.env['EMBEDDED_AWS_PORT'] = '4637';
  process.env['NODE_OPTIONS'] = `${inherited ?? ''} --require ${join(folder, 'clock.cjs')}`;
  await stopEmbeddedAws();
  await startEmbeddedAws();
  const program = await mkdtemp(join(tmpdir(), 'unconfirmed-program-'));
  await writeFile(join(program, 'main.tf'), configuration);
  terraform = await TerraformForTest.of(program, '210987654322');
  await rm(program, { recursive: true });
  await terraform.succeeds('apply', '-auto-approve');
}, LIMIT_MS);

afterAll(async () => {
  if (inherited === undefined) delete process.env['NODE_OPTIONS'];
  else process.env['NODE_OPTIONS'] = inherited;
  await stopEmbeddedAws();
  for (const each of [folder, terraform.folder]) await rm(each, { recursive: true, force: true });
});

const plan = () => terraform.run('plan', '-detailed-exitcode', '-json');
/** The resource addresses in lines of a type in Terraform's "Machine-Readable UI". */
const addresses = (output: string, type: string) =>
  output
    .split('\n')
    .filter((line) => line.includes(`"type":"${type}"`))
    .map(
      (line) => JSON.parse(line) as { hook?: { resource: { addr: string } }; change?: { resource: { addr: string } } },
    )
    .map(({ hook, change }) => (hook ?? change)!.resource.addr);

/** The report of the deploy when the subscription was gone. */
let deployed: string;

test(
  'a subscription that waits for its confirmation is in no plan for two days, and then is planned as gone',
  async () => {
    await passed(47);
    expect((await plan()).code).toBe(0);
    await passed(48);
    deployed = await terraform.succeeds('apply', '-auto-approve', '-json');
    // tools/terraform distinguishes the two by this: it was refreshed, and is planned to be created.
    expect(addresses(deployed, 'refresh_start')).toContain('aws_sns_topic_subscription.mail');
    expect(addresses(deployed, 'planned_change')).toEqual(['aws_sns_topic_subscription.mail']);
  },
  LIMIT_MS,
);

// convergence.embedded.test.ts shows that an unconfirmed one can be destroyed.
test(
  'the next deploy subscribes again, and the plan after it is empty',
  async () => {
    expect(addresses(deployed, 'apply_complete')).toEqual(['aws_sns_topic_subscription.mail']);
    expect((await plan()).code).toBe(0);
  },
  LIMIT_MS,
);
