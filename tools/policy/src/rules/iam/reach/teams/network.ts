import { type Reach } from '../reach';
import { named, passes, records, type MoreWords } from './words';

/** The maximum permissions of the deploys of the team network, by names: the network. */
export const network = ({ iam }: MoreWords): readonly Reach[] => [
  passes(iam('role/network/*'), 'vpc-flow-logs'),
  // Validation records of certificates.
  records(['CNAME'], named('_*')),
];
