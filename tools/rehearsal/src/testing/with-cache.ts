/** An environment with a session cache, to which the web servers add their rules. */
export const withCache = { sessions: { store: 'elasticache', nodeType: 'cache.t4g.micro', replicas: 0 } } as const;
