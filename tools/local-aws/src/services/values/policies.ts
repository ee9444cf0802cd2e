import { jsonObject, jsonParameters, jsonText, parsedJson, type Json, type JsonObject } from '../../protocols/json';
import { AwsFailure } from '../../protocols/failure';
import { queryParameters } from '../../protocols/query';
import { text } from '../../protocols/xml';
import type { Guard } from '../in-use';
import type { Standing } from '../in-use/standing';

/** The statements of a policy; undefined if it is not valid. */
function statementsOf(document: string): JsonObject[] | undefined {
  try {
    const { Statement } = jsonObject(parsedJson(document));
    if (Statement === undefined) return undefined;
    return (Array.isArray(Statement) ? Statement : [Statement]).map(jsonObject);
  } catch {
    return undefined;
  }
}

const textsIn = (value: Json | undefined) => (Array.isArray(value) ? value : [value ?? '']).map(jsonText);

/**
 * The first principal of some statements that does not exist: a user or role of the account, or a service without a
 * service name. AWS checks them when a policy is written (IAM user guide, "AWS JSON policy elements: Principal").
 */
async function wrongPrincipal(
  statements: readonly JsonObject[],
  account: string,
  standing: Standing,
): Promise<string | undefined> {
  const principals = statements.map(({ Principal }) => jsonObject(Principal));
  const service = principals
    .flatMap(({ Service }) => (Service === undefined ? [] : textsIn(Service)))
    .find((name) => !/^[a-z0-9.-]+\.(amazonaws\.com(\.cn)?|aws\.internal)$/.test(name));
  if (service !== undefined) return service;
  for (const arn of principals.flatMap(({ AWS }) => (AWS === undefined ? [] : textsIn(AWS)))) {
    const [, owner, kind, name = ''] = /^arn:aws:iam::(\d{12}):(role|user)\/(?:.*\/)?([^/]+)$/.exec(arn) ?? [];
    if (owner !== account) continue;
    const action = kind === 'role' ? 'GetRole' : 'GetUser';
    const found = await standing.query('iam', action, { [kind === 'role' ? 'RoleName' : 'UserName']: name });
    if (Object.keys(found).length === 0) return arn;
  }
  return undefined;
}

/** IAM API reference, CreateRole and UpdateAssumeRolePolicy: `MalformedPolicyDocument`. */
const trust =
  (field: string): Guard =>
  async (call, standing) => {
    const malformed = (message: string) => new AwsFailure('MalformedPolicyDocument', message);
    const statements = statementsOf(text(queryParameters(call.body)[field]));
    if (!statements) throw malformed('Syntax errors in policy.');
    const principal = await wrongPrincipal(statements, call.account, standing);
    if (principal !== undefined) throw malformed(`Invalid principal in policy: "${principal}"`);
  };

/**
 * IAM user guide, "IAM and AWS STS quotas": characters of all inline policies of a role or user, without white space;
 * here each policy is checked alone.
 */
const inline =
  (most: number, of: string): Guard =>
  (call) => {
    const document = text(queryParameters(call.body)['PolicyDocument']);
    if (document.replaceAll(/\s/g, '').length > most) {
      throw new AwsFailure('LimitExceeded', `Maximum policy size of ${most} bytes exceeded for ${of}`, 409);
    }
    const sid = (statementsOf(document) ?? [])
      .map(({ Sid }) => jsonText(Sid))
      .find((one) => !/^[0-9A-Za-z]*$/.test(one));
    if (sid === undefined) return;
    throw new AwsFailure(
      'MalformedPolicyDocument',
      'Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*',
    );
  };

