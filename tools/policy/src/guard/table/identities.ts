import { allFixed, fixed, frees, on, up } from '../effects/direction';
import { grows } from '../effects/lists';
import { keepsDenials, sameEffect } from '../effects/documents';
import type { Rows } from '../row';

const denied = 'its denials, and its permissions to log and to back up';
const who = 'the principals that can assume it, and the exclusion of others';

/** Permissions of identities. */
export const identities: Rows = {
  aws_iam_role: {
    does: 'is the identity of services, servers and people',
    attributes: {
      ...frees('tags tags_all description max_session_duration force_detach_policies'),
      assume_role_policy: sameEffect(who),
      permissions_boundary: fixed(denied),
      ...allFixed('inline_policy managed_policy_arns', denied),
    },
  },
  aws_iam_role_policy: {
    does: 'contains permissions of a role',
    partOf: ['role', 'aws_iam_role'],
    attributes: { policy: keepsDenials(denied) },
  },
  aws_iam_role_policy_attachment: {
    does: 'contains permissions of a role',
    partOf: ['role', 'aws_iam_role'],
    attributes: {},
  },
  aws_iam_policy: {
    does: 'contains permissions and limits of roles',
    attributes: { ...frees('tags tags_all attachment_count'), policy: keepsDenials(denied) },
  },
  aws_iam_group: { does: 'has the permissions of its users', attributes: allFixed('name path', who) },
  aws_iam_group_policy: {
    does: "contains the permissions of a group's users",
    partOf: ['group', 'aws_iam_group'],
    attributes: { policy: keepsDenials(denied) },
  },
  aws_iam_group_membership: {
    does: 'sets the members of a group',
    partOf: ['group', 'aws_iam_group'],
    attributes: { users: grows(who) },
  },
  aws_iam_user: {
    does: 'is the identity of releases: its keys are deleted with it',
    attributes: {
      ...frees('tags tags_all'),
      ...allFixed('name path force_destroy', 'the keys for releases'),
      permissions_boundary: fixed(denied),
    },
  },
  aws_iam_instance_profile: {
    does: 'gives servers their permissions',
    attributes: { ...frees('tags tags_all'), role: fixed('the permissions of servers') },
  },
  aws_iam_openid_connect_provider: {
    does: 'allows the workflows to sign in',
    attributes: { ...frees('tags tags_all thumbprint_list'), client_id_list: fixed(who) },
  },
  aws_iam_account_password_policy: {
    does: 'sets the strength of passwords',
    sets: [],
    attributes: {
      ...frees('allow_users_to_change_password expire_passwords hard_expiry max_password_age'),
      minimum_password_length: up('the strength of passwords'),
      password_reuse_prevention: up('the strength of passwords'),
      ...Object.fromEntries(
        ['lowercase_characters', 'numbers', 'symbols', 'uppercase_characters'].map((kind) => [
          `require_${kind}`,
          on('the strength of passwords'),
        ]),
      ),
    },
  },
};
