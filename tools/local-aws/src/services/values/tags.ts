import { AwsFailure } from '../../protocols/failure';
import { queryParameters } from '../../protocols/query';
import { element, list, parseXml, text, type Xml } from '../../protocols/xml';
import type { Guard } from '../in-use';

const KEY = /^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/iu;
const VALUE = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u;

/** The first tag that services with the common rules refuse (AWS general reference, "Tag naming limits and requirements"). */
function refusedIn(tags: Xml | undefined): 'key' | 'value' | undefined {
  for (const tag of list(tags).map(element)) {
    if (!KEY.test(text(tag['Key']))) return 'key';
    if (!VALUE.test(text(tag['Value']))) return 'value';
  }
  return undefined;
}

/** The message of RDS: cloud-custodian issue 4674. After the tags, the action's other values are checked. */
const ofDatabases =
  (next: Guard = () => undefined): Guard =>
  (call, standing) => {
    const wrong = refusedIn(element(queryParameters(call.body)['Tags'])['Tag']);
    if (!wrong) return next(call, standing);
    throw new AwsFailure(
      'InvalidParameterValue',
      `Tag ${wrong}s may only contain unicode letters, digits, whitespace, or one of these symbols: _ . : / = + - @`,
    );
  };

const WITH_TAGS = [
  'AddTagsToResource',
  'CopyDBSnapshot',
  'CreateDBInstance',
  'CreateDBInstanceReadReplica',
  'CreateDBParameterGroup',
  'CreateDBSnapshot',
  'CreateDBSubnetGroup',
  'CreateEventSubscription',
  'RestoreDBInstanceFromDBSnapshot',
];

/** The guards of RDS, with one for the tags in front of each action that sets some. */
export const withDatabaseTags = (guards: Readonly<Record<string, Guard>>): Readonly<Record<string, Guard>> => ({
  ...guards,
  ...Object.fromEntries(WITH_TAGS.map((action) => [action, ofDatabases(guards[action])])),
});

/** The message of Route 53: octodns-route53 pull request 136. */
const ofZone: Guard = (call) => {
  const request = element(parseXml(call.body.toString())['ChangeTagsForResourceRequest']);
  if (!refusedIn(element(request['AddTags'])['Tag'])) return;
  throw new AwsFailure(
    'InvalidInput',
    'Invalid parameter : Tags can only contain letters, numbers, spaces, and the following special characters: _ . : / = + - @',
  );
};
export const zoneTags = { 'POST /2013-04-01/tags/{ResourceType}/{ResourceId}': ofZone };

/** S3 API reference, PutBucketTagging and PutObjectTagging: `InvalidTag`, "the tag did not pass input validation". */
const ofBucket: Guard = (call) => {
  const tagging = element(parseXml(call.body.toString())['Tagging']);
  const wrong = refusedIn(element(tagging['TagSet'])['Tag']);
  if (!wrong) return;
  throw new AwsFailure('InvalidTag', `The Tag${wrong === 'key' ? 'Key' : 'Value'} you have provided is invalid`);
};
export const bucketTags = { 'PUT /{Bucket}?tagging': ofBucket };

/** EC2 user guide, "Tag restrictions": 128 and 256 characters, any of them; no key of AWS's. */
const ofEc2: Guard = (call) => {
  for (const tag of list(queryParameters(call.body)['Tag']).map(element)) {
    const wrong = (message: string) => new AwsFailure('InvalidParameterValue', message);
    const [key, value] = [text(tag['Key']), text(tag['Value'])];
    if (/^aws:/i.test(key)) {
      throw wrong(
        `Value ( ${key} ) for parameter key is invalid. Tag keys starting with 'aws:' are reserved for internal use`,
      );
    }
    if (key.length > 128) throw wrong(`Tag key exceeds the maximum length of 128 characters: ${key}`);
    if (value.length > 256) throw wrong('Tag value exceeds the maximum length of 256 characters');
  }
};
export const tagsOfEc2 = { CreateTags: ofEc2 };
