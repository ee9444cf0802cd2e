import type { GitHub } from '@malinshopper/ci/testing';
import { assumeEmbeddedAccount } from '@malinshopper/local-aws';
import { forgetWorld } from '@malinshopper/terraform';
import { FlawedWay, type Call } from '@malinshopper/terraform/testing';

/**
 * A failure of a job of `delivery` in the middle of its apply: AWS refuses one call; the session expires; its machine
 * is gone, with all its processes; connections to AWS are refused until the job has ended.
 */
export type Injected = 'refused' | 'expired' | 'gone' | 'unreachable';

/**
 * Calls that change `delivery` (IAM and CodeDeploy API references), and the one that releases its lock: a state is not
 * always written, since the provider records an intended change even if it has failed.
 */
type Kind = 'role' | 'group' | 'lock';

export interface Injection {
  readonly environment: string;
  readonly what: Injected;
  /** The first call of this kind triggers it. */
  readonly from: Kind;
}

function changeIn({ method, path, body }: Call): { kind: Kind; environment: string; name: string } | undefined {
  const [, role] = /\bAction=UpdateRole(?:Description)?&/.test(body)
    ? (/\bRoleName=(\w+)-deployer\b/.exec(body) ?? [])
    : [];
  if (role) return { kind: 'role', environment: role, name: 'role' };
  const [, of, group] = /"currentDeploymentGroupName":"(\w+)-([\w-]+)"/.exec(body) ?? [];
  if (of && group) return { kind: 'group', environment: of, name: group };
  const [, owner] = (method === 'DELETE' && /\/(\w+)\/delivery\.tfstate\.tflock(\?|$)/.exec(path)) || [];
  return owner ? { kind: 'lock', environment: owner, name: 'lock' } : undefined;
}

/**
 * The connection of jobs of `delivery` to one embedded AWS: their changes are counted, and their failures are injected
 * here.
 */
export class DeliveryWay {
  private readonly way: FlawedWay;
  private readonly changed: string[] = [];
  /** Called at each change that a job is about to make. */
  private onChange: (kind: Kind, environment: string) => void = () => undefined;
  /** Called when AWS has made a change. */
  private onChanged: () => void = () => undefined;
  /** The machine of the job has ended: its next requests do not arrive. */
  private isGone = false;

  /**
   * @param port of the embedded AWS
   * @param wayPort a free one, which the jobs use instead of it
   */
  constructor(
    readonly port: number,
    readonly wayPort: number,
  ) {
    this.way = new FlawedWay(port);
    this.way.onCall = (call) => {
      if (this.way.flaw === 'refused') this.way.flaw = 'none';
      if (this.isGone) this.way.flaw = 'cut';
      const change = changeIn(call);
      if (change) this.onChange(change.kind, change.environment);
    };
    this.way.onAnswer = (call, status) => {
      const change = status < 300 ? changeIn(call) : undefined;
      if (!change) return;
      if (change.kind !== 'lock') this.changed.push(`${change.environment} ${change.name}`);
      this.onChanged();
    };
  }

  open = () => this.way.open(this.wayPort);
  close = () => this.way.close();

  /** The number of changes of each role and group of an environment in AWS: `{ role: 1, web: 1 }`. */
  changes(environment: string): Readonly<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const one of this.changed) {
      const [owner, name = ''] = one.split(' ');
      if (owner === environment) counts[name] = (counts[name] ?? 0) + 1;
    }
    return counts;
  }

  /**
   * Runs some work on this connection, with an injected failure in the middle of it, if there is one.
   * @param workspace the clone in which a job works, to end its machine
   * @throws Error if the failure never happened
   */
  async during<T>(
    injection: Injection | undefined,
    workspace: string,
    work: (onSaid: GitHub['onSaid']) => Promise<T>,
  ): Promise<T> {
    let end: (() => void) | undefined;
    /** Repairs the connection after the failure. */
    let repaired: (() => Promise<void>) | undefined;
    this.onChange = (kind, environment) => {
      if (!injection || repaired || environment !== injection.environment || kind !== injection.from) return;
      repaired = this.inject(injection.what, workspace, () => end?.());
    };
    const result = await work((_said, ends) => (end = ends));
    await repaired?.();
    this.isGone = false;
    this.way.flaw = 'none';
    this.onChange = () => undefined;
    if (injection && !repaired)
      throw new Error(`No job has changed the ${injection.from} of ${injection.environment}.`);
    return result;
  }

  private inject(what: Injected, workspace: string, end: () => void): () => Promise<void> {
    const nothing = async () => undefined;
    switch (what) {
      case 'refused':
      case 'expired':
        this.way.flaw = what;
        return nothing;
      case 'gone': {
        // The call that triggers it is answered, and the job does not get the answer; no other call arrives.
        const answered = new Promise<void>((resolve) => (this.onChanged = resolve));
        this.isGone = true;
        end();
        // Terraform and its supervisor are in process groups of their own (ADR 4): they end with the machine.
        const endpoint = `http://127.0.0.1:${this.wayPort}`;
        forgetWorld({ kind: 'embedded', endpoint, assume: assumeEmbeddedAccount }, workspace);
        const closed = this.close();
        return () => Promise.all([answered, closed]).then(this.open);
      }
      case 'unreachable': {
        this.way.flaw = 'cut';
        const closed = this.close();
        return () => closed.then(this.open);
      }
    }
  }
}
