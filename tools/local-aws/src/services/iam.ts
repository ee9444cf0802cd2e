import type { Operation, Service } from '../gateway/call';
import { Store } from '../gateway/store';
import { amendQueryReply, queryParameters, queryReply } from '../protocols/query';
import { element, text } from '../protocols/xml';

const NAMESPACE = 'https://iam.amazonaws.com/doc/2010-05-08/';

/** IAM (query protocol, 2010-05-08): moto has permissions boundaries of roles, not of users. */
export function iam(): Service {
  const boundaries = new Store(() => new Map<string, string>(), 'global');
  const form = (call: Parameters<Operation>[0]) => {
    const { UserName, PermissionsBoundary } = queryParameters(call.body);
    return { user: text(UserName), boundary: text(PermissionsBoundary) };
  };
  return {
    name: 'iam',
    operations: {
      CreateUser: async (call, moto) => {
        const reply = await moto(call);
        const { user, boundary } = form(call);
        if (reply.status === 200 && boundary !== '') boundaries.of(call).set(user, boundary);
        return reply;
      },
      DeleteUser: async (call, moto) => {
        const reply = await moto(call);
        if (reply.status === 200) boundaries.of(call).delete(form(call).user);
        return reply;
      },
      PutUserPermissionsBoundary: (call) => {
        const { user, boundary } = form(call);
        boundaries.of(call).set(user, boundary);
        return queryReply('PutUserPermissionsBoundary', NAMESPACE);
      },
      DeleteUserPermissionsBoundary: (call) => {
        boundaries.of(call).delete(form(call).user);
        return queryReply('DeleteUserPermissionsBoundary', NAMESPACE);
      },
      GetUser: async (call, moto) =>
        amendQueryReply(await moto(call), 'GetUser', (result) => {
          const shown = element(result['User']);
          const arn = boundaries.of(call).get(text(shown['UserName']));
          if (arn) shown['PermissionsBoundary'] = { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: arn };
        }),
    },
  };
}
