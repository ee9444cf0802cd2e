import type { TerraformEvent } from './events';

const subscription = /^aws_sns_topic_subscription\./;

/**
 * Notes resources that a plan creates again although no code has changed: the state has them, and AWS does not any more. Without the note, a person
 * would look for the reason in the change of the code.
 */
export class Gone {
  private readonly known = new Set<string>();
  private readonly gone: string[] = [];

  take(event: TerraformEvent): void {
    // Terraform refreshes the resources of its state. A replacement of one is planned as `replace`.
    if (event.kind === 'refreshing') this.known.add(event.address);
    if (event.kind === 'planned' && event.action === 'create' && this.known.has(event.address)) {
      this.gone.push(event.address);
    }
  }

  /** A sentence for each resource that is gone. */
  notes(): string[] {
    return this.gone.map((address) =>
      subscription.test(address)
        ? // SNS developer guide, "Deleting an Amazon SNS subscription".
          `${address} is gone: AWS deletes a subscription that is not confirmed within 48 hours. A deploy subscribes again, and AWS ` +
          'sends another mail: follow the link in that mail, or no alarm arrives.'
        : `${address} is gone from AWS, though the state has it. A deploy creates it again.`,
    );
  }
}
