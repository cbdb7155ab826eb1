// Holds the LiveKit transport to the contract, on a real server, and the scripted one to the same sentences.

import { livekitWorld } from '../testing/livekit-world.ts';
import { scriptedWorld } from '../testing/scripted-world.ts';
import { describeTransport } from '../testing/transport-contract.ts';
import { LiveKitTransport } from './livekit-transport.ts';

describeTransport('the script', scriptedWorld);
describeTransport('real LiveKit', () => livekitWorld(() => new LiveKitTransport()));
