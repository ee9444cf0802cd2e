import { mkdirSync, rmSync } from 'node:fs';
import type { Server } from 'node:net';
import { join } from 'node:path';
import type { Environment, Role } from '@malinshopper/environments';
import { embeddedEndpoint } from '@malinshopper/local-aws';
import type { Clients } from '../clients';
import { root } from '../programs';
import { certificateForAws, type Certificate } from './authority';
import { usersJob, type JobOptions } from './database/job';
import { databaseImage, DatabaseServer, type DatabaseServerOptions } from './database/server';
import { imagesFor, type Image } from './image/image';
import { credentialsOf, instancesOf, userDataText, type Instance } from './instance';
import { metadataOf } from './instance-metadata';
import { clearLeftovers, folderOf, groupOf } from './leftovers';
import { removeGroups } from './machine/control-groups';
import { Edge } from './machine/edge-process';
import { Machine } from './machine/machine';
import { BOOT_SECONDS, until } from './machine/poll';
import { healthOf } from './health';
import { openRelay } from './relay';

/** The folder in which root file systems are kept from one rehearsal to the next. */
export const cache = join(root, '.work', 'boot');
/** The memory of a machine of the rehearsal, in bytes: as much as a t4g.small. */
const MEMORY = 2 * 1024 ** 3;
/** A session lasts an hour, and s3fs requests the next one 20 minutes before its end. */
const NEW_CREDENTIALS_MS = 30 * 60_000;

/** An instance and the machine that emulates it. */
export interface Rehearsed {
  readonly instance: Instance;
  readonly machine: Machine;
  /** Sets additional data of the metadata service for the machine, until the next call. */
  announce(more: Record<string, string>): void;
}

/** One machine for each role of an environment, all running at once. */
export class Machines {
  private readonly of = new Map<Role, Rehearsed>();
  private served?: Promise<number>;
  private database?: DatabaseServer;

  private constructor(
    private readonly clients: Clients,
    /** The writable folder of a rehearsal; removed at its end. */
    readonly folder: string,
    private readonly relay: Server,
    private readonly certificate: Certificate & { readonly authority: string },
  ) {}

  /** Prepares the parts that all machines share. From here on `end` has to be called. */
  static async prepare(environment: Environment, clients: Clients, databaseHost: string): Promise<Machines> {
    clearLeftovers(cache);
    const folder = folderOf(cache, process.pid);
    mkdirSync(folder, { recursive: true });
    const certificate = await certificateForAws(folder, environment.region, databaseHost);
    const { hostname, port } = new URL(embeddedEndpoint());
    const relay = await openRelay(join(folder, 'aws.sock'), Number(port), hostname);
    return new Machines(clients, folder, relay, certificate);
  }

  /** Starts a machine for an instance; it boots in the background. */
  async start(instance: Instance, image: Image): Promise<Rehearsed> {
    let more: Record<string, string> = {};
    let known = metadataOf(instance, await credentialsOf(this.clients, instance));
    const { certificate, key, authority } = this.certificate;
    const userData = instance.userData.toString('base64');
    const relay = join(this.folder, 'aws.sock');
    const database = DatabaseServer.socketIn(this.databaseFolder);
    const edge = await Edge.start({ relay, database, certificate, key, userData }, known);
    const tell = () => edge.know({ ...known, ...more });
    const renew = async () => {
      known = metadataOf(instance, await credentialsOf(this.clients, instance));
      tell();
    };
    setInterval(() => void renew(), NEW_CREDENTIALS_MS).unref();
    const name = instance.role;
    const folder = join(this.folder, name);
    const group = `${groupOf(process.pid)}/${name}`;
    const machine = Machine.start({ name, image, folder, group, edge, authority, memory: MEMORY });
    const announce = (added: Record<string, string>) => {
      more = added;
      tell();
    };
    const rehearsed = { instance, machine, announce };
    this.of.set(instance.role, rehearsed);
    return rehearsed;
  }

  /** Starts a database server in the place of the environment's; it begins while machines boot. */
  startDatabase(image: Image, master: DatabaseServerOptions['master']): void {
    this.database = DatabaseServer.start({ image, folder: this.databaseFolder, certificate: this.certificate, master });
  }

  /** The job that makes users, on that server. */
  async usersJob(world: Pick<JobOptions, 'clients' | 'environment' | 'packageBucket'>) {
    const { clients, environment, packageBucket } = world;
    if (!this.database) throw new Error('No database server was started: call startDatabase first.');
    const server = await this.database.answers();
    return usersJob({ clients, environment, packageBucket, server, authority: join(this.folder, 'authority.pem') });
  }

  private get databaseFolder(): string {
    return join(this.folder, 'database');
  }

  /**
   * The time after its start until web answered the load balancer's health check with 200 for the first time, in
   * milliseconds.
   */
  get firstServed(): Promise<number> {
    const web = this.get('web');
    this.served ??= until('web serves', BOOT_SECONDS, async () => {
      if (!web.machine.isUp) return undefined;
      return (await healthOf(web)).status === 200 ? Date.now() - web.machine.startedAt : undefined;
    });
    return this.served;
  }

  get all(): Rehearsed[] {
    return [...this.of.values()];
  }

  /** @throws Error if no machine of that role was started */
  get(role: Role): Rehearsed {
    const found = this.of.get(role);
    if (!found) throw new Error(`There is no machine of the role ${role}, only of: ${[...this.of.keys()].join(', ')}.`);
    return found;
  }

  /** Ends all machines and leaves nothing of them. */
  async end(): Promise<void> {
    await Promise.all(this.all.map(({ machine }) => machine.end()));
    await this.database?.end();
    this.relay.close();
    removeGroups(groupOf(process.pid));
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The instances of an environment, each with its root file system, and the root file system of the database server. */
export async function imagedInstances(
  environment: Environment,
  clients: Clients,
  onBuild: (what: string) => void,
): Promise<{ readonly started: [Instance, Image][]; readonly database: Image }> {
  const instances = await instancesOf(clients, environment);
  const [database, ...images] = await imagesFor([databaseImage, ...instances.map(userDataText)], cache, onBuild);
  return { started: instances.map((instance, index) => [instance, images[index]!]), database: database! };
}
