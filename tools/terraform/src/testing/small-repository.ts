import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { longLivedEnvironments, type Environment } from '@malinshopper/environments';
import { repositoryRoot } from '@malinshopper/synth';

/** An app of a small repository: its resources, and the apps of which it reads the output `name`. */
export interface SmallApp {
  readonly reads?: readonly string[];
  readonly resource: Readonly<Record<string, Readonly<Record<string, object>>>>;
  readonly moved?: readonly { readonly from: string; readonly to: string }[];
  /** @default - `name`, with the outputs that it reads */
  readonly output?: Readonly<Record<string, { readonly value: unknown; readonly sensitive?: boolean }>>;
}

/** The bucket of its states in the account nonproduction. */
export const smallRepositoryBucket = 'small-repository-states';

/** The one in the account production: a name of a bucket belongs to one account (S3 user guide, "Bucket naming rules"). */
export const smallProductionBucket = `${smallRepositoryBucket}-production`;

/**
 * Writes the stack of each app from its `app.json`, as the synthesis program of the real repository does from its
 * constructs. An app with only `terraform_data` has no provider. A plan with the AWS provider takes 3 s more processor
 * time, mostly for the schemas of the provider.
 */
const synth = `
  import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
  import { basename } from 'node:path';
  import { longLivedEnvironments } from '../../../environments/src';
  interface App { readonly reads?: readonly string[]; readonly resource: object }
  const after = (flag: string) => process.argv.flatMap((word, at) => (word === flag ? [process.argv[at + 1]!] : []));
  const each = process.argv.includes('--each');
  const named = after('--environment');
  const names = named.length > 0 ? named : longLivedEnvironments.map(({ name }) => name);
  for (const name of names) {
    const { account } = longLivedEnvironments.find((one) => one.name === name)!;
    for (const project of process.argv.filter((word) => word.startsWith('apps/'))) {
      const app = basename(project);
      const bucket = account.name === 'production' ? '${smallProductionBucket}' : '${smallRepositoryBucket}';
      const place = (of: string) => ({ bucket, key: name + '/' + of + '.tfstate', region: 'eu-west-1' });
      const { reads = [], resource, ...others }: App = JSON.parse(readFileSync(project + '/app.json', 'utf8'));
      const states = reads.map((of) => [of, { backend: 's3', config: place(of) }]);
      const read = reads.map((of) => '\${data.terraform_remote_state.' + of + '.outputs.name}');
      const out = after('--out')[0] + (each ? '/' + name : '') + '/stacks/' + app;
      mkdirSync(out, { recursive: true });
      const resources = JSON.parse(JSON.stringify(resource).replaceAll('ENVIRONMENT', name));
      const isOfAws = Object.keys(resource).some((type) => type !== 'terraform_data');
      writeFileSync(out + '/cdk.tf.json', JSON.stringify({
        terraform: {
          required_version: '>= 1.11',
          ...(isOfAws && { required_providers: { aws: { source: 'aws', version: '5.100.0' } } }),
          backend: { s3: { ...place(app), encrypt: true, use_lockfile: true } },
        },
        ...(isOfAws && { provider: { aws: [{ region: 'eu-west-1', allowed_account_ids: [account.id] }] } }),
        ...(reads.length > 0 && { data: { terraform_remote_state: Object.fromEntries(states) } }),
        resource: resources,
        output: { name: { value: name + '/' + app + read.join('') } },
        ...others,
      }));
    }
  }`;

/** A resource as cdktf writes it, made by the construct of that path. */
export const made = (path: string, body: object) => ({ '//': { metadata: { path, uniqueId: path } }, ...body });

/** A repository with git that is as small as possible, and its commits. */
export class SmallRepository {
  readonly root = mkdtempSync(join(tmpdir(), 'small-repository-'));

  /** @param environments its environments @default - the long-lived ones */
  constructor(environments: readonly Environment[] = longLivedEnvironments) {
    this.write('.gitignore', 'node_modules/\n.work/\n');
    this.write('package.json', '{}');
    this.packages({});
    this.write('libs/stack/src/synth.ts', synth);
    this.environments(environments);
    cpSync(join(repositoryRoot, '.terraform.lock.hcl'), join(this.root, '.terraform.lock.hcl'));
    this.git('init', '--quiet', '--initial-branch=main');
  }

  write(file: string, text: string): void {
    mkdirSync(dirname(join(this.root, file)), { recursive: true });
    writeFileSync(join(this.root, file), text);
  }

  remove(path: string): void {
    rmSync(join(this.root, path), { recursive: true });
  }

  environments(all: readonly Environment[]): void {
    this.write('environments/package.json', JSON.stringify({ name: '@malinshopper/environments' }));
    this.write('environments/src/index.ts', `export const longLivedEnvironments = ${JSON.stringify(all)};`);
  }

  app(name: string, app: SmallApp): void {
    this.write(`apps/${name}/package.json`, JSON.stringify({ name: `@malinshopper/${name}` }));
    this.write(`apps/${name}/app.json`, JSON.stringify(app));
  }

  /** The third-party packages that its lock file requires and that are installed, by their folders. */
  packages(packages: Readonly<Record<string, object>>): void {
    this.write('package-lock.json', JSON.stringify({ packages }));
    this.write('node_modules/.package-lock.json', JSON.stringify({ packages }));
  }

  /** @returns the commit's id */
  commit(): string {
    this.git('add', '--all');
    this.git('-c', 'user.name=Test', '-c', 'user.email=test@example.com', 'commit', '--quiet', '--message', 'A change');
    return this.git('rev-parse', 'HEAD');
  }

  git(...args: readonly string[]): string {
    return execFileSync('git', args, { cwd: this.root, encoding: 'utf8' }).trim();
  }
}
