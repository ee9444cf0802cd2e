import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environment } from '@malinshopper/environments';
import type { App } from '../commands/app';
import { readConfiguration } from '../configuration';
import { NotesReporter } from '../progress/reporter';
import type { Session } from '../aws-target/session';
import { workFolder } from '../work/folder';

/** A synthesized stack as cdktf writes it, as small as possible. */
export function stackJson(app = 'network', owner = 'testing', upstreams: Record<string, string> = {}): string {
  const place = { bucket: 'states', region: 'eu-west-1' };
  const states = Object.entries(upstreams).map(([name, key]) => [name, { backend: 's3', config: { ...place, key } }]);
  return JSON.stringify({
    terraform: {
      required_version: '>= 1.11, < 2',
      required_providers: { aws: { source: 'aws', version: '5.100.0' } },
      backend: { s3: { ...place, key: `${owner}/${app}.tfstate`, encrypt: true, use_lockfile: true } },
    },
    provider: {
      aws: [
        { allowed_account_ids: ['444455556666'], region: 'eu-west-1' },
        { alias: 'us_east_1', allowed_account_ids: ['444455556666'], region: 'us-east-1' },
      ],
    },
    ...(states.length > 0 && { data: { terraform_remote_state: Object.fromEntries(states) } }),
    resource: { aws_vpc: { main: { '//': { metadata: { path: `${app}/network/vpc`, uniqueId: 'main' } } } } },
  });
}

/** The header of every state of Terraform. */
export const stateHeader = { version: 4, terraform_version: '1.11.4', lineage: 'lineage', serial: 1 };

/** A state file of Terraform that manages these addresses and reads these keys. */
export function stateJson(
  managed: readonly string[],
  reads: readonly string[] = [],
  outputs: object = { id: { value: 1 } },
): string {
  const resources = managed.map((address) => {
    const [type, name] = address.split('.');
    return { mode: 'managed', type, name, instances: [{}] };
  });
  const readers = reads.map((key, index) => ({
    mode: 'data',
    type: 'terraform_remote_state',
    name: `r${index}`,
    instances: [{ attributes: { config: { value: { bucket: 'states', key } } } }],
  }));
  return JSON.stringify({ ...stateHeader, outputs, resources: [...resources, ...readers] });
}

/** @param holder its holder, as these tools write it @default - none, as in a lock of Terraform itself */
export function lockJson(created: Date, who = 'ana@laptop', holder?: object): string {
  const Info = holder ? JSON.stringify(holder) : '';
  return JSON.stringify({
    ID: 'lock-1',
    Operation: 'OperationTypeApply',
    Info,
    Who: who,
    Created: created.toISOString(),
  });
}

export interface FakeAppOptions {
  readonly json?: string;
  readonly environment?: string;
  /** A program that stands in for Terraform: a shell script. */
  readonly script?: string;
}

/** An app in a work folder of its own, with the messages to the user. */
export function fakeApp(session: Session, options: FakeAppOptions = {}): App & { readonly told: string[] } {
  const root = mkdtempSync(join(tmpdir(), 'terraform-test-'));
  const json = options.json ?? stackJson();
  const configuration = readConfiguration(json);
  const folder = workFolder(session.target.kind, configuration.state.key, root);
  mkdirSync(folder.path, { recursive: true });
  const program = join(root, 'terraform');
  writeFileSync(program, `#!/bin/sh\n${options.script ?? 'exit 0'}\n`, { mode: 0o755 });
  const told: string[] = [];
  return {
    name: configuration.app,
    json,
    configuration,
    folder,
    told,
    reporter: new NotesReporter((line) => told.push(line)),
    release: () => undefined,
    context: {
      environment: environment(options.environment ?? 'testing'),
      session,
      installation: { program, version: '1.11.4', cliConfiguration: join(root, 'none.tfrc') },
      env: process.env,
      root,
    },
  };
}
