import type { S3Revision } from '../application';

/** An instance of an auto scaling group. */
export interface FleetInstance {
  readonly id: string;
  readonly group: string;
  readonly inService: boolean;
}

/** The queries and actions of a deployment in the rest of AWS, in its account and region. */
export interface Aws {
  /** The instances of all auto scaling groups. */
  instances(): Promise<readonly FleetInstance[]>;
  /** The ARN of a target group of that name. */
  targetGroup(name: string): Promise<string>;
  register(targetGroup: string, instanceId: string): Promise<void>;
  deregister(targetGroup: string, instanceId: string): Promise<void>;
  /** `healthy`, `unused`, `draining`, ... (Elastic Load Balancing API reference: TargetHealth). */
  targetState(targetGroup: string, instanceId: string): Promise<string>;
  /** Returns the names of the given alarms (metric alarms and composite alarms) that are in the state ALARM. */
  alarming(names: readonly string[]): Promise<readonly string[]>;
  /** The revision, read as the instance would read it: with the permissions of its role. */
  revision(revision: S3Revision, instanceId: string): Promise<Buffer>;
  /** The user data of the launch template. @default - undefined: none */
  userData(instanceId: string): Promise<Buffer | undefined>;
  publish(topicArn: string, subject: string, message: string): Promise<void>;
  /** Ends an instance; its auto scaling group launches another. */
  terminate(instanceId: string): Promise<void>;
}
