import { randomUUID } from 'node:crypto';
import type { Call, Operation } from '../../gateway/call';
import { Store } from '../../gateway/store';
import { AwsFailure } from '../../protocols/failure';
import { jsonObject, jsonParameters, jsonReply, jsonText, type JsonObject } from '../../protocols/json';
import { codeSha256, filesIn } from './code';
import { functionList, listed } from './lists';
import { BESIDES, settingsIn, unknownParameter } from './settings';

export interface LambdaFunction {
  configuration: JsonObject;
  tags: JsonObject;
  code: Buffer;
}
export type Functions = Store<Map<string, LambdaFunction>>;

export const functionStore = (): Functions => new Store('lambda/functions', () => new Map<string, LambdaFunction>());

/** Functions as the tagging API returns them. */
export const taggedFunctions = (store: Functions) => async (call: Call) =>
  [...store.of(call).values()].map(({ configuration, tags }) => ({
    ResourceARN: jsonText(configuration['FunctionArn']),
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value: jsonText(Value) })),
  }));

/** Reads a deployment package from S3, in the account of a call. */
export type ReadCode = (call: Call, source: { bucket: string; key: string; version: string }) => Promise<Buffer>;

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
      const request = jsonParameters(call);
      const found = inRevision(findFunction(store, call), request);
      const { zip, facts } = await coded(call, request);
      found.code = zip;
      const { Architectures } = request;
      return jsonReply(changed(found, { ...facts, ...(Architectures !== undefined && { Architectures }) }));
    },
    [`PUT ${one}/configuration`]: async (call, moto) => {
      const settings = await settingsIn(call, moto, ['FunctionName', 'RevisionId']);
      return jsonReply(changed(inRevision(findFunction(store, call), jsonParameters(call)), settings));
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

/**
 * The function, if the change names its current revision (API reference: UpdateFunctionCode,
 * UpdateFunctionConfiguration).
 */
function inRevision(found: LambdaFunction, { RevisionId }: JsonObject): LambdaFunction {
  if (RevisionId === undefined || RevisionId === found.configuration['RevisionId']) return found;
  const message =
    'The RevisionId provided does not match the latest RevisionId. Call the GetFunction or the GetAlias API to retrieve the latest RevisionId';
  throw new AwsFailure('PreconditionFailedException', message, 412);
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
