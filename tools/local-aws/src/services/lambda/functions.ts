import { randomUUID } from 'node:crypto';
import type { Call, Forward, Operation } from '../../gateway/call';
import { Store } from '../../gateway/store';
import { AwsFailure } from '../../protocols/failure';
import { jsonList, jsonObject, jsonParameters, jsonReply, jsonText, type JsonObject } from '../../protocols/json';
import { element, list, parseXml, text } from '../../protocols/xml';
import { callTo } from '../tagging/neighbour';
import { codeSha256, filesIn } from './code';
import { functionList, listed } from './lists';

export interface LambdaFunction {
  configuration: JsonObject;
  tags: JsonObject;
  code: Buffer;
}
export type Functions = Store<Map<string, LambdaFunction>>;

export const functionStore = (): Functions => new Store('lambda/functions', () => new Map<string, LambdaFunction>());

/** Functions as the tagging API tells of them. */
export const taggedFunctions = (store: Functions) => async (call: Call) =>
  [...store.of(call).values()].map(({ configuration, tags }) => ({
    ResourceARN: jsonText(configuration['FunctionArn']),
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value: jsonText(Value) })),
  }));

/** Reads a deployment package from S3, in the account of a call. */
export type ReadCode = (call: Call, source: { bucket: string; key: string; version: string }) => Promise<Buffer>;

/** What a function is created with and changed to; what else a request says is refused, because it would have no effect here. */
const SETTINGS = [
  'Architectures',
  'Description',
  'Environment',
  'EphemeralStorage',
  'Handler',
  'LoggingConfig',
  'MemorySize',
];
const MORE = ['PackageType', 'Role', 'Runtime', 'Timeout', 'TracingConfig', 'VpcConfig'];
const BESIDES = ['Code', 'FunctionName', 'Publish', 'Tags'];
/** Lambda developer guide, "Lambda runtimes": those of which this Node can stand for one. */
const RUNTIMES = ['nodejs20.x', 'nodejs22.x', 'nodejs24.x'];

export const nameIn = (call: Call) =>
  (call.pathParameters['Name'] ?? '').replace(/^.*:function:/, '').replace(/:\$LATEST$/, '');
const arnOf = (call: Call, name: string) => `arn:aws:lambda:${call.region}:${call.account}:function:${name}`;

export function findFunction(store: Functions, call: Call, name = nameIn(call)): LambdaFunction {
  const found = store.of(call).get(name);
  // None is published: there is no version but the latest, and no alias.
  const qualifier = call.query.get('Qualifier') ?? '$LATEST';
  if (found && qualifier === '$LATEST') return found;
  throw new AwsFailure('ResourceNotFoundException', `Function not found: ${arnOf(call, name)}`, 404);
}

/** Lambda API reference: CreateFunction to UntagResource, for packages of code in S3. */
export function functions(store: Functions, readCode: ReadCode): Record<string, Operation> {
  const one = '/2015-03-31/functions/{Name}';
  const changed = (found: LambdaFunction, change: JsonObject) => {
    const now = { LastModified: new Date().toISOString().replace('Z', '+0000'), RevisionId: randomUUID() };
    Object.assign(found.configuration, change, now);
    return found.configuration;
  };
  const coded = async (call: Call, code: JsonObject) => {
    const [bucket, key, version] = ['S3Bucket', 'S3Key', 'S3ObjectVersion'].map((name) => jsonText(code[name])) as [
      string,
      string,
      string,
    ];
    if (bucket === '') throw unknownParameter('code that is not in S3');
    const zip = await readCode(call, { bucket, key, version });
    filesIn(zip);
    return { zip, facts: { CodeSha256: codeSha256(zip), CodeSize: zip.length } };
  };
  const tagged = (call: Call) =>
    findFunction(store, call, (call.pathParameters['Arn'] ?? '').replace(/^.*:function:/, '')).tags;
  return {
    'POST /2015-03-31/functions': async (call, moto) => {
      const request = jsonParameters(call);
      const name = jsonText(request['FunctionName']);
      const arn = arnOf(call, name);
      const settings = await settingsIn(call, moto, BESIDES);
      if (store.of(call).has(name))
        throw new AwsFailure('ResourceConflictException', `Function already exist: ${name}`, 409);
      const { zip, facts } = await coded(call, jsonObject(request['Code']));
      const made: LambdaFunction = { configuration: {}, tags: jsonObject(request['Tags']), code: zip };
      changed(made, { ...defaults(name), ...settings, FunctionName: name, FunctionArn: arn, ...facts });
      store.of(call).set(name, made);
      return { ...jsonReply(made.configuration), status: 201 };
    },
    'GET /2015-03-31/functions': functionList((call) =>
      [...store.of(call).values()].map(({ configuration }) => configuration),
    ),
    [`GET ${one}`]: (call) => {
      const { configuration, tags } = findFunction(store, call);
      const Code = {
        RepositoryType: 'S3',
        Location: `https://awslambda-${call.region}-tasks.s3.${call.region}.amazonaws.com/`,
      };
      return jsonReply({ Configuration: configuration, Code, Tags: tags });
    },
    [`GET ${one}/configuration`]: (call) => jsonReply(findFunction(store, call).configuration),
    [`GET ${one}/versions`]: (call) => listed('Versions', call, [findFunction(store, call).configuration]),
    'GET /2020-06-30/functions/{Name}/code-signing-config': (call) => {
      findFunction(store, call);
      return jsonReply({ FunctionName: nameIn(call) });
    },
    [`PUT ${one}/code`]: async (call) => {
      const found = findFunction(store, call);
      const { zip, facts } = await coded(call, jsonParameters(call));
      found.code = zip;
      return jsonReply(changed(found, facts));
    },
    [`PUT ${one}/configuration`]: async (call, moto) => {
      const settings = await settingsIn(call, moto, ['FunctionName', 'RevisionId']);
      return jsonReply(changed(findFunction(store, call), settings));
    },
    [`DELETE ${one}`]: (call) => {
      findFunction(store, call);
      store.of(call).delete(nameIn(call));
      return { ...jsonReply(), status: 204, body: '' };
    },
    'GET /2017-03-31/tags/{Arn+}': (call) => jsonReply({ Tags: tagged(call) }),
    'POST /2017-03-31/tags/{Arn+}': (call) => {
      Object.assign(tagged(call), jsonObject(jsonParameters(call)['Tags']));
      return { ...jsonReply(), status: 204, body: '' };
    },
    'DELETE /2017-03-31/tags/{Arn+}': (call) => {
      for (const key of call.query.getAll('tagKeys')) delete tagged(call)[key];
      return { ...jsonReply(), status: 204, body: '' };
    },
  };
}

