import type { Service } from '../gateway/call';
import { withTwoColons } from './cloudfront/distributions';

/**
 * The resource groups tagging API (JSON 1.1). It knows moto's resources only, and not all of them: whoever looks for what is
 * left of an environment has to ask the services too.
 */
export function tagging(): Service {
  return {
    name: 'tagging',
    operations: {
      GetResources: async (call, moto) => {
        const reply = await moto(call);
        return { ...reply, body: withTwoColons(reply.body.toString()) };
      },
    },
  };
}
