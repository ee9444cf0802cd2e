import { accounts } from '@malinshopper/environments';
import { inPolicy } from '../../../testing/mutation';

/** The id of production's account, for breaks of its policies. */
export const { id } = accounts.production;
export const inBoundary = (of: string) => ({ type: 'aws_iam_policy', path: `access/${of}` });
export const without = (Sid: string) =>
  inPolicy((statements) =>
    statements.splice(
      statements.findIndex((each: { Sid: string }) => each.Sid === Sid),
      1,
    ),
  );
