import { LaunchTemplate } from '@cdktf/provider-aws/lib/launch-template';
import { architectureOf, imageOf, type Environment, type InstanceType, type Role } from '@malinshopper/environments';
import { resourceName } from '@malinshopper/stack';
import { Fn, TerraformLocal } from 'cdktf';
import { Construct } from 'constructs';
import type { Sizing } from '../surroundings';

export interface InstanceTemplateProps {
  readonly role: Role;
  readonly environment: Environment;
  readonly sizing: Sizing;
  /** The tags of instances and volumes. */
  readonly tags: Record<string, string>;
  /**
   * In clear. EC2 accepts at most 16 KB of it, compressed (EC2 user guide, "Run commands when you launch an EC2
   * instance").
   */
  readonly userData: string;
  readonly profileArn: string;
  /** The group of its role, and the client groups of other resources. */
  readonly securityGroupIds: readonly string[];
  /** The key of the disk: Auto Scaling must have permission to use it, or no instance starts. */
  readonly volumeKeyArn: string;
}

/** The first of a group's instance types: the template uses an image of its architecture. */
export function mainTypeOf({ instanceTypes }: Sizing): InstanceType {
  return instanceTypes[0]!;
}

/**
 * The launch template of a role: a private address only, metadata only with a session token and only for the instance
 * itself, an encrypted disk, no SSH key.
 */
export class InstanceTemplate extends Construct {
  readonly templateId: string;
  /**
   * The newest version, by its number: `$Latest` would never start an instance refresh (terraform-provider-aws issue
   * 22464).
   */
  readonly version: string;

  constructor(scope: Construct, id: string, { role, environment, sizing, tags, ...props }: InstanceTemplateProps) {
    super(scope, id);
    const type = mainTypeOf(sizing);
    // A local value, so that the synthesized JSON contains the readable user data.
    const userData = new TerraformLocal(this, 'user-data', props.userData);
    const template = new LaunchTemplate(this, 'Resource', {
      // A prefix, because the new template is created while the group still uses the old one: both need different names.
      namePrefix: `${resourceName('launchTemplate', environment.name, role)}-`,
      lifecycle: { createBeforeDestroy: true },
      description: `Instances of the role ${role} in ${environment.name}`,
      updateDefaultVersion: true,
      imageId: sizing.image ?? imageOf(environment.region, architectureOf(type)),
      instanceType: type,
      // Three times as much fits: cloud-init unpacks it (cloud-init documentation, "User-data formats").
      userData: Fn.base64gzip(userData.asString),
      iamInstanceProfile: { arn: props.profileArn },
      networkInterfaces: [
        { associatePublicIpAddress: 'false', deleteOnTermination: 'true', securityGroups: [...props.securityGroupIds] },
      ],
      metadataOptions: {
        httpEndpoint: 'enabled',
        httpTokens: 'required',
        httpPutResponseHopLimit: 1,
        instanceMetadataTags: 'enabled',
      },
      blockDeviceMappings: [
        {
          // The root device of Canonical's images.
          deviceName: '/dev/sda1',
          ebs: {
            volumeType: 'gp3',
            volumeSize: sizing.volumeGiB,
            encrypted: 'true',
            // Explicit, although the account encrypts with it by default: nothing would detect a change of that
            // default.
            kmsKeyId: props.volumeKeyArn,
            deleteOnTermination: 'true',
          },
        },
      ],
      monitoring: { enabled: environment.protection.enabled },
      tagSpecifications: ['instance', 'volume'].map((resourceType) => ({ resourceType, tags })),
    });
    this.templateId = template.id;
    this.version = template.getStringAttribute('latest_version');
  }
}
