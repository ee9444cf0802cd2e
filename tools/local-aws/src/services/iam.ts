import type { Operation, Service } from '../gateway/call';
import { Store } from '../gateway/store';
import { AwsFailure } from '../protocols/failure';
import { amendQueryReply, queryParameters, queryReply, withParameters } from '../protocols/query';
import { element, parseXml, text } from '../protocols/xml';

const NAMESPACE = 'https://iam.amazonaws.com/doc/2010-05-08/';

/**
 * IAM (query protocol, 2010-05-08): moto has permissions boundaries of roles (with any ARN), but not of users; its
 * updates of roles empty them, and it has no credentials of users for single services, of which no app makes any.
 */
export function iam(): Service {
  const boundaries = new Store('iam/boundaries', () => new Map<string, string>(), 'global');
  const form = (call: Parameters<Operation>[0]) => {
    const { UserName, PermissionsBoundary } = queryParameters(call.body);
    return { user: text(UserName), boundary: text(PermissionsBoundary) };
  };
  return {
    name: 'iam',
    operations: {
      ...Object.fromEntries(OF_ONESELF.map((action) => [action, ofUser])),
      CreateRole: withinBoundary,
      PutRolePermissionsBoundary: withinBoundary,
      // An update changes only the members that it names (API reference: UpdateRole); moto empties the others.
      UpdateRole: async (call, moto) => {
        const { RoleName } = queryParameters(call.body);
        const asked = { Action: 'GetRole', Version: '2010-05-08', RoleName: text(RoleName) };
        const present = await moto({ ...call, body: Buffer.from(new URLSearchParams(asked).toString()) });
        if (present.status !== 200) return present;
        const answer = element(element(parseXml(present.body.toString())['GetRoleResponse'])['GetRoleResult']);
        const role = element(answer['Role']);
        return moto(
          withParameters(call, (written) => {
            for (const field of ['Description', 'MaxSessionDuration']) {
              if (!written.has(field) && role[field] !== undefined) written.set(field, text(role[field]));
            }
          }),
        );
      },
      CreateUser: async (call, moto) => {
        const reply = await moto(call);
        const { user, boundary } = form(call);
        if (reply.status === 200 && boundary !== '') boundaries.of(call).set(user, boundary);
        return reply;
      },
      UpdateUser: async (call, moto) => {
        const reply = await moto(call);
        const renamed = text(queryParameters(call.body)['NewUserName']);
        const [all, { user }] = [boundaries.of(call), form(call)];
        const boundary = all.get(user);
        if (reply.status !== 200 || renamed === '' || boundary === undefined) return reply;
        all.delete(user);
        all.set(renamed, boundary);
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
      // The provider lists them before it deletes a user with its credentials.
      ListServiceSpecificCredentials: async (call, moto) => {
        const asked = { Action: 'GetUser', Version: '2010-05-08', UserName: form(call).user };
        const present = await moto({ ...call, body: Buffer.from(new URLSearchParams(asked).toString()) });
        if (present.status !== 200) return present;
        return queryReply('ListServiceSpecificCredentials', NAMESPACE, { ServiceSpecificCredentials: {} });
      },
      GetUser: async (call, moto) =>
        amendQueryReply(await ofUser(call, moto), 'GetUser', (result) => {
          const shown = element(result['User']);
          const arn = boundaries.of(call).get(text(shown['UserName']));
          if (arn) shown['PermissionsBoundary'] = { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: arn };
        }),
    },
  };
}

/**
 * Calls that concern the caller, if they name no user (API reference: "If a user name is not specified, IAM determines
 * the user name").
 */
const OF_ONESELF = [
  'GetLoginProfile',
  'ListAccessKeys',
  'ListMFADevices',
  'ListSSHPublicKeys',
  'ListSigningCertificates',
];

/** A session has no user name; only the keys of a user begin with AKIA (IAM user guide, "Understanding unique ID prefixes"). */
const ofUser: Operation = (call, moto) => {
  if (text(queryParameters(call.body)['UserName']) === '' && !call.accessKeyId.startsWith('AKIA')) {
    throw new AwsFailure('ValidationError', 'Must specify userName when calling with non-User credentials');
  }
  return moto(call);
};

/** The boundary of a role has to exist before the role (API reference, CreateRole: NoSuchEntity). */
const withinBoundary: Operation = async (call, moto) => {
  const PolicyArn = text(queryParameters(call.body)['PermissionsBoundary']);
  if (PolicyArn !== '') {
    const asked = new URLSearchParams({ Action: 'GetPolicy', Version: '2010-05-08', PolicyArn });
    const found = await moto({ ...call, body: Buffer.from(asked.toString()) });
    if (found.status !== 200) {
      throw new AwsFailure('NoSuchEntity', `Scope ARN: ${PolicyArn} does not exist or is not attachable.`, 404);
    }
  }
  return moto(call);
};
