import { join } from 'node:path';
import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { runWorkflow, type EndedJob, type GitHub, type StandIn } from '@malinshopper/ci/testing';
import { environment, type AccountName, type Environment } from '@malinshopper/environments';
import { readRecordOf, unlock } from '@malinshopper/terraform';
import type { Clients } from '../../clients';
import type { DeliveryWay, Injection } from './delivery-way';
import type { Pushed } from './pushed';

/** The values that a test uses. They do not exist before the test runs. */
export interface Given {
  readonly pushed: Pushed;
  readonly clients: Readonly<Record<AccountName, Clients>>;
  gitHub(more?: Partial<GitHub>): GitHub;
  /** The repository on GitHub, with its pull requests. */
  readonly on: StandIn['state']['repositories'][string];
  /** Runs some work with the embedded AWS of an account as the chosen one. */
  at<T>(account: AccountName, work: () => Promise<T>): Promise<T>;
}

/**
 * A run of `deploy.yml` with a change of `delivery`, the failed jobs of which are run again, and its objects in the
 * buckets of the states.
 */
export class RunOfDeploy {
  /** The results of the jobs of the last attempt, with those that stay from earlier ones. */
  jobs: readonly EndedJob[] = [];

  constructor(
    private readonly ways: Readonly<Record<AccountName, DeliveryWay>>,
    private readonly given: () => Given,
  ) {}

  /**
   * Runs the failed jobs again, or all the first time, with an injected failure in one of them, if there is one.
   * @returns the results of the jobs that were run
   */
  async attempt(injection?: Injection): Promise<Readonly<Record<string, EndedJob['result']>>> {
    const { gitHub, at } = this.given();
    const { account } = environment(injection?.environment ?? 'testing');
    this.jobs = await at(account.name, () =>
      this.ways[account.name].during(injection, join(gitHub().machine, 'workspace'), (onSaid) =>
        runWorkflow(gitHub({ onSaid }), '.github/workflows/deploy.yml', { again: this.jobs }),
      ),
    );
    const latest = Math.max(...this.jobs.map(({ attempt }) => attempt));
    const ran = this.jobs.filter(({ attempt, result }) => attempt === latest && result !== 'skipped');
    return Object.fromEntries(ran.map(({ name, result }) => [name, result]));
  }

  /**
   * Releases the lock of `delivery` as its team does it, at once: a deploy does so when the session of the dead job has
   * ended.
   */
  unlocked(of: Environment): Promise<string> {
    return this.given().at(of.account.name, () => {
      const variables = { ...process.env, EMBEDDED_AWS_ROLE: 'ci/delivery-deploy' };
      return unlock('apps/delivery', of, { yes: true, variables });
    });
  }

  record(of: Environment) {
    return readRecordOf(this.given().clients[of.account.name].s3, {
      bucket: bucketOf(of),
      key: `${of.name}/delivery.tfstate`,
    });
  }

  /** The ETags of all objects in the bucket of an environment's account, by their keys. */
  async objects(of: Environment): Promise<Readonly<Record<string, string>>> {
    const { s3 } = this.given().clients[of.account.name];
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucketOf(of) }));
    return Object.fromEntries(Contents.map(({ Key, ETag }) => [Key!, ETag!]));
  }

  /** States and records of all apps but delivery: a deploy of another app does not change these objects. */
  async ofOthers(environments: readonly Environment[]): Promise<Readonly<Record<string, string>>> {
    const all = Object.assign({}, ...(await Promise.all(environments.map((of) => this.objects(of))))) as object;
    return Object.fromEntries(
      Object.entries(all).filter(([key]) => /\/(?!delivery\.)\w+\.(tfstate|record\.json)$/.test(key)),
    );
  }

  /** The locks, and the leases that have not been released, in the bucket of an environment's account. */
  async taken(of: Environment): Promise<readonly string[]> {
    const keys = Object.keys(await this.objects(of));
    const leases = keys.filter((key) => key.startsWith('leases/'));
    const held = await Promise.all(leases.map(async (key) => ((await this.seconds(of, key)) === 0 ? [] : [key])));
    return [...keys.filter((key) => key.endsWith('.tflock')), ...held.flat()];
  }

  private async seconds(of: Environment, Key: string): Promise<number> {
    const { s3 } = this.given().clients[of.account.name];
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucketOf(of), Key }));
    return (JSON.parse(await Body!.transformToString()) as { seconds: number }).seconds;
  }
}

const bucketOf = ({ account }: Environment) => `malinshopper-terraform-state-${account.id}`;
