import type { GitHub } from '@malinshopper/ci/testing';
import { assumeEmbeddedAccount } from '@malinshopper/local-aws';
import { forgetWorld } from '@malinshopper/terraform';
import { FlawedWay, type Call } from '@malinshopper/terraform/testing';

/**
 * What is done to a job of `delivery` in the midst of its apply: AWS refuses one call; the session expires; its machine is gone, with all that
 * runs on it; connections to AWS are refused until the job has ended.
 */
export type Injected = 'refused' | 'expired' | 'gone' | 'unreachable';

/**
 * Calls that change `delivery` (IAM and CodeDeploy API references), and the one that releases its lock: a state is not always written, since
 * the provider puts down what it was about to change also where that has failed.
 */
type Kind = 'role' | 'group' | 'lock';

export interface Injection {
  readonly environment: string;
  readonly what: Injected;
  /** The first call of this kind is the one at which it happens. */
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

/** The way of jobs of `delivery` to one embedded AWS: what they change is counted, and their failures happen here. */
export class DeliveryWay {
  private readonly way: FlawedWay;
  private readonly changed: string[] = [];
  /** Called at each change that a job is about to make. */
  private onChange: (kind: Kind, environment: string) => void = () => undefined;
  /** Called when AWS has made a change. */
  private onChanged: () => void = () => undefined;
  /** The machine of the job has ended: what it was about to send does not arrive. */
  private isGone = false;

  /**
   * @param port of the embedded AWS
   * @param wayPort a free one, which the jobs take for it
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

  /** How often AWS has changed each role and group of an environment: `{ role: 1, web: 1 }`. */
  changes(environment: string): Readonly<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const one of this.changed) {
      const [owner, name = ''] = one.split(' ');
      if (owner === environment) counts[name] = (counts[name] ?? 0) + 1;
    }
    return counts;
  }

  /**
   * Does something on this way, with a failure in the midst of it if one is injected.
   * @param workspace the clone in which a job works, for its machine to be gone
   * @throws if the failure never happened
   */
  async during<T>(
    injection: Injection | undefined,
    workspace: string,
    work: (onSaid: GitHub['onSaid']) => Promise<T>,
  ): Promise<T> {
    let end: (() => void) | undefined;
    /** What makes it whole again, once it has happened. */
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
        // The call at which it happens is answered, and the job does not hear of it; no other one arrives.
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
