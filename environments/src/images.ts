import type { Architecture } from './instance-types';

/**
 * The machine images of the instances, Ubuntu 24.04 LTS in eu-west-1, pinned: a newer image is a change that a reviewer
 * sees, never something a plan picks up by itself. These are ids of AWS's documentation, to be replaced, like the
 * account ids, before the first deploy to AWS. Look the current ones up with (Canonical, "Find Ubuntu images on AWS"):
 *
 *     aws ssm get-parameter --region eu-west-1 --query Parameter.Value --output text \
 *       --name /aws/service/canonical/ubuntu/server/24.04/stable/current/arm64/hvm/ebs-gp3/ami-id
 */
const images: Record<Architecture, string> = {
  arm64: 'ami-0abcdef1234567890',
  amd64: 'ami-02345678901abcdef',
};

/** The id of the image for instances of an architecture. */
export function imageOf(architecture: Architecture): string {
  return images[architecture];
}
