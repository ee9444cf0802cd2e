/** The addresses of AWS's services around an instance (EC2 user guide; VPC user guide, "DNS attributes"). */
export const METADATA_ADDRESS = '169.254.169.254';
export const RESOLVER_ADDRESS = '169.254.169.253';
/** The address of all names of AWS: next to the instance, like an interface endpoint. */
export const AWS_ADDRESS = '10.0.0.2';
/** The instance's own address, its name (EC2 user guide, "EC2 instance hostnames") and its network card's address. */
export const INSTANCE_ADDRESS = '10.0.0.10';
export const INSTANCE_HOST = 'ip-10-0-0-10';
export const INSTANCE_MAC = '06:00:0a:00:00:0a';

/** The messages of the rehearsal to an edge. Buffers do not travel between processes, so user data is base64. */
export type ToEdge =
  | {
      readonly kind: 'begin';
      /** The unix socket that leads to the embedded AWS. */
      readonly relay: string;
      /** The unix socket of the database server. */
      readonly database: string;
      readonly certificate: string;
      readonly key: string;
      readonly userData: string;
    }
  | { readonly kind: 'metadata'; readonly metadata: Readonly<Record<string, string>> };

/** The messages of an edge to the rehearsal. */
export type FromEdge =
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly why: string }
  /** A queried name that is not AWS's: the instance tried to reach another host. */
  | { readonly kind: 'unknown-name'; readonly name: string };
