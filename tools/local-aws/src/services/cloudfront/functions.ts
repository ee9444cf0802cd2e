import type { Call, Operation } from '../../gateway/call';
import { Store } from '../../gateway/store';
import { AwsFailure } from '../../protocols/failure';
import { element, text, type XmlElement } from '../../protocols/xml';
import { newEtag, noContent, requested, requireMatch, xmlReply } from './reply';

interface Version {
  readonly etag: string;
  readonly modified: string;
  readonly config: XmlElement;
  readonly code: Buffer;
}
interface EdgeFunction {
  readonly created: string;
  development: Version;
  live?: Version;
}

/**
 * CloudFront Functions: a development version that is written, and a live version that is published (API:
 * CreateFunction).
 */
export function functions(): Record<string, Operation> {
  const store = new Store('cloudfront/functions', () => new Map<string, EdgeFunction>(), 'global');
  const base = '/2020-05-31/function';

  const find = (call: Call): EdgeFunction => {
    const name = call.pathParameters['Name'] ?? '';
    const found = store.of(call).get(name);
    if (!found) throw new AwsFailure('NoSuchFunctionExists', `The function ${name} does not exist.`, 404);
    return found;
  };
  const version = (call: Call): { stage: string; version: Version; created: string } => {
    const found = find(call);
    const stage = call.query.get('Stage') ?? 'DEVELOPMENT';
    const chosen = stage === 'LIVE' ? found.live : found.development;
    if (!chosen) throw new AwsFailure('NoSuchFunctionExists', 'The function has no live version.', 404);
    return { stage, version: chosen, created: found.created };
  };
  const summary = (call: Call, name: string, stage: string, of: Version, created: string): XmlElement => ({
    Name: name,
    Status: stage === 'LIVE' ? 'DEPLOYED' : 'UNPUBLISHED',
    FunctionConfig: of.config,
    FunctionMetadata: {
      FunctionARN: `arn:aws:cloudfront::${call.account}:function/${name}`,
      Stage: stage,
      CreatedTime: created,
      LastModifiedTime: of.modified,
    },
  });
  const written = (request: XmlElement): Version => ({
    etag: newEtag(),
    modified: new Date().toISOString(),
    config: element(request['FunctionConfig']),
    code: Buffer.from(text(request['FunctionCode']), 'base64'),
  });

  return {
    [`POST ${base}`]: (call) => {
      const request = requested(call, 'CreateFunctionRequest');
      const name = text(request['Name']);
      if (store.of(call).has(name)) throw new AwsFailure('FunctionAlreadyExists', `The function ${name} exists.`, 409);
      const created = new Date().toISOString();
      const development = written(request);
      store.of(call).set(name, { created, development });
      const shown = summary(call, name, 'DEVELOPMENT', development, created);
      return xmlReply('FunctionSummary', shown, { etag: development.etag, location: `${base}/${name}` }, 201);
    },
    [`GET ${base}`]: (call) => {
      const items = [...store.of(call)].map(([name, { development, created }]) =>
        summary(call, name, 'DEVELOPMENT', development, created),
      );
      const list = { MaxItems: '100', Quantity: String(items.length), Items: { FunctionSummary: items } };
      return xmlReply('FunctionList', list);
    },
    [`GET ${base}/{Name}/describe`]: (call) => {
      const found = version(call);
      const shown = summary(call, call.pathParameters['Name'] ?? '', found.stage, found.version, found.created);
      return xmlReply('FunctionSummary', shown, { etag: found.version.etag });
    },
    [`GET ${base}/{Name}`]: (call) => {
      const { etag, code } = version(call).version;
      return { status: 200, headers: { 'content-type': 'application/octet-stream', etag }, body: code };
    },
    [`PUT ${base}/{Name}`]: (call) => {
      const found = find(call);
      requireMatch(call, found.development.etag);
      found.development = written(requested(call, 'UpdateFunctionRequest'));
      const name = call.pathParameters['Name'] ?? '';
      const shown = summary(call, name, 'DEVELOPMENT', found.development, found.created);
      return xmlReply('FunctionSummary', shown, { etag: found.development.etag, ettag: found.development.etag });
    },
    [`POST ${base}/{Name}/publish`]: (call) => {
      const found = find(call);
      requireMatch(call, found.development.etag);
      found.live = found.development;
      return xmlReply(
        'FunctionSummary',
        summary(call, call.pathParameters['Name'] ?? '', 'LIVE', found.live, found.created),
      );
    },
    [`DELETE ${base}/{Name}`]: (call) => {
      requireMatch(call, find(call).development.etag);
      store.of(call).delete(call.pathParameters['Name'] ?? '');
      return noContent();
    },
  };
}
