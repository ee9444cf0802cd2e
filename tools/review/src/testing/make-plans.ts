// Makes the plans in `plans/` again, with the installed Terraform: `npx tsx tools/review/src/testing/make-plans.ts`. Nothing is downloaded: all
// resources are `terraform_data`, which is built into Terraform. Three things are not possible with it: drift, since it makes no requests
// (`plans/drift.json` is of two `aws_sqs_queue`, provider 5.100.0, of which one was changed and one deleted on moto without Terraform); deferred
// changes, which only experimental builds of Terraform plan (`-allow-deferral`); and `create, forget`, which no configuration of Terraform 1.11
// produces (`lifecycle.destroy` is an unsupported argument there).
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Steps {
  /** The configuration that exists before. @default - none */
  readonly before?: string;
  /** True if the state has a deposed object, as after a run that failed to destroy after its create. @default false */
  readonly deposes?: boolean;
  /** Run between the two: arguments of Terraform. @default - nothing is */
  readonly between?: readonly string[];
  /** The configuration to plan. */
  readonly then: string;
  /** Arguments of the plan. @default - none */
  readonly args?: readonly string[];
}

const data = (name: string, body: string) => `resource "terraform_data" "${name}" {\n${body}\n}\n`;
const one = data('one', 'input = "1"');

const cases: Readonly<Record<string, Steps>> = {
  create: { then: `${one}output "id" { value = terraform_data.one.id }` },
  'no-op': { before: one, then: one },
  update: { before: one, then: data('one', 'input = "2"') },
  replace: { before: data('one', 'triggers_replace = ["a"]'), then: data('one', 'triggers_replace = ["b"]') },
  'replace-create-first': {
    before: data('one', 'triggers_replace = ["a"]'),
    then: data('one', 'triggers_replace = ["b"]\nlifecycle { create_before_destroy = true }'),
  },
  tainted: { before: one, between: ['taint', 'terraform_data.one'], then: one },
  delete: { before: one + data('two', ''), then: one },
  'delete-each-key': {
    before: data('each', 'for_each = toset(["a", "b"])'),
    then: data('each', 'for_each = toset(["a"])'),
  },
  read: {
    then: `${one}data "terraform_remote_state" "other" {
  backend = "local"
  config = { path = terraform_data.one.output }
}
output "other" { value = data.terraform_remote_state.other.outputs }`,
  },
  import: { then: `${one}import {\n  to = terraform_data.one\n  id = "made-by-hand"\n}` },
  move: {
    before: one,
    then: `${data('uno', 'input = "1"')}moved {\n  from = terraform_data.one\n  to = terraform_data.uno\n}`,
  },
  'move-and-update': {
    before: one,
    then: `${data('uno', 'input = "2"')}moved {\n  from = terraform_data.one\n  to = terraform_data.uno\n}`,
  },
  forget: { before: one, then: 'removed {\n  from = terraform_data.one\n  lifecycle { destroy = false }\n}' },
  deposed: {
    before: one,
    deposes: true,
    then: one,
  },
  check: {
    before: one,
    then: `${one}check "odd" {\n  assert {\n    condition = terraform_data.one.input == "3"\n    error_message = "It is \${terraform_data.one.input}."\n  }\n}`,
  },
  errored: {
    before: one,
    then: `${data('two', '')}${data('one', 'input = "2"\nlifecycle {\n  precondition {\n    condition = terraform_data.two.input == "3"\n    error_message = "never"\n  }\n}')}`,
  },
  target: { before: one, then: data('one', 'input = "2"') + data('two', ''), args: ['-target=terraform_data.two'] },
  sensitive: {
    before: data('one', 'input = sensitive({ user = "u", word = "hidden-before" })'),
    then: `${data('one', 'input = { user = "u", word = sensitive("hidden-after") }')}output "word" {\n  value = terraform_data.one.input.word\n  sensitive = true\n}`,
  },
  // The configuration of a preview for an output of another app that will only be known later.
  placeholder: {
    before: data('vpc', 'triggers_replace = ["vpc-1"]') + data('user', 'input = "vpc-1"'),
    then: `${data('preview_network', 'input = { vpcId = "" }')}${data('vpc', 'triggers_replace = [terraform_data.preview_network.output.vpcId]')}${data('user', 'input = terraform_data.preview_network.output.vpcId')}${data('after', 'triggers_replace = [terraform_data.vpc.id]')}`,
  },
  outputs: {
    before: 'output "kept" { value = "k" }\noutput "gone" { value = "g" }\noutput "changed" { value = "c" }',
    then: 'output "kept" { value = "k" }\noutput "new" { value = ["n"] }\noutput "changed" { value = "d" }',
  },
};

const folder = mkdtempSync(join(tmpdir(), 'plans-'));
const run = (...args: string[]) =>
  execFileSync('terraform', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
const write = (text: string) => writeFileSync(join(folder, 'main.tf'), text);

function depose(): void {
  const file = join(folder, 'terraform.tfstate');
  const state = JSON.parse(readFileSync(file, 'utf8')) as { resources: { instances: object[] }[] };
  const { instances } = state.resources[0]!;
  instances.push({ ...instances[0], deposed: '0123abcd' });
  writeFileSync(file, JSON.stringify(state));
}

for (const [name, { before, deposes, between, then, args = [] }] of Object.entries(cases)) {
  for (const file of ['terraform.tfstate', '.terraform']) rmSync(join(folder, file), { recursive: true, force: true });
  if (before !== undefined) {
    write(before);
    run('init');
    run('apply', '-auto-approve');
    if (deposes) depose();
    if (between) run(...between);
  }
  write(then);
  run('init');
  // A plan with errors is written too.
  spawnSync('terraform', ['plan', '-out=plan', ...args], { cwd: folder });
  const plan = JSON.parse(run('show', '-json', 'plan')) as unknown;
  writeFileSync(join(__dirname, 'plans', `${name}.json`), `${JSON.stringify(plan, null, 1)}\n`);
}
rmSync(folder, { recursive: true });
