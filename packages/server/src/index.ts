// What a program may import from this package on any web-standard runtime; nothing of Node is behind it.
export { createVoiceRoomApp } from './app.ts';
export { readEnvironment } from './config/read-environment.ts';
export type { ReadFile } from './config/sources.ts';
export { ConfigError } from './config/config-error.ts';
export type { ConfigFault } from './config/config-error.ts';
export type * from './config/config.ts';
export type { Environment } from './config/variables.ts';
export type { Asset, AssetStore, LogEntry, Services } from './services.ts';
export type { RoomDirectory } from './livekit/room-directory.ts';
export { LiveKitUnavailable } from './livekit/room-directory.ts';
export type { LimitResult } from './limits/limiter.ts';
export { PROBLEMS } from './routes/problem-codes.ts';
export type { ProblemCode } from './routes/problem-codes.ts';
