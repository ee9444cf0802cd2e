/**
 * To be imported before cdktf, by programs that only synthesize: cdktf takes a stack trace for every token, and its files
 * carry their source maps inside. Looking traces up in them takes a third of a synthesis, and nobody reads the result.
 */
process.setSourceMapsEnabled(false);
