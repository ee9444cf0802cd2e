import { nameAttributeOf, nameFacts, type NameFact } from '@malinshopper/aws-facts';

/** Types of which the rules of this folder do not judge the names so far. */
const notJudged = [
  'aws_iam_group',
  'aws_iam_group_policy',
  'aws_iam_role_policy',
  'aws_iam_user',
  'aws_lambda_function',
  'aws_secretsmanager_secret',
];

/** What AWS takes as the name of a resource, by type. */
export const nameLimits: Readonly<Record<string, NameFact>> = Object.fromEntries(
  Object.entries(nameFacts).filter(([type]) => !notJudged.includes(type)),
);

export const attributeOf = nameAttributeOf;

export const isOfIam = (type: string): boolean => type.startsWith('aws_iam_');
