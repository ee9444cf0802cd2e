/**
 * Kills deploys at random moments and reports the results: `EMBEDDED_AWS_PORT=4690 node --require tsx/cjs bench.ts <moments>
 * [all|supervisor|terraform ...]`.
 * After a kill, a second deploy must make everything once, a plan must be empty, and a destroy must leave nothing; every third time the app is
 * destroyed at once. It is not part of any test: a moment takes half a minute.
 */
import { rmSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { environment } from '@malinshopper/environments';
import { assumeEmbeddedAccount } from '@malinshopper/local-aws';
import { openSession } from '../../aws-target/session';
import type { Target } from '../../aws-target/target';
import { deploy, destroy, plan } from '../../commands/commands';
import { stateKeys } from '../../state/objects';
import { localAws } from '../../testing/local-aws';
import { SmallRepository, smallRepositoryBucket } from '../../testing/small-repository';
import { workFolder } from '../../work/folder';
import type { Killed } from './command-to-kill';
import { counted, deployToKill } from './killing';
import { smallNetwork } from './small-network';

const [moments = '10', ...named] = process.argv.slice(2);
const cases = (named.length > 0 ? named : ['all', 'supervisor', 'terraform']) as Killed[];
const port = process.env['EMBEDDED_AWS_PORT'] ?? '4690';
process.env['EMBEDDED_AWS_PORT'] = port;
const variables = { ...process.env, EMBEDDED_AWS: 'on' };
const endpoint = `http://127.0.0.1:${port}`;
const target: Target = { kind: 'embedded', endpoint, assume: (id) => assumeEmbeddedAccount(id) };
const resources = Object.values(smallNetwork.resource).flatMap((all) => Object.keys(all)).length;

async function bench(): Promise<void> {
  const repository = new SmallRepository();
  const { root } = repository;
  repository.app('net', smallNetwork);
  localAws('start', variables);
  const out = console.log;
  console.log = () => undefined;
  try {
    const testing = environment('testing');
    const options = { root, target, variables };
    const session = await openSession(target, testing);
    const folder = workFolder(`embedded-${port}`, 'testing/net.tfstate', root);
    for (const which of cases) {
      for (let moment = 0; moment < Number(moments); moment += 1) {
        const begun = Date.now();
        const started = deployToKill(root, endpoint, folder, variables);
        await started.until(Math.floor(Math.random() * resources));
        await delay(Math.random() * 200);
        const made = started.made();
        started.kill(which);
        await started.ended;
        const before = await counted(session);
        const result = await converged(moment % 3 !== 2).catch((error: Error) => error.message);
        out(
          `${which} after ${made} made: ${JSON.stringify(before)} -> ${result} (${Math.round((Date.now() - begun) / 1000)} s)`,
        );
      }
    }

    async function converged(deploys: boolean): Promise<string> {
      if (deploys) await deploy('apps/net', testing, options);
      const once = JSON.stringify(await counted(session));
      const left = deploys ? await plan('apps/net', testing, options) : 0;
      await destroy('apps/net', testing, options);
      const gone = JSON.stringify({
        ...(await counted(session)),
        states: await stateKeys(session.s3, smallRepositoryBucket),
      });
      const isGood = (!deploys || once === JSON.stringify(ONCE)) && left === 0 && gone === JSON.stringify(NOTHING);
      return isGood
        ? deploys
          ? 'good'
          : 'good, destroyed at once'
        : `BAD: ${once}, plan ${left}, after the destroy ${gone}`;
    }
  } finally {
    localAws('stop', variables);
    rmSync(root, { recursive: true, force: true });
  }
}

const ONCE = { vpcs: 1, addresses: 1, gateways: 1, keys: 1 };
const NOTHING = { vpcs: 0, addresses: 0, gateways: 0, keys: 0, states: [] };

void bench();
