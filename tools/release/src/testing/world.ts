import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DescribeAutoScalingGroupsCommand, SetDesiredCapacityCommand } from '@aws-sdk/client-auto-scaling';
import { SetAlarmStateCommand, type StateValue } from '@aws-sdk/client-cloudwatch';
import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { environment, type Role } from '@malinshopper/environments';
import { workRoot } from '@malinshopper/synth';
import { namesOf, type Names } from '../environment/names';
import { keyOf } from '../revisions/store';
import { marks } from './revision-folder';
import { alarmOf, build, clientsFor, type Clients } from './world-building';

/**
 * The resources of an environment for releases, made with the SDK in seconds instead of by Terraform in minutes:
 * bucket, instances, alarms, target group, application and groups, under the names with which the apps are synthesized.
 */
export class FakeAws {
  private readonly burning = new Set<Role>();
  private readonly marked = new Set<string>();

  private constructor(
    readonly ref: string,
    readonly names: Names,
    readonly clients: Clients,
  ) {}

  static async make(ref: string, sizes: Partial<Record<Role, number>> = {}): Promise<FakeAws> {
    const found = environment(ref);
    const names = await namesOf(found);
    const clients = await clientsFor(found.account.id);
    await build(found, names, clients, sizes);
    return new FakeAws(ref, names, clients);
  }

  /** The alarm that stops releases to a role. */
  alarmOf = (role: Role) => alarmOf(this.names, role);

  async alarm(role: Role, StateValue: StateValue): Promise<void> {
    if (StateValue === 'OK') this.burning.delete(role);
    else this.burning.add(role);
    const request = { AlarmName: this.alarmOf(role), StateValue, StateReason: 'the test requires it' };
    await this.clients.cloudWatch.send(new SetAlarmStateCommand(request));
  }

  async scale(role: Role, DesiredCapacity: number): Promise<void> {
    const request = { AutoScalingGroupName: this.names.groups.get(role)!, DesiredCapacity };
    await this.clients.autoScaling.send(new SetDesiredCapacityCommand(request));
  }

  /** Its instances, in the order of their launch. */
  async instances(role: Role): Promise<string[]> {
    const request = new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [this.names.groups.get(role)!] });
    const { AutoScalingGroups = [] } = await this.clients.autoScaling.send(request);
    return AutoScalingGroups.flatMap(({ Instances = [] }) => Instances).flatMap(({ InstanceId }) => InstanceId ?? []);
  }

  /** A file on an instance. Instances are folders of this machine (tools/local-aws). */
  file(instance: string, path: string): string {
    const { id } = environment(this.ref).account;
    const instances = join(workRoot(), 'embedded-aws', 'instances', String(process.env['EMBEDDED_AWS_PORT']));
    return join(instances, id, instance, 'root', path);
  }

  /** The page of each instance: the revision that it has. */
  async pages(role: Role): Promise<string[]> {
    const files = (await this.instances(role)).map((instance) => this.file(instance, 'srv/app/page'));
    return files.map((file) => (existsSync(file) ? readFileSync(file, 'utf8').trim() : 'none'));
  }

  /** Puts a mark on an instance, for the hooks of revisions. */
  mark(instance: string, mark: keyof typeof marks, version = ''): void {
    const file = this.file(instance, marks[mark]);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${version}\n`);
    this.marked.add(file);
  }

  unmark(instance: string, mark: keyof typeof marks): void {
    rmSync(this.file(instance, marks[mark]), { force: true });
  }

  /** Removes the remaining marks, and sets the active alarms to OK. */
  async clear(): Promise<void> {
    for (const file of this.marked) rmSync(file, { force: true });
    this.marked.clear();
    for (const role of this.burning) await this.alarm(role, 'OK');
  }

  /** The bytes of a revision. */
  async bytes(sha256: string): Promise<Buffer> {
    const request = new GetObjectCommand({ Bucket: this.names.bucket, Key: keyOf(sha256) });
    return Buffer.from(await (await this.clients.s3.send(request)).Body!.transformToByteArray());
  }

  /** The keys of its revisions. */
  async revisions(): Promise<string[]> {
    const { Contents = [] } = await this.clients.s3.send(new ListObjectsV2Command({ Bucket: this.names.bucket }));
    return Contents.flatMap(({ Key }) => Key ?? []);
  }
}
