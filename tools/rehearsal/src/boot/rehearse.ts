import { environment as environmentOf, type Environment } from '@malinshopper/environments';
import { deployEnvironment } from '@malinshopper/terraform';
import pc from 'picocolors';
import { clientsOf, type Clients } from '../clients';
import { openWorld } from '../world';
import { agentsIn, s3OfAws, serveAgents } from './agents';
import { bootChecks } from './checks';
import type { BootContext } from './checks/check';
import { userDataText } from './instance';
import { masterOf } from './database/master';
import { imagedInstances, Machines } from './machines';
import { assertNothingMissing } from './needs';

/** A clean-up at the end. */
type TakeDown = () => Promise<void>;

export interface Booted {
  readonly world: BootContext;
  /** Ends the machines and removes everything that was put into the embedded AWS for them. */
  readonly end: TakeDown;
}

/** The architecture of the root file systems. It is the architecture of this computer, not of the instances in AWS. */
const architecture = { x64: 'amd64', arm64: 'arm64' }[process.arch as 'x64' | 'arm64'] ?? process.arch;

/**
 * Boots a machine for each role of an environment that is deployed on the embedded AWS.
 * @param onBegin gets the clean-up before there is anything to clean up
 */
export async function bootMachines(
  environment: Environment,
  clients: Clients,
  onBegin: (end: TakeDown) => void = () => undefined,
): Promise<Booted> {
  assertNothingMissing();
  const takeDowns: TakeDown[] = [];
  const end = async () => {
    for (const takeDown of takeDowns.splice(0).reverse()) await takeDown();
  };
  onBegin(end);
  const { started, database } = await imagedInstances(environment, clients, (what) =>
    console.log(`  making ${what}, once ...`),
  );
  const texts = started.map(([instance]) => userDataText(instance));
  const setting = (name: string) => new RegExp(`\\b${name}=(\\S+)`).exec(texts[0] ?? '')?.[1] ?? '';
  const machines = await Machines.prepare(environment, clients, setting('DATABASE_HOST'));
  takeDowns.push(() => machines.end());
  machines.startDatabase(database, await masterOf(clients, setting('DATABASE_HOST')));
  const agents = new Map(texts.flatMap((text) => agentsIn(text, architecture)).map((agent) => [agent.key, agent]));
  takeDowns.push(await serveAgents({ s3: await s3OfAws(environment.region) }, [...agents.values()], machines.folder));
  for (const [instance, image] of started) await machines.start(instance, image);
  // Measured from the first moment on, so that the time is right.
  machines.firstServed.catch(() => undefined);
  return {
    world: {
      machines,
      clients,
      environment,
      contentBucket: setting('CONTENT_BUCKET'),
      packageBucket: setting('PACKAGE_BUCKET'),
    },
    end,
  };
}

export interface RehearseOptions {
  /** Leaves the machines running, for manual inspection, until Ctrl-C. @default false */
  readonly keep?: boolean;
}

/** `npm run rehearse:boot`: boots the testing environment's four roles and checks them. */
export async function rehearseBoot({ keep = false }: RehearseOptions): Promise<void> {
  assertNothingMissing();
  const chosen = environmentOf('testing');
  const { said } = await openWorld();
  console.log(`${said} Deploying ${pc.bold(chosen.name)}, unless it is up ...\n`);
  const result = await deployEnvironment(chosen.ref);
  if (!result.ok) throw new Error(`${chosen.name} is not deployed: npm start shows the reason.`);
  let end: TakeDown = async () => undefined;
  let isInterrupted = false;
  const interrupted = () => {
    isInterrupted = true;
    void end().finally(() => {
      console.log('\nInterrupted: the machines are gone, and the embedded AWS continues.');
      process.exit(130);
    });
  };
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    console.log(`\nBooting ${pc.bold('web, fetcher, updater-1 and updater-2')} ...`);
    const began = Date.now();
    const { world } = await bootMachines(chosen, await clientsOf(chosen), (takeDown) => (end = takeDown));
    await lookAt(world);
    console.log(`\nAll of it took ${((Date.now() - began) / 1000).toFixed(0)} s.`);
    if (keep) await kept(world);
  } catch (error) {
    // Work in progress when the machines ended has failed, as expected.
    if (isInterrupted) await new Promise(() => undefined);
    throw error;
  } finally {
    await end();
  }
}

/** Runs one check after the other, and prints each. @throws Error on the first that fails, with its subject */
export async function lookAt(world: BootContext, checks = bootChecks): Promise<void> {
  for (const { subject, look } of checks) {
    const began = Date.now();
    const fact = await look(world).catch((error: Error) => {
      throw new Error(`  ${pc.red('✖')} ${subject}: ${error.message}`);
    });
    const took = `${((Date.now() - began) / 1000).toFixed(1)} s`.padStart(7);
    console.log(`  ${pc.green('✔')} ${took}  ${subject.padEnd(24)} ${fact}`);
  }
}

async function kept({ machines }: BootContext): Promise<never> {
  console.log('\nThe machines run until Ctrl-C. To enter one:');
  for (const { machine } of machines.all) console.log(`  ${machine.name.padEnd(10)} ${machine.entrance} bash`);
  return new Promise(() => setInterval(() => undefined, 1 << 30));
}
