import { allFixed, fixed, frees, on, up } from '../effects/direction';
import { grows } from '../effects/lists';
import { keepsDenials, sameEffect } from '../effects/documents';
import type { Rows } from '../row';

const denied = 'what it may not do, and what it writes down and keeps';
const who = 'those who can take it, and that others cannot';

/** What is allowed, and to what. */
export const identities: Rows = {
  aws_iam_role: {
    does: 'is what services, servers and people act as',
    attributes: {
      ...frees('tags tags_all description max_session_duration force_detach_policies'),
      assume_role_policy: sameEffect(who),
      permissions_boundary: fixed(denied),
      ...allFixed('inline_policy managed_policy_arns', denied),
    },
  },
  aws_iam_role_policy: {
    does: 'says what a role may do',
    partOf: ['role', 'aws_iam_role'],
    attributes: { policy: keepsDenials(denied) },
  },
  aws_iam_role_policy_attachment: { does: 'says what a role may do', partOf: ['role', 'aws_iam_role'], attributes: {} },
  aws_iam_policy: {
    does: 'says what roles may do, and may not',
    attributes: { ...frees('tags tags_all attachment_count'), policy: keepsDenials(denied) },
  },
  aws_iam_group: { does: 'has the rights of its users', attributes: allFixed('name path', who) },
  aws_iam_group_policy: {
    does: 'says what the users of a group may do',
    partOf: ['group', 'aws_iam_group'],
    attributes: { policy: keepsDenials(denied) },
  },
  aws_iam_group_membership: {
    does: 'says who is in a group',
    partOf: ['group', 'aws_iam_group'],
    attributes: { users: grows(who) },
  },
  aws_iam_user: {
    does: 'is what releases come from: its keys go with it',
    attributes: {
      ...frees('tags tags_all'),
      ...allFixed('name path force_destroy', 'the keys that releases are made with'),
      permissions_boundary: fixed(denied),
    },
  },
  aws_iam_instance_profile: {
    does: 'is how servers get what they may do',
    attributes: { ...frees('tags tags_all'), role: fixed('what servers may do') },
  },
  aws_iam_openid_connect_provider: {
    does: 'lets the workflows in',
    attributes: { ...frees('tags tags_all thumbprint_list'), client_id_list: fixed(who) },
  },
  aws_iam_account_password_policy: {
    does: 'says how good passwords are',
    sets: [],
    attributes: {
      ...frees('allow_users_to_change_password expire_passwords hard_expiry max_password_age'),
      minimum_password_length: up('how hard a password is to guess'),
      password_reuse_prevention: up('how hard a password is to guess'),
      ...Object.fromEntries(
        ['lowercase_characters', 'numbers', 'symbols', 'uppercase_characters'].map((kind) => [
          `require_${kind}`,
          on('how hard a password is to guess'),
        ]),
      ),
    },
  },
};
