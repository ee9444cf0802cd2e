import { gzipSync } from 'node:zlib';
import type { Resource, World } from '@malinshopper/synthesized';
import type { Rule } from '../rule';
import { bootTextOf, bootTypes } from './boot-text';
import { secretIn } from './secrets';

const unread = 'cannot be read: make it of a text by base64gzip or base64encode';

/** The check of a text that is run at boot. One that cannot be read does not pass. */
const ofText =
  (check: (text: string, resource: Resource, world: World) => string | undefined): Rule['check'] =>
  (resource, world) => {
    const text = bootTextOf(resource, world);
    return text === undefined ? unread : check(text, resource, world);
  };

/** EC2 user guide, "Run commands when you launch an EC2 instance with user data input": in bytes, before base64. */
const mostUserData = 16 * 1024;
/** In bytes: the longest that what Terraform puts in place of a reference will be. */
const ofReference = 150;

/** How AWS writes a region (AWS general reference, "Regional endpoints"). */
const region =
  /\b(?:af|ap|ca|cn|eu|il|me|mx|sa|us)(?:-gov|-iso[bef]?)?-(?:north|south|east|west|central)(?:east|west)?-\d\b/g;
/** The bucket in each of the ways in which AWS writes an address of S3. */
const bucketAddresses = [
  /\bs3[an]?:\/\/([a-z0-9][a-z0-9.-]{2,62})/g,
  /\barn:aws[a-z-]*:s3:::([a-z0-9][a-z0-9.-]{2,62})/g,
  /\/\/([a-z0-9][a-z0-9.-]{2,62})\.s3[.-][a-z0-9.-]*amazonaws\.com/g,
  /\/\/s3[.-][a-z0-9-]+\.amazonaws\.com\/([a-z0-9][a-z0-9.-]{2,62})/g,
];
/** Buckets of AWS's own in every region, with agents. */
const bucketOfAws = /^(aws-codedeploy|amazoncloudwatch-agent|amazon-ssm|aws-ssm)-[a-z0-9-]+$/;

const all = (text: string, ...patterns: readonly RegExp[]) =>
  patterns.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match[1] ?? match[0]));

/** What a machine does at boot. */
export const userDataRules: readonly Rule[] = [
  {
    id: 'CKV_AWS_46',
    covers: ['C2', 'tfsec.autoscaling.no-secrets-in-user-data'],
    title: 'No secret stands in user data, nor in a script that machines run at boot',
    severity: 'critical',
    why: 'Every process on the machine reads its user data, and so does whoever may describe a template',
    fix: 'Name the secret in Secrets Manager; the machine reads it with its own role',
    types: bootTypes,
    check: ofText(secretIn),
  },
  {
    id: 'MAL_EC2_1',
    covers: ['C2'],
    title: 'User data is no longer than EC2 takes: 16 KB',
    severity: 'medium',
    why: 'EC2 refuses the template half-way through a deploy; no plan checks it',
    fix: 'Compress it with base64gzip; put programs into the image or into a bucket',
    types: ['aws_launch_template'],
    check: ofText((text, { config }) => {
      const references = new Set(all(text, /(?<!\$)\$\{[^}]*\}/g)).size;
      const isCompressed = !String(config['user_data']).includes('base64encode(');
      const bytes = (isCompressed ? gzipSync(text).length : Buffer.byteLength(text)) + references * ofReference;
      return bytes > mostUserData ? `is ${bytes} bytes long` : undefined;
    }),
  },
  {
    id: 'MAL_EC2_2',
    covers: ['C2'],
    title: 'User data names the region, the account and the buckets of its own environment, and of no other',
    severity: 'high',
    why: "A machine of a branch that writes to production's bucket is found out when it has",
    fix: "Take every name from the environment's file and from contracts",
    types: bootTypes,
    check: ofText((text, resource, world) => {
      const { environment } = world;
      const abroad = all(text, region).find((each) => each !== environment.region);
      if (abroad) return `names the region ${abroad}`;
      const account = all(text, /\barn:aws[a-z-]*:[a-z0-9-]*:[a-z0-9-]*:(\d{12}):/g).find(
        (each) => each !== environment.account.id,
      );
      if (account) return `names the account ${account}`;
      const bucket = all(text, ...bucketAddresses).find((each) => !bucketOfAws.test(each));
      if (bucket) return `names the bucket ${bucket}, which no contract gave it`;
      const named = all(text, /^\s*\w*ENVIRONMENT=["']?([a-z][a-z0-9-]*)/gm, /[\s"'=]\/malinshopper\/([a-z0-9-]+)\//g);
      const other = named.find((each) => each !== environment.name && each !== 'account');
      if (other) return `names the environment ${other}`;
      const own = world.targets(text, resource.stack).filter(({ type }) => type === 'aws_s3_bucket');
      const borrowed = own.find(({ stack }) => !world.stacks.includes(stack));
      return borrowed && `names ${borrowed.path} of ${borrowed.stack.key}`;
    }),
  },
];