/** The limit of the quota "Managed policies attached to an IAM role": 10, unless the account has a higher one. */
const attached: Guard = async (call, standing) => {
  const { RoleName, PolicyArn } = queryParameters(call.body);
  const form = { RoleName: text(RoleName) };
  const present = await standing.all('iam', 'ListAttachedRolePolicies', 'AttachedPolicies', form);
  if (present.length < 10 || present.some((one) => text(one['PolicyArn']) === text(PolicyArn))) return;
  throw new AwsFailure('LimitExceeded', 'Cannot exceed quota for PoliciesPerRole: 10', 409);
};

export const policyValues = {
  CreateRole: trust('AssumeRolePolicyDocument'),
  UpdateAssumeRolePolicy: trust('PolicyDocument'),
  PutRolePolicy: inline(10_240, 'role'),
  PutUserPolicy: inline(2048, 'user'),
  CreatePolicy: inline(6144, 'policy'),
  CreatePolicyVersion: inline(6144, 'policy'),
  AttachRolePolicy: attached,
};

/** S3 API reference, PutBucketPolicy: `MalformedPolicy`, in the words of S3. */
const bucketPolicy: Guard = async (call, standing) => {
  const malformed = (message: string) => new AwsFailure('MalformedPolicy', message);
  const statements = statementsOf(call.body.toString());
  if (!statements) throw malformed("Policies must be valid JSON and the first byte must be '{'");
  const bucket = decodeURIComponent(call.path.split('/')[1] ?? '');
  const own = (resource: string) =>
    resource === '*' || new RegExp(`^arn:[a-z-]+:s3:::${bucket.replaceAll('.', '\\.')}(/.*|\\*)?$`).test(resource);
  for (const { Action, Resource } of statements) {
    if (Action !== undefined && textsIn(Action).some((name) => name !== '*' && !/^s3:/i.test(name)))
      throw malformed('Policy has invalid action');
    if (Resource !== undefined && textsIn(Resource).some((name) => !own(name)))
      throw malformed('Policy has invalid resource');
  }
  const principal = await wrongPrincipal(statements, call.account, standing);
  if (principal !== undefined) throw malformed('Invalid principal in policy');
};
export const bucketPolicies = { 'PUT /{Bucket}?policy': bucketPolicy };

/** KMS API reference, CreateKey and PutKeyPolicy: `MalformedPolicyDocumentException`; CreateAlias: no alias/aws/; ScheduleKeyDeletion: 7 to 30 days. */
const keyPolicy: Guard = async (call, standing) => {
  const policy = jsonText(jsonParameters(call)['Policy']);
  if (policy === '') return;
  const malformed = (message: string) => new AwsFailure('MalformedPolicyDocumentException', message);
  const statements = statementsOf(policy);
  if (!statements) throw malformed('The policy is not a valid JSON document with statements');
  if ((await wrongPrincipal(statements, call.account, standing)) === undefined) return;
  throw malformed('Policy contains a statement with one or more invalid principals.');
};
const alias: Guard = (call) => {
  const name = jsonText(jsonParameters(call)['AliasName']);
  if (name.startsWith('alias/aws/'))
    throw new AwsFailure('InvalidAliasNameException', 'Alias must not begin with alias/aws/');
};
const deletion: Guard = (call) => {
  const days = jsonParameters(call)['PendingWindowInDays'];
  if (days === undefined || (Number(days) >= 7 && Number(days) <= 30)) return;
  throw new AwsFailure('ValidationException', 'PendingWindowInDays must be between 7 and 30 (inclusive)');
};
export const keyValues = {
  CreateKey: keyPolicy,
  PutKeyPolicy: keyPolicy,
  CreateAlias: alias,
  UpdateAlias: alias,
  ScheduleKeyDeletion: deletion,
};

/** Secrets Manager API reference, CreateSecret: Name. */
const secret: Guard = (call) => {
  const name = jsonText(jsonParameters(call)['Name']);
  if (/^[A-Za-z0-9/_+=.@!-]{1,512}$/.test(name)) return;
  throw new AwsFailure(
    'ValidationException',
    'Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!',
  );
};
export const secretValues = { CreateSecret: secret };
