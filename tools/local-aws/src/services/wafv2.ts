import type { Call, Service } from '../gateway/call';
import { Store } from '../gateway/store';
import { amendJsonReply, jsonObject, jsonParameters, jsonText, type Json, type JsonObject } from '../protocols/json';

/** The members of a web ACL that can be changed (API reference: UpdateWebACL). */
const CHANGEABLE = [
  'ApplicationConfig',
  'AssociationConfig',
  'CaptchaConfig',
  'ChallengeConfig',
  'CustomResponseBodies',
  'DataProtectionConfig',
  'DefaultAction',
  'Description',
  'OnSourceDDoSProtectionConfig',
  'Rules',
  'TokenDomains',
  'VisibilityConfig',
] as const;

/** WAF (JSON 1.1): an update of a web ACL replaces all of it; moto keeps the members that the update leaves out. */
export function wafv2(): Service {
  const written = new Store('wafv2', () => new Map<string, JsonObject>());
  const show = (call: Call, acl: JsonObject) => Object.assign(acl, written.of(call).get(jsonText(acl['Id'])));
  return {
    name: 'wafv2',
    operations: {
      UpdateWebACL: async (call, moto) => {
        const reply = await moto(call);
        const request = jsonParameters(call);
        const whole = CHANGEABLE.map((field): [string, Json | undefined] => [field, request[field]]);
        if (reply.status === 200) written.of(call).set(jsonText(request['Id']), Object.fromEntries(whole));
        return reply;
      },
      GetWebACL: async (call, moto) =>
        amendJsonReply(await moto(call), (body) => show(call, jsonObject(body['WebACL']))),
      GetWebACLForResource: async (call, moto) =>
        amendJsonReply(await moto(call), (body) => show(call, jsonObject(body['WebACL']))),
      DeleteWebACL: async (call, moto) => {
        const reply = await moto(call);
        if (reply.status === 200) written.of(call).delete(jsonText(jsonParameters(call)['Id']));
        return reply;
      },
    },
  };
}
