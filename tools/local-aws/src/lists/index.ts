import { asAwsAnswers } from '../answers';
import type { Operation } from '../gateway/call';
import type { Asked } from '../gateway/operation';
import { listOfEc2 } from './ec2';
import { requireKnownFilters } from './known-filters';
import { Tokens } from './tokens';

/** Makes lists match their request: filters and pages are handled or refused, and the items have AWS's members. */
export class Lists {
  private readonly tokens = new Tokens();

  /** An operation of a service, as AWS answers it. */
  answering(service: string, asked: Asked, run: Operation): Operation {
    const completed = asAwsAnswers(service, asked.name, run);
    const listed = service === 'ec2' ? listOfEc2(asked.name, completed) : completed;
    return async (call, moto) => {
      this.tokens.require(call, asked);
      requireKnownFilters(asked.name, call);
      const reply = await listed(call, moto);
      this.tokens.note(call, asked, reply);
      return reply;
    };
  }
}