function unknownParameter(what: string): AwsFailure {
  return new AwsFailure(
    'NotImplementedByEmbeddedAws',
    `The embedded AWS does not know functions with ${what}. Add it in tools/local-aws/src/services/lambda, or do without it.`,
  );
}

/** The settings in a request. @throws if it says what this Lambda would leave out */
async function settingsIn(call: Call, moto: Forward, besides: readonly string[]): Promise<JsonObject> {
  const request = jsonParameters(call);
  const isEmpty = (value: unknown) =>
    value === undefined || value === null || value === false || JSON.stringify(value) === '[]';
  const known = [...SETTINGS, ...MORE];
  const more = Object.keys(request).find((name) => ![...known, ...besides].includes(name) && !isEmpty(request[name]));
  if (more) throw unknownParameter(more);
  const runtime = request['Runtime'];
  if (runtime !== undefined && !RUNTIMES.includes(jsonText(runtime)))
    throw unknownParameter(`the runtime ${jsonText(runtime)}`);
  const settings = Object.fromEntries(
    known.flatMap((name) => (request[name] === undefined ? [] : [[name, request[name]]])),
  );
  const vpc = jsonObject(request['VpcConfig']);
  const subnets = jsonList(vpc['SubnetIds']).map(jsonText);
  return {
    ...settings,
    ...(subnets.length > 0 && {
      VpcConfig: { Ipv6AllowedForDualStack: false, ...vpc, VpcId: await vpcOf(call, subnets, moto) },
    }),
  };
}

/** The VPC that the subnets of a function are in (Lambda API reference, VpcConfigResponse). */
async function vpcOf(call: Call, subnets: readonly string[], moto: Forward): Promise<string> {
  const body = new URLSearchParams({
    Action: 'DescribeSubnets',
    Version: '2016-11-15',
    'SubnetId.1': subnets[0] ?? '',
  });
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const reply = await moto(
    callTo('ec2', call, { method: 'POST', path: '/', headers, body: Buffer.from(body.toString()) }),
  );
  const found = element(element(parseXml(reply.body.toString())['DescribeSubnetsResponse'])['subnetSet'])['item'];
  const vpc = text(element(list(found)[0])['vpcId']);
  if (vpc !== '') return vpc;
  throw new AwsFailure(
    'InvalidParameterValueException',
    `Error occurred while DescribeSubnets. The subnet ID '${subnets[0]}' does not exist`,
  );
}

/** Lambda API reference, FunctionConfiguration. */
const defaults = (name: string): JsonObject => ({
  Architectures: ['x86_64'],
  Description: '',
  EphemeralStorage: { Size: 512 },
  LastUpdateStatus: 'Successful',
  LoggingConfig: { LogFormat: 'Text', LogGroup: `/aws/lambda/${name}` },
  MemorySize: 128,
  PackageType: 'Zip',
  SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
  State: 'Active',
  Timeout: 3,
  TracingConfig: { Mode: 'PassThrough' },
  Version: '$LATEST',
});
