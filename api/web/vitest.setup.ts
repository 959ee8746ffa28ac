import { webcrypto } from 'node:crypto';

// What every browser has, and Node.js only from 19 on.
globalThis.crypto ??= webcrypto as Crypto;
